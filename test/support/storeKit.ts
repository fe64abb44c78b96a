/** What tests of stores share: stores in folders of their own, and versions with little content. */
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { BlobKey, EntryDigest, RunId } from '../../src/core/ids.ts';
import type { FileEntry } from '../../src/core/manifest.ts';
import type { Store } from '../../src/store/contract.ts';
import { placeBlob } from '../../src/store/local/durable.ts';
import type { CommittedVersion, RunFileDraft, VersionDraft } from '../../src/store/writes.ts';

export function temporaryFolder(): { readonly path: string; remove(): void } {
  const folder = mkdtempSync(path.join(tmpdir(), 'amphora-'));
  return {
    path: folder,
    remove: () => {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export function fileEntry(
  name: string,
  content: string | Uint8Array,
): { readonly entry: FileEntry; readonly bytes: Buffer } {
  const bytes = Buffer.from(content);
  const blob = createHash('sha256').update(bytes).digest('hex') as BlobKey;
  const digest = createHash('md5').update(bytes).digest('base64') as EntryDigest;
  return { entry: { kind: 'file', path: name, size: bytes.length, digest, blob }, bytes };
}

/** Gives a run a file with this content. */
export async function commitRunFile(
  store: Store,
  run: RunId,
  name: string,
  content: string | Uint8Array,
  mimeType?: string,
): Promise<RunFileDraft> {
  const staging = await store.stage();
  const { entry, bytes } = fileEntry(name, content);
  placeBlob(staging.blobs, staging.temporary, entry.blob, bytes);
  const { blob, digest, size } = entry;
  const file = { name, blob, digest, size, ...(mimeType !== undefined && { mimeType }) };
  await store.commitRunFile(run, file, staging);
  await store.abandon(staging);
  return file;
}

/** Commits `files` (path → content) as a version; everything else has a default. */
export async function commitFiles(
  store: Store,
  files: Readonly<Record<string, string | Uint8Array>>,
  draft: Partial<VersionDraft> = {},
): Promise<CommittedVersion> {
  const staging = await store.stage();
  const placed: BlobKey[] = [];
  const entries = Object.entries(files).map(([name, content]) => {
    const { entry, bytes } = fileEntry(name, content);
    if (placeBlob(staging.blobs, staging.temporary, entry.blob, bytes)) placed.push(entry.blob);
    return entry;
  });
  try {
    return await store.commitVersion(
      {
        project: 'digits',
        artifact: 'mnist',
        type: 'dataset',
        aliases: ['latest'],
        ...draft,
        entries,
        placed,
      },
      staging,
    );
  } catch (error) {
    await store.abandon(staging);
    throw error;
  }
}

export async function readText(stream: ReadableStream<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}
