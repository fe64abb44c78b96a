import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../src/core/json.ts';
import { commitFiles } from '../../support/storeKit.ts';
import type { OpenedStore } from './implementations.ts';
import { IMPLEMENTATIONS } from './implementations.ts';

/** What a double has no room for, what it has, and what only looks like either. */
const NUMBERS: JsonObject = {
  odd: 9007199254740993n,
  negative: -9007199254740993n,
  huge: 2n ** 80n,
  longest: 10n ** 4299n,
  double: 1.2345678901234567e20,
  tiny: 5e-324,
  text: '9007199254740993',
  deep: [{ 'a.b': [2n ** 64n - 1n, 1, 0.1] }],
};

describe.each(IMPLEMENTATIONS)('numbers in %s', (_, open) => {
  let opened: OpenedStore;
  beforeEach(async () => {
    opened = await open();
  });
  afterEach(() => opened.close());

  test('of metadata stay exactly what they are, logged, edited, and said anew', async () => {
    const { store, another } = opened;
    const { version } = await commitFiles(store, { 'a.txt': 'one' }, { metadata: NUMBERS });
    expect(version.metadata).toEqual(NUMBERS);
    const elsewhere = await another();
    expect((await elsewhere.version(version.id)).metadata).toEqual(NUMBERS);
    expect((await elsewhere.versions({ artifact: version.artifactId })).items[0]?.metadata).toEqual(NUMBERS);
    const metadata = { was: NUMBERS, seed: 2n ** 70n };
    expect((await store.editVersion(version.id, { metadata })).metadata).toEqual(metadata);
    expect((await elsewhere.version(version.id)).metadata).toEqual(metadata);
    const again = await commitFiles(store, { 'a.txt': 'one' }, { metadata: NUMBERS });
    expect([again.created, again.version.metadata]).toEqual([false, NUMBERS]);
  });

  test('of config, summary and history stay exactly what they are', async () => {
    const { store, another } = opened;
    const { id } = await store.beginRun({ project: 'digits', jobType: 'train', config: NUMBERS });
    const elsewhere = await another();
    expect((await elsewhere.run(id)).config).toEqual(NUMBERS);
    const config = { ...NUMBERS, seed: 2n ** 70n };
    await store.updateRun(id, { config, summary: { first: NUMBERS } });
    await store.updateRun(id, { host: 'box' });
    expect(await elsewhere.run(id)).toMatchObject({ config, summary: { first: NUMBERS }, host: 'box' });
    const line = '{"_step":0,"odd":9007199254740993,"huge":1208925819614629174706176}';
    await store.writeRunLines(id, 'history', { offset: 0, lines: [line] });
    await store.finishRun(id, { state: 'finished', exitCode: 0, summary: NUMBERS });
    const run = await elsewhere.run(id);
    expect([run.config, run.summary]).toEqual([config, NUMBERS]);
    expect(await elsewhere.runLines(id, 'history', { start: 0, end: 9 })).toEqual([line]);
  });

  test('that clients keep with an entry stay exactly what they are', async () => {
    const { store, another } = opened;
    const staging = await store.stage();
    const reference = { kind: 'reference', path: 'far.txt', size: 7, url: 's3://elsewhere/far.txt' } as const;
    const entry = { ...reference, digest: 'an etag' as never, extra: NUMBERS };
    const draft = { project: 'digits', artifact: 'far', type: 'dataset', aliases: ['latest'], placed: [] };
    const { version } = await store.commitVersion({ ...draft, entries: [entry] }, staging);
    expect((await (await another()).manifest(version.id)).entries).toMatchObject([{ extra: NUMBERS }]);
  });
});
