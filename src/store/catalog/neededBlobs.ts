/** Which blobs are needed, and by what. */
import type { BlobKey, VersionId } from '../../core/ids.ts';
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

async function isDeleted(db: Db, id: VersionId): Promise<boolean> {
  const row = await db.selectFrom('versions').select('deleted_at').where('id', '=', id).executeTakeFirst();
  return row?.deleted_at !== null;
}

/**
 * What all versions that are not deleted need, and the files of runs.
 * @param except versions that are about to be deleted
 */
export async function neededBlobs(
  db: Db,
  blobs: BlobPlace,
  except: ReadonlySet<VersionId> = new Set(),
): Promise<NeededBlobs> {
  const all = await db
    .selectFrom('versions as v')
    .innerJoin('artifacts as a', 'a.id', 'v.artifact_id')
    .select(['v.id', 'a.name', 'v.idx', 'v.manifest'])
    .where('v.deleted_at', 'is', null)
    .orderBy('v.id')
    .execute();
  const rows = all.filter(({ id }) => !except.has(id));
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
      // Deleted since the rows were read, it may be collected by somebody else.
      if (await isDeleted(db, row.id)) continue;
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
