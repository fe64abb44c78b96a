/** Runs that are copied with the lineage of a version: to a remote store, from one, and within this machine. */
import { readFile } from 'node:fs/promises';
import { afterEach, describe, expect, test } from 'vitest';
import type { RunId } from '../../../src/core/ids.ts';
import { openLocalStore } from '../../../src/store/local/openLocalStore.ts';
import { RemoteStore } from '../../../src/store/remote/RemoteStore.ts';
import type { Store } from '../../../src/store/contract.ts';
import { copy } from '../../../src/transfer/copy/copy.ts';
import type { CopyEnd } from '../../../src/transfer/copy/copyBytes.ts';
import { ask } from '../../cli/serverProcess.ts';
import { serveHere } from '../../support/serveHere.ts';
import { commitFiles, commitRunFile, temporaryFolder } from '../../support/storeKit.ts';

const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

function folder(): string {
  const { path, remove } = temporaryFolder();
  ends.push(remove);
  return path;
}

function local(): CopyEnd {
  const store = openLocalStore(folder());
  ends.push(() => store.close());
  return { store };
}

async function remote(): Promise<CopyEnd> {
  const { stop, ...address } = await serveHere(folder());
  ends.push(stop);
  const store = new RemoteStore(address);
  ends.push(() => store.close());
  return { store, fetch: store.fetch };
}

const FILES = { 'notes/ü 1.txt': 'one', 'same.txt': 'one', 'media/images/a.png': 'png', empty: '' };
const LINES = Array.from({ length: 30 }, (_, i) => JSON.stringify({ _step: i }));

/** A version that a run made of another, with lines and files. */
async function make({ store }: CopyEnd) {
  const used = await commitFiles(store, { raw: 'raw' }, { artifact: 'raw' });
  const { id } = await store.beginRun({
    project: 'digits',
    jobType: 'train',
    key: 'k3j9x2ab',
    tags: ['good'],
    config: { seed: 2n ** 80n },
  });
  await store.useVersion(id, used.version.id);
  await store.writeRunLines(id, 'history', { offset: 0, lines: LINES });
  for (const [name, content] of Object.entries(FILES))
    await commitRunFile(store, id, name, content, 'text/plain');
  const said = { artifact: 'model', type: 'model', run: id, metadata: { seed: 9007199254740993n } };
  const made = await commitFiles(store, { model: 'weights' }, said);
  await store.finishRun(id, { state: 'finished', exitCode: 0, summary: { loss: 1, tokens: -(2n ** 64n) } });
  return { id, version: made.version.id };
}

const runThere = async (store: Store) => store.runByKey((await store.project('digits')).id, 'k3j9x2ab');

async function filesOf(store: Store, run: RunId): Promise<Record<string, string>> {
  const { items } = await store.runFiles({ run });
  const read = async (name: string) => {
    const location = await store.locateRunFile(run, name);
    if (location.kind === 'url') return (await ask(location.url)).text;
    return readFile(location.path, 'utf8');
  };
  return Object.fromEntries(
    await Promise.all(items.map(async ({ name }) => [name, await read(name)] as const)),
  );
}

describe.each([
  ['within this machine', local, local],
  ['to a remote store', local, remote],
  ['from a remote store', remote, local],
])('a run that goes along %s', (_where, source, target) => {
  test('comes with its lines and files, and a second time nothing is sent', async () => {
    const [from, to] = [await source(), await target()];
    const { version } = await make(from);
    const request = { version, withLineage: true };
    expect(await copy(from, to, request)).toMatchObject({ created: true, runs: 1, versions: 2 });
    const run = await runThere(to.store);
    expect(run).toMatchObject({ state: 'finished', tags: ['good'], jobType: 'train' });
    expect([run.config['seed'], run.summary]).toEqual([2n ** 80n, { loss: 1, tokens: -(2n ** 64n) }]);
    const model = await to.store.resolve({ project: 'digits', artifact: 'model', alias: 'latest' });
    expect(model.metadata).toEqual({ seed: 9007199254740993n });
    expect(await to.store.runLines(run.id, 'history', { start: 0, end: 100 })).toEqual(LINES);
    expect(await filesOf(to.store, run.id)).toEqual(FILES);
    expect(await copy(from, to, request)).toMatchObject({ created: false, runs: 0, versions: 0, bytes: 0 });
  });

  test('goes on where a copy was broken off', async () => {
    const [from, to] = [await source(), await target()];
    const { version } = await make(from);
    // As far as a copy came that was killed: the run was begun, a part of what it holds is there.
    const { id } = await to.store.beginRun({ project: 'digits', jobType: 'train', key: 'k3j9x2ab' });
    await to.store.writeRunLines(id, 'history', { offset: 0, lines: LINES.slice(0, 7) });
    await commitRunFile(to.store, id, 'same.txt', 'one');
    await copy(from, to, { version, withLineage: true });
    const run = await runThere(to.store);
    expect(run).toMatchObject({ state: 'finished', summary: { loss: 1 } });
    expect(await to.store.runLines(run.id, 'history', { start: 0, end: 100 })).toEqual(LINES);
    expect(await filesOf(to.store, run.id)).toEqual(FILES);
  });
});
