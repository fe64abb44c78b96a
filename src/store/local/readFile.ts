/** Reads files of versions as streams, checked against their digest. */
import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { AmphoraError } from '../../core/errors.ts';
import type { FileEntry } from '../../core/manifest.ts';
import type { ByteRange } from '../contract.ts';

const CHUNK = 1 << 20;

/**
 * The bytes of a blob. A whole read is hashed on the way and its last bytes are held back until the digest fits,
 * so a damaged file never looks complete.
 * @param file where the blob lies
 * @param version for the error sentence
 */
export function streamBlob(
  file: string,
  entry: FileEntry,
  version: string,
  range?: ByteRange,
): ReadableStream<Uint8Array> {
  const start = Math.max(0, range?.start ?? 0);
  const end = Math.min(entry.size, range?.end ?? entry.size);
  const hash = start === 0 && end === entry.size ? createHash('sha256') : undefined;
  const damaged = (cause?: unknown) =>
    new AmphoraError('blob-damaged', { path: entry.path, version }, { cause });
  let position = start;
  let handle: Awaited<ReturnType<typeof open>> | undefined;
  const close = async () => {
    await handle?.close();
    handle = undefined;
  };
  return new ReadableStream<Uint8Array>({
    async start() {
      try {
        handle = await open(file, 'r');
      } catch (error) {
        throw damaged(error);
      }
    },
    async pull(controller) {
      const wanted = Math.min(CHUNK, end - position);
      if (wanted > 0) {
        const { bytesRead, buffer } = (await handle?.read(
          Buffer.allocUnsafe(wanted),
          0,
          wanted,
          position,
        )) ?? { bytesRead: 0 };
        if (bytesRead === 0 || !buffer) {
          await close();
          throw damaged();
        }
        position += bytesRead;
        const bytes = new Uint8Array(buffer.buffer, buffer.byteOffset, bytesRead);
        hash?.update(bytes);
        if (position >= end && hash && hash.digest('hex') !== entry.blob) {
          await close();
          throw damaged();
        }
        controller.enqueue(bytes);
      }
      if (position >= end) {
        await close();
        controller.close();
      }
    },
    cancel: close,
  });
}
