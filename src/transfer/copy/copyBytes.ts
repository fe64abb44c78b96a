/** Bytes of files from one store to where another takes them up. */
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { AmphoraError } from '../../core/errors.ts';
import type { BlobKey, EntryDigest } from '../../core/ids.ts';
import { inParallel } from '../../core/inParallel.ts';
import type { FileEntry } from '../../core/manifest.ts';
import type { BlobLocation, FetchBytes, Staging } from '../../store/blobs.ts';
import { blobPath, checksumOf } from '../../store/blobs.ts';
import type { Store } from '../../store/contract.ts';
import { writeAll } from '../../store/writeAll.ts';
import { fetchBlob } from '../fetchBlob.ts';
import { removeQuietly } from '../removeQuietly.ts';

/** One side of a copy. */
export interface CopyEnd {
  readonly store: Store;
  /** How bytes are had of a store that tells addresses. */
  readonly fetch?: FetchBytes;
}

export interface CopiedBytes {
  /** The address of each content in the other store. */
  readonly blobs: ReadonlyMap<EntryDigest, BlobKey>;
  readonly placed: readonly BlobKey[];
  /** Where bytes can be read that were not placed. */
  readonly sources: ReadonlyMap<BlobKey, string>;
  readonly bytes: number;
}

export interface CopyBytesRequest {
  readonly from: CopyEnd;
  /** Where the bytes of these paths can be had, in the order asked; asked again for one whose address ran out. */
  readonly locate: (paths: readonly string[]) => Promise<readonly BlobLocation[]>;
  /** `name:v3`, or a run’s name, for messages. */
  readonly label: string;
  /** Each content once. */
  readonly entries: readonly FileEntry[];
  readonly staging: Staging;
  readonly signal: AbortSignal | undefined;
  readonly onBytes: (count: number) => void;
}

/** Files under way at once. */
const AT_ONCE = 8;
const READ = 1 << 20;

/** Copies bytes and looks at them on the way. @throws AmphoraError `blob-damaged` */
async function copyFile(source: string, descriptor: number, entry: FileEntry, request: CopyBytesRequest) {
  const { algorithm, value } = checksumOf(entry.blob);
  const checksum = createHash(algorithm);
  try {
    for await (const chunk of fs.createReadStream(source, { highWaterMark: READ }) as AsyncIterable<Buffer>) {
      request.signal?.throwIfAborted();
      checksum.update(chunk);
      writeAll(descriptor, chunk);
      request.onBytes(chunk.length);
    }
  } catch (error) {
    request.signal?.throwIfAborted();
    throw new AmphoraError('blob-damaged', { path: entry.path, version: request.label }, { cause: error });
  }
  if (checksum.digest('hex') !== value) {
    throw new AmphoraError('blob-damaged', { path: entry.path, version: request.label });
  }
}

function place(draft: string, staging: Staging, blob: BlobKey): void {
  const target = path.join(staging.blobs, blobPath(blob));
  fs.mkdirSync(path.dirname(target), { recursive: true });
  fs.renameSync(draft, target);
}

async function copyOne(
  entry: FileEntry,
  location: BlobLocation,
  draft: string,
  request: CopyBytesRequest,
): Promise<BlobKey> {
  const { from, staging, label, signal, onBytes, locate } = request;
  const descriptor = fs.openSync(draft, 'wx+');
  // The other store's word for these bytes is their MD5; here they have another.
  const sha = createHash('sha256');
  try {
    try {
      if (location.kind === 'file') await copyFile(location.path, descriptor, entry, request);
      else {
        if (!from.fetch)
          throw new AmphoraError('not-supported', { store: label, what: 'read its files from here' });
        const url = async (refused?: string): Promise<string> => {
          if (refused === undefined) return location.url;
          const [again] = await locate([entry.path]);
          return again?.kind === 'url' ? again.url : location.url;
        };
        const onChunk = (chunk: Buffer) => void sha.update(chunk);
        await fetchBlob(entry, descriptor, {
          fetch: from.fetch,
          url,
          onBytes,
          onChunk,
          version: label,
          signal,
        });
      }
    } finally {
      fs.closeSync(descriptor);
    }
    const blob = location.kind === 'file' ? entry.blob : (sha.digest('hex') as BlobKey);
    place(draft, staging, blob);
    return blob;
  } catch (error) {
    removeQuietly(draft);
    throw error;
  }
}

/** Every content of these entries, placed in the staging or named where it can be read. */
export async function copyBytes(request: CopyBytesRequest): Promise<CopiedBytes> {
  const { locate, entries, staging, signal } = request;
  const paths = entries.map(entry => entry.path);
  const locations = entries.length === 0 ? [] : await locate(paths);
  const blobs = new Map<EntryDigest, BlobKey>();
  const sources = new Map<BlobKey, string>();
  const placed: BlobKey[] = [];
  let bytes = 0;
  await inParallel(entries, AT_ONCE, async (entry, i) => {
    signal?.throwIfAborted();
    const location = locations[i];
    if (!location) return;
    bytes += entry.size;
    if (location.kind === 'file' && staging.inPlace) {
      // Sent from where it lies; whoever takes it checks it.
      sources.set(entry.blob, location.path);
      blobs.set(entry.digest, entry.blob);
      return;
    }
    const draft = path.join(staging.temporary, `copy-${String(i)}`);
    const blob = await copyOne(entry, location, draft, request);
    blobs.set(entry.digest, blob);
    placed.push(blob);
  });
  return { blobs, placed, sources, bytes };
}
