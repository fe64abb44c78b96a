/** The SDK against a team's server whose bytes lie in S3, where the SDK sends and fetches them itself. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GENERATIONS } from '../../scripts/lib/pythonEnvironments.mjs';
import { hasPostgres, needsPostgres } from '../support/postgres.ts';
import { hasS3, needsS3 } from '../support/s3.ts';
import { EVERYTHING } from './expected.ts';
import { Sdk } from './sdk.ts';

const isHere = hasPostgres && hasS3;

describe.skipIf(!isHere)(`a store in PostgreSQL and S3${needsPostgres}${needsS3}`, () => {
  let sdk: Sdk;
  beforeAll(async () => {
    sdk = await Sdk.startOverBucket();
  });
  afterAll(() => sdk.stop());

  it.each(GENERATIONS)('holds everything that wandb %s puts into an artifact', async version => {
    const project = `everything-${version}`;
    expect(await sdk.python(version, 'artifacts.py', [project])).toEqual(EVERYTHING);
    const { id } = await sdk.store.resolve({ project, artifact: 'everything', alias: 'first' });
    const [location] = await sdk.store.locate(id, ['new.txt']);
    expect(location?.kind).toBe('url');
  });

  it.each(GENERATIONS)('takes files of runs of wandb %s', async version => {
    const told = await sdk.python<{ own: string[]; content: string; replaced: string; after: string[] }>(
      version,
      'files.py',
      [`files-${version}`],
    );
    expect(told).toMatchObject({ content: 'one\n', replaced: 'even later\n', after: [] });
    expect(told.own).toHaveLength(3);
  });
});
