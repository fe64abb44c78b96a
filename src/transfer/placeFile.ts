/** One file into the store: read once, hashed to SHA-256 and MD5, written from the same buffer. */
import { createHash, hash } from 'node:crypto';
import { availableParallelism } from 'node:os';
import type { BlobKey, EntryDigest } from '../core/ids.ts';
import { createDraft } from './blobDraft.ts';
import { BlobWriter } from './BlobWriter.ts';
import type { BlobState } from './BlobWriter.ts';
import type { Counters } from './counters.ts';
import type { PlacedFile, PlaceJob, PlaceTask } from './jobs.ts';
import { inlineMd5, startMd5 } from './pieceMd5.ts';
import type { PieceMd5 } from './pieceMd5.ts';
import { fill, readSteady } from './readSource.ts';
import { isSettled, stampOf } from './stamp.ts';

/** Up to this size a file is read whole, and written only if the store does not have it. */
const SMALL = 1 << 20;
/** From this size on MD5 is worth a thread of its own where a processor idles; it takes some 30 ms to start. */
const HUGE = 32 << 20;

interface Address {
  readonly blob: BlobKey;
  readonly digest: EntryDigest;
  readonly before: BlobState;
}

/** Makes the function that places one file after another. @param writer names it among those of the same staging */
export function createPlacer(
  job: PlaceJob,
  counters: Counters,
  writer: string,
): (task: PlaceTask) => PlacedFile {
  const blobs = new BlobWriter(job, writer);
  let inline: PieceMd5 | undefined;
  let threaded: PieceMd5 | undefined;
  const md5For = (size: number): PieceMd5 =>
    size >= HUGE && counters.busy < availableParallelism()
      ? (threaded ??= startMd5(job.worker, counters))
      : (inline ??= inlineMd5());
  // One byte more than a small file: what grew meanwhile shows.
  const buffer = Buffer.allocUnsafeSlow(SMALL + 1);

  function small(source: string, descriptor: number, size: number): Address | undefined {
    if (fill(source, descriptor, buffer.subarray(0, size + 1), 0) !== size) return undefined;
    const bytes = buffer.subarray(0, size);
    const blob = hash('sha256', bytes) as BlobKey;
    const digest = hash('md5', bytes, 'base64') as EntryDigest;
    return { blob, digest, before: job.inPlace ? 'absent' : blobs.put(blob, bytes) };
  }

  /** Passes a large file through both hashes and `write`; undefined when its size changed. */
  function pass(
    source: string,
    descriptor: number,
    size: number,
    write: (bytes: Uint8Array, position: number) => void,
  ) {
    const sha = createHash('sha256');
    const md5 = md5For(size);
    md5.begin();
    let position = 0;
    for (;;) {
      counters.throwIfStopped();
      const room = md5.room();
      const length = fill(source, descriptor, room, position);
      // A file that outgrew its size is read again, not chased.
      if (length === 0 || position > size) break;
      const bytes = room.subarray(0, length);
      md5.add(length);
      sha.update(bytes);
      write(bytes, position);
      position += length;
      counters.add(0, length);
    }
    if (position === size) {
      return { blob: sha.digest('hex') as BlobKey, digest: md5.digest() };
    }
    counters.add(0, -position);
    return undefined;
  }

  function large(task: PlaceTask, descriptor: number, size: number): Address | undefined {
    if (job.inPlace) {
      const found = pass(task.source, descriptor, size, () => undefined);
      return found && { ...found, before: 'absent' };
    }
    const file = createDraft(blobs, task.expected, size);
    try {
      const found = pass(task.source, descriptor, size, (bytes, position) => {
        file.write(bytes, position);
      });
      if (found === undefined) return undefined;
      const before = blobs.state(found.blob, size);
      if (before === 'absent') file.place(found.blob);
      return { ...found, before };
    } finally {
      file.close();
    }
  }

  return task => {
    const { source } = task;
    const { value, stats, startedAt } = readSteady(source, (descriptor, { size }) => {
      counters.throwIfStopped();
      if (size <= SMALL) return small(source, descriptor, size);
      return large(task, descriptor, size);
    });
    counters.add(1, stats.size <= SMALL ? stats.size : 0);
    return { ...value, stamp: stampOf(stats), settled: isSettled(stats, startedAt, job.clock) };
  };
}
