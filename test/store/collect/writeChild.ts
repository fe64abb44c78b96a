/**
 * Child of the test of collectors: logs, commits drafts as clients send them, commits files of runs and deletes, again and again the
 * same contents, and prints what must be there in the end.
 */
import { createHash } from 'node:crypto';
import type { EntryDigest, VersionId } from '../../../src/core/ids.ts';
import { commitDraft } from '../../../src/server/uploads/commitDraft.ts';
import { LOCAL_ENTITY } from '../../../src/core/project.ts';
import type { Draft } from '../../../src/store/drafts.ts';
import { placeBlob } from '../../../src/store/local/durable.ts';
import { openPostgresStore } from '../../../src/store/postgres/openPostgresStore.ts';
import { commitFiles, commitRunFile, fileEntry } from '../../support/storeKit.ts';
import { manifestOf } from '../protocol/client.ts';
import type { Left } from './left.ts';

const [database = '', blobs = '', name = '', count = '0'] = process.argv.slice(2);
const store = await openPostgresStore({ database, blobs });
const { drafts } = store;
const versions = new Map<VersionId, Readonly<Record<string, string>>>();
const files = new Map<string, string>();

/** Few enough contents that what one deletes another logs again. */
const contentsOf = (i: number): Readonly<Record<string, string>> => ({
  'a.txt': `a ${String(i % 3)}`,
  'b.txt': `b ${String(i % 5)}`,
  [`${name}.txt`]: `${name} ${String(i % 4)}`,
});

/** Bytes that come through a server. */
async function sendThrough(draft: Draft, content: string): Promise<void> {
  const staging = await store.stage();
  const { entry, bytes } = fileEntry('', content);
  placeBlob(staging.blobs, staging.temporary, entry.blob, bytes);
  await drafts.recordBlobs([{ entity: draft.entity, ...entry }]);
  await store.abandon(staging);
}

async function send(draft: Draft, content: string, digest: EntryDigest): Promise<void> {
  if (!drafts.direct) return sendThrough(draft, content);
  const url = drafts.direct.fileUrl(draft, digest);
  const answer = await fetch(url, { method: 'PUT', body: content, headers: { 'content-md5': digest } });
  if (!answer.ok) throw new Error(await answer.text());
}

/** A version as the SDK sends it: only what the store does not know. */
async function commitAsClient(contents: Readonly<Record<string, string>>): Promise<VersionId> {
  const draft = await drafts.beginDraft({
    project: 'digits',
    artifact: `${name}-sent`,
    type: 'dataset',
    aliases: ['latest'],
  });
  const digests = new Map(
    Object.values(contents).map(content => [
      createHash('md5').update(content).digest('base64') as EntryDigest,
      content,
    ]),
  );
  const known = await drafts.findBlobs(LOCAL_ENTITY, [...digests.keys()]);
  for (const [digest, content] of digests) if (!known.has(digest)) await send(draft, content, digest);
  const manifest = await drafts.putDraftManifest(draft.id, {
    kind: 'full',
    name: 'wandb_manifest.json',
    digest: '',
  });
  const document = fileEntry('', manifestOf(contents));
  const staging = await store.stage();
  placeBlob(staging.blobs, staging.temporary, document.entry.blob, document.bytes);
  const { blob, size } = document.entry;
  await drafts.commitDraftManifest(manifest.id, { blob, size }, staging);
  await store.abandon(staging);
  return (await commitDraft(draft.id, { store, drafts })).id;
}

const run = await store.beginRun({ project: 'digits', jobType: 'train' });
for (let i = 0; i < Number(count); i++) {
  const contents = contentsOf(i);
  const logged =
    i % 2 === 0
      ? (await commitFiles(store, contents, { artifact: `${name}-logged` })).version.id
      : await commitAsClient(contents);
  versions.set(logged, contents);
  const file = `${String(i % 3)}.png`;
  await commitRunFile(store, run.id, file, `pixels ${String(i % 4)}`);
  files.set(file, `pixels ${String(i % 4)}`);
  if (i % 3 !== 2) continue;
  await store.deleteVersions([logged], { force: true });
  versions.delete(logged);
}
await store.close();
const left: Left = { run: run.id, versions: [...versions], files: [...files] };
console.log(JSON.stringify(left));
