import fs from 'node:fs';
import type { Writable } from 'node:stream';

/** Creates a file and copies whatever is appended to it to a stream, until it is told to stop. */
export function follow(file: string, to: Writable): () => void {
  fs.writeFileSync(file, '');
  const descriptor = fs.openSync(file, 'r');
  const buffer = Buffer.alloc(65_536);
  const copy = () => {
    for (let length; (length = fs.readSync(descriptor, buffer)) > 0;)
      to.write(Buffer.from(buffer.subarray(0, length)));
  };
  const timer = setInterval(copy, 50);
  return () => {
    clearInterval(timer);
    copy();
    fs.closeSync(descriptor);
  };
}
