/** Which blobs are needed, and by what. */
import type { BlobKey } from '../../core/ids.ts';
import { versionName } from '../../core/names.ts';
import type { BlobPlace } from './blobPlace.ts';
import { readManifestBlob } from './manifests.ts';
import type { Db } from './tables.ts';

/** Labels kept for a blob that several versions need. */
const MAX_LABELS = 5;

export interface NeededBlob {
  /** Bytes; 0 for a manifest, whose size is not kept. */
  readonly size: number;
  readonly manifest: boolean;
  /** `name:v3/path`, `name:v3` for a manifest, `run k3j9x2ab/path` for a run's file. */
  readonly neededBy: string[];
}

export interface NeededBlobs {
  readonly versions: number;
  readonly blobs: ReadonlyMap<BlobKey, NeededBlob>;
  /** Versions whose manifest cannot be read: what they need is not known. */
  readonly unreadable: readonly string[];
}

/** What all versions that are not deleted need, and the files of runs. */
export async function neededBlobs(db: Db, blobs: BlobPlace): Promise<NeededBlobs> {
  const rows = await db
    .selectFrom('versions as v')
    .innerJoin('artifacts as a', 'a.id', 'v.artifact_id')
    .select(['a.name', 'v.idx', 'v.manifest'])
    .where('v.deleted_at', 'is', null)
    .orderBy('v.id')
    .execute();
  const needed = new Map<BlobKey, NeededBlob>();
  const unreadable: string[] = [];
  const need = (key: BlobKey, size: number, label: string, manifest: boolean) => {
    const known = needed.get(key);
    if (!known) needed.set(key, { size, manifest, neededBy: [label] });
    else if (known.neededBy.length < MAX_LABELS) known.neededBy.push(label);
  };
  for (const row of rows) {
    const label = `${row.name}:${versionName(row.idx)}`;
    try {
      const manifest = await readManifestBlob(blobs, row.manifest);
      need(row.manifest, 0, label, true);
      for (const entry of manifest.entries) {
        if (entry.kind === 'file') need(entry.blob, entry.size, `${label}/${entry.path}`, false);
      }
    } catch {
      need(row.manifest, 0, label, true);
      unreadable.push(label);
    }
  }
  const files = await db
    .selectFrom('run_files as f')
    .innerJoin('runs as r', 'r.id', 'f.run_id')
    .select(['r.key', 'f.name', 'f.blob', 'f.size'])
    .execute();
  for (const file of files) need(file.blob, file.size, `run ${file.key}/${file.name}`, false);
  return { versions: rows.length, blobs: needed, unreadable };
}
