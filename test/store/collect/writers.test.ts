/** Collectors beside writers, each in a process of its own: nothing that was committed may lack anything. */
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import type { PostgresStore } from '../../../src/store/postgres/PostgresStore.ts';
import { hasPostgres, needsPostgres } from '../../support/postgres.ts';
import { hasS3, needsS3 } from '../../support/s3.ts';
import { readText } from '../../support/storeKit.ts';
import { migrationPlaces } from '../migrate/places.ts';
import type { Left } from './left.ts';

const WRITERS = ['x', 'y', 'z'];
const COMMITS = 40;

if (!hasPostgres) test.skip(`collectors in PostgreSQL${needsPostgres}`);
if (!hasS3) test.skip(`collectors in S3${needsS3}`);

const start = promisify(execFile);
const child = (file: string, ...args: readonly string[]) =>
  start(process.execPath, [
    '--disable-warning=ExperimentalWarning',
    path.join(import.meta.dirname, file),
    ...args,
  ]);

async function expectWhole(store: PostgresStore, { run, versions, files }: Left): Promise<void> {
  for (const [id, contents] of versions) {
    for (const [name, content] of Object.entries(contents))
      expect(await readText(await store.readFile(id, name))).toBe(content);
  }
  for (const [name, content] of files) {
    const location = await store.locateRunFile(run, name);
    const text =
      location.kind === 'file'
        ? readFileSync(location.path, 'utf8')
        : await (await fetch(location.url)).text();
    expect(text).toBe(content);
  }
}

const places = migrationPlaces();
describe.skipIf(!hasPostgres).each([
  ['a folder', true, places.sharedFolder],
  ['a bucket', hasS3, places.sharedBucket],
] as const)('a collector of a store in PostgreSQL and %s', (_, can, prepare) => {
  test.skipIf(!can)('takes nothing that somebody commits', { timeout: 400_000 }, async () => {
    const { database, blobs, open } = await prepare();
    const store = await open();
    const collectors = ['one', 'two'].map(() => child('sharedCollectChild.ts', database, blobs));
    // They are under way before the first commit.
    await Promise.all(collectors.map(({ child: { stdout } }) => once(stdout!, 'data')));
    const written = await Promise.all(
      WRITERS.map(name => child('writeChild.ts', database, blobs, name, String(COMMITS))),
    );
    const collected: { rounds: number; removed: number }[] = [];
    for (const collector of collectors) {
      collector.child.stdin?.end();
      const { stdout, stderr } = await collector;
      expect(stderr).toBe('');
      collected.push(JSON.parse(stdout.split('\n')[1]!) as { rounds: number; removed: number });
    }
    for (const { stdout, stderr } of written) {
      expect(stderr).toBe('');
      await expectWhole(store, JSON.parse(stdout) as Left);
    }
    expect(await store.verify()).toMatchObject({ damaged: [], damagedManifests: [] });
    // That they ran, and that there was something to take.
    for (const { rounds } of collected) expect(rounds).toBeGreaterThan(2);
    expect(collected[0]!.removed + collected[1]!.removed).toBeGreaterThan(0);
  });
});
