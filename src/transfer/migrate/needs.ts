/** What bytes a group of projects consists of. */
import { AmphoraError } from '../../core/errors.ts';
import type { BlobKey, EntryDigest, VersionId } from '../../core/ids.ts';
import type { Manifest } from '../../core/manifest.ts';
import { versionName } from '../../core/names.ts';
import { sentBlobParts } from '../../store/blobs.ts';
import { isOneOf } from '../../store/catalog/dialect.ts';
import { readManifestBlob } from '../../store/catalog/manifests.ts';
import type { MigrationEnd } from '../../store/migration.ts';
import type { MovedProject } from './projects.ts';

/** Bytes, and one of those who need them, for sentences. */
export interface NeededBytes {
  readonly blob: BlobKey;
  readonly digest: EntryDigest;
  readonly size: number;
  /** Whose they are there. */
  readonly entity: string;
  readonly path: string;
  /** `name:v3`, or `run k3j9x2ab`. */
  readonly owner: string;
}

export interface NeededManifest {
  readonly version: VersionId;
  readonly blob: BlobKey;
  /** `name:v3` */
  readonly label: string;
  /** Whether it names bytes that were sent past a server, which get another address. */
  readonly hasSent: boolean;
}

export interface GroupNeeds {
  readonly projects: readonly MovedProject[];
  /** Of versions that are not deleted. */
  readonly manifests: readonly NeededManifest[];
  readonly bytes: ReadonlyMap<BlobKey, NeededBytes>;
}

/** @throws AmphoraError `manifest-damaged` */
export async function readNeededManifest(
  { blobs }: MigrationEnd,
  { blob, label }: Pick<NeededManifest, 'blob' | 'label'>,
): Promise<Manifest> {
  try {
    return await readManifestBlob(blobs, blob);
  } catch (cause) {
    throw new AmphoraError('manifest-damaged', { version: label }, { cause });
  }
}

/** @throws AmphoraError `manifest-damaged` */
export async function needsOf(
  from: MigrationEnd,
  projects: readonly MovedProject[],
  signal: AbortSignal | undefined,
): Promise<GroupNeeds> {
  const ids = projects.map(project => project.id);
  const entities = new Map(projects.map(({ id, entity }) => [id, entity]));
  const rows = await from.db
    .selectFrom('versions as v')
    .innerJoin('artifacts as a', 'a.id', 'v.artifact_id')
    .select(['v.id', 'v.project_id', 'v.idx', 'v.manifest', 'a.name'])
    .where(isOneOf(from.db, 'v.project_id', ids))
    .where('v.deleted_at', 'is', null)
    .orderBy('v.id')
    .execute();
  const bytes = new Map<BlobKey, NeededBytes>();
  const need = (one: NeededBytes) => {
    if (!bytes.has(one.blob)) bytes.set(one.blob, one);
  };
  const manifests: NeededManifest[] = [];
  for (const row of rows) {
    signal?.throwIfAborted();
    const label = `${row.name}:${versionName(row.idx)}`;
    const entity = entities.get(row.project_id) ?? '';
    const { entries } = await readNeededManifest(from, { blob: row.manifest, label });
    const files = entries.filter(entry => entry.kind === 'file');
    const hasSent = files.some(({ blob }) => sentBlobParts(blob) !== undefined);
    manifests.push({ version: row.id, blob: row.manifest, label, hasSent });
    for (const { blob, digest, size, path } of files)
      need({ blob, digest, size, path, entity, owner: label });
  }
  const files = await from.db
    .selectFrom('run_files as f')
    .innerJoin('runs as r', 'r.id', 'f.run_id')
    .select(['f.blob', 'f.digest', 'f.size', 'f.name', 'r.key', 'r.project_id'])
    .where(isOneOf(from.db, 'r.project_id', ids))
    .execute();
  for (const { project_id, key, name: path, ...file } of files)
    need({ ...file, path, entity: entities.get(project_id) ?? '', owner: `run ${key}` });
  return { projects, manifests, bytes };
}
