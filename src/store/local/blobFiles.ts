/** Walks the blobs folder. */
import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import type { BlobKey } from '../../core/ids.ts';

export interface BlobFile {
  readonly key: BlobKey;
  readonly file: string;
  readonly size: number;
  /** Milliseconds since the epoch. */
  readonly placedAt: number;
}

/** Every file in the blobs folder that can be a blob. */
export function* listBlobFiles(blobs: string): Generator<BlobFile> {
  for (const folder of readdirSync(blobs)) {
    if (!/^[0-9a-f]{2}$/.test(folder)) continue;
    for (const name of readdirSync(path.join(blobs, folder))) {
      if (!/^[0-9a-f]{62}$/.test(name)) continue;
      const file = path.join(blobs, folder, name);
      const stat = statSync(file, { throwIfNoEntry: false });
      if (stat) yield { key: `${folder}${name}` as BlobKey, file, size: stat.size, placedAt: stat.mtimeMs };
    }
  }
}
