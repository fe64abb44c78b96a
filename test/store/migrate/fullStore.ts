/** A store with something of everything in it. */
import { createHash, randomBytes } from 'node:crypto';
import type { EntryDigest } from '../../../src/core/ids.ts';
import type { Store } from '../../../src/store/contract.ts';
import type { Drafts } from '../../../src/store/drafts.ts';
import { commitFiles, commitRunFile, fileEntry } from '../../support/storeKit.ts';

const NAMES = ['数字', 'هندسة', 'été', '한글', 'Ünïcödé 🏺', "it's; drop table--", '%25_?#'];

/** Commits the same everywhere; what differs is what the tests of one store need. */
export async function fillStore(store: Store): Promise<void> {
  const run = await store.beginRun({
    project: 'digits',
    jobType: 'train',
    key: 'k3j9x2ab',
    group: 'sweep',
    config: { lr: 0.1, layers: [1, 2], name: NAMES[0]!, seed: 2n ** 80n },
    notes: 'a note\nin two lines',
    tags: NAMES.slice(0, 3),
    host: 'machine',
    command: ['python', 'train.py', '--x'],
    git: { commit: 'a'.repeat(40), branch: 'main', dirty: true },
  });
  const raw = await commitFiles(store, {
    'a.txt': 'one',
    'empty.txt': '',
    'deep/er/b.bin': 'x'.repeat(3_000_000),
  });
  await store.useVersion(run.id, raw.version.id, 'latest');
  const lines = Array.from({ length: 150 }, (_, i) => `{"_step":${String(i)}}`);
  await store.writeRunLines(run.id, 'history', { offset: 0, lines });
  await store.writeRunLines(run.id, 'history', { offset: 3, lines: ['{"_step":3,"again":true}'] });
  await store.writeRunLines(run.id, 'console', { offset: 70, lines: ['hello 🏺', '', 'last'] });
  await commitRunFile(store, run.id, 'media/images/α.png', 'pixels', 'image/png');
  await commitRunFile(store, run.id, 'empty', '');
  for (const [i, artifact] of NAMES.entries()) {
    for (const content of ['one', 'two', 'three']) {
      await commitFiles(
        store,
        { [`${artifact}/${content}`]: `${content} of ${artifact}`, same: 'in all' },
        {
          artifact: `${artifact}-model`,
          type: 'model',
          run: run.id,
          aliases: ['latest', content === 'three' ? 'newest' : 'best'],
          description: `said of ${artifact}`,
          metadata: { accuracy: 0.5, [artifact]: null, seed: 9007199254740993n },
          tags: [artifact],
          ...(i === 0 ? { ttlSeconds: 1_000_000, historyStep: 7 } : {}),
        },
      );
    }
  }
  await store.finishRun(run.id, {
    state: 'failed',
    exitCode: 3,
    summary: { loss: 1.5, tokens: -(2n ** 64n) },
  });
  await referTo(store);
  await deleteSome(store);
  await linkSome(store);
  await store.makeProject('empty');
}

async function referTo(store: Store): Promise<void> {
  const staging = await store.stage();
  const { entry } = fileEntry('near.txt', 'one');
  const digest = 'an etag' as EntryDigest;
  await store.commitVersion(
    {
      project: 'digits',
      artifact: 'pointers',
      type: 'dataset',
      aliases: ['latest'],
      placed: [],
      entries: [
        entry,
        {
          kind: 'reference',
          path: 'far.txt',
          size: 7,
          digest,
          url: 's3://elsewhere/far.txt',
          extra: { v: '1', generation: 2n ** 60n + 1n },
        },
      ],
    },
    staging,
  );
}

async function deleteSome(store: Store): Promise<void> {
  const gone = await commitFiles(
    store,
    { a: 'used, then deleted' },
    { artifact: 'gone', aliases: ['latest', 'x'] },
  );
  const user = await store.beginRun({ project: 'digits', jobType: '' });
  await store.useVersion(user.id, gone.version.id, 'x');
  await store.finishRun(user.id, { state: 'killed' });
  await store.deleteVersions([gone.version.id], { force: true });
  const lost = await store.beginRun({ project: 'digits', jobType: 'lost' });
  await commitFiles(store, { a: 'of a deleted run' }, { artifact: 'orphan', run: lost.id });
  await store.deleteRun(lost.id);
}

/** Across projects and entities. */
async function linkSome(store: Store): Promise<void> {
  const { id } = await store.resolve({ project: 'digits', artifact: 'mnist', alias: 'latest' });
  const draft = { project: 'registry', entity: 'other', artifact: '最高', version: id };
  await store.linkVersion({ ...draft, aliases: ['production'] });
  const newer = await commitFiles(store, { a: 'newer' });
  await store.linkVersion({ ...draft, version: newer.version.id, aliases: ['production', 'staging'] });
  await store.editAliases(id, { add: ['old one'] });
  const user = await store.beginRun({ project: 'elsewhere', jobType: 'eval' });
  await store.useVersion(user.id, newer.version.id);
  await store.finishRun(user.id, { state: 'finished', exitCode: 0 });
}

/** Commits a version whose bytes go past the server, as clients of a store in a bucket send them. */
export async function commitSent(
  store: Store & { readonly drafts: Drafts },
  contents: Readonly<Record<string, string | Uint8Array>>,
  artifact = 'sent',
): Promise<void> {
  const { drafts } = store;
  const request = { project: 'digits', artifact, type: 'dataset', aliases: ['latest'] };
  const draft = await drafts.beginDraft(request);
  const digests: EntryDigest[] = [];
  for (const content of Object.values(contents)) {
    const digest = createHash('md5').update(content).digest('base64') as EntryDigest;
    digests.push(digest);
    const url = drafts.direct!.fileUrl(draft, digest);
    const body = Buffer.from(content);
    const answer = await fetch(url, { method: 'PUT', body, headers: { 'content-md5': digest } });
    if (!answer.ok) throw new Error(await answer.text());
  }
  const known = await drafts.arrived(draft, digests);
  const staging = await store.stage();
  const entries = Object.keys(contents).map((path, i) => {
    const { digest, blob, size } = known.get(digests[i]!)!;
    return { kind: 'file' as const, path, digest, blob, size };
  });
  await store.commitVersion({ ...request, id: draft.id, entries, placed: [], seen: true }, staging);
}

/** Bytes that nobody has seen before. */
export const someBytes = (length: number): Uint8Array => randomBytes(length);
