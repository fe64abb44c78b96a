/**
 * A large blob in the making. Where the file was logged before, its bytes are compared with the blob of then as they
 * pass: as long as they are the same nothing is written, and what turns out to differ is written from there on. So a
 * file that was only touched costs no writing, and one that was changed is still read and hashed once.
 */
import fs from 'node:fs';
import type { BlobKey } from '../core/ids.ts';
import type { BlobFile, BlobWriter } from './BlobWriter.ts';
import { fill } from './readSource.ts';

const PIECE = 1 << 20;

export interface BlobDraft {
  /** The next bytes; `position` is where they stand in the file. */
  write(bytes: Uint8Array, position: number): void;
  place(blob: BlobKey): void;
  /** Call it in any case. */
  close(): void;
}

/** @param expected blob that the file had when it was logged last */
export function createDraft(blobs: BlobWriter, expected: BlobKey | undefined, size: number): BlobDraft {
  const former =
    expected !== undefined && blobs.state(expected, size) !== 'absent' ? blobs.path(expected) : undefined;
  let compared = former === undefined ? undefined : fs.openSync(former, 'r');
  let file: BlobFile | undefined;
  const buffer = compared === undefined ? undefined : Buffer.allocUnsafeSlow(PIECE);

  const isSame = (bytes: Uint8Array, position: number): boolean => {
    if (compared === undefined || !buffer) return false;
    const piece = buffer.subarray(0, bytes.length);
    return fill(former ?? '', compared, piece, position) === bytes.length && piece.equals(bytes);
  };
  /** Begins to write, with what was the same so far. */
  const begin = (length: number): BlobFile => {
    const begun = blobs.begin();
    file = begun;
    for (let position = 0; compared !== undefined && buffer && position < length;) {
      const piece = buffer.subarray(0, Math.min(PIECE, length - position));
      fill(former ?? '', compared, piece, position);
      begun.write(piece);
      position += piece.length;
    }
    stopComparing();
    return begun;
  };
  const stopComparing = () => {
    if (compared !== undefined) fs.closeSync(compared);
    compared = undefined;
  };

  return {
    write: (bytes, position) => {
      if (file) file.write(bytes);
      else if (!isSame(bytes, position)) begin(position).write(bytes);
    },
    place: blob => {
      (file ?? begin(size)).place(blob);
    },
    close: () => {
      stopComparing();
      file?.close();
    },
  };
}
