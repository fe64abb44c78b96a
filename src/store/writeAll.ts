import { writeSync } from 'node:fs';

/** Writes all bytes, which the system may take piece by piece. @param position where in the file; where it stands unless told */
export function writeAll(descriptor: number, bytes: Uint8Array, position?: number): void {
  for (let written = 0; written < bytes.length;) {
    const at = position === undefined ? null : position + written;
    written += writeSync(descriptor, bytes, written, bytes.length - written, at);
  }
}
