/** One version from store to store: its digest stays the same, and what is there already is not sent again. */
import { isAmphoraError } from '../../core/errors.ts';
import type { RunId } from '../../core/ids.ts';
import type { ManifestEntry } from '../../core/manifest.ts';
import { distinctFiles } from '../../core/manifest.ts';
import { LATEST } from '../../core/names.ts';
import type { Version } from '../../core/version.ts';
import { versionLabel } from '../../core/version.ts';
import type { Store } from '../../store/contract.ts';
import type { CommittedVersion } from '../../store/writes.ts';
import type { CopyEnd } from './copyBytes.ts';
import { copyBytes } from './copyBytes.ts';

/** Where a copy goes. */
export interface CopyPlace {
  readonly project: string;
  readonly entity?: string;
  /** The run that made it, there. */
  readonly run?: RunId;
}

export interface CopyOptions {
  readonly signal: AbortSignal | undefined;
  readonly onBytes: (count: number) => void;
}

export interface CopiedVersion extends CommittedVersion {
  /** Bytes that were read for it. */
  readonly bytes: number;
}

/** Versions of an artifact that are looked through for the same content. */
const LOOKED_THROUGH = 10_000;

/** The version there that has this content; whether the artifact has any. */
async function findSame(
  { store }: CopyEnd,
  version: Version,
  place: CopyPlace,
): Promise<{ readonly same?: Version; readonly isNew: boolean }> {
  let artifact: Awaited<ReturnType<Store['artifact']>>;
  try {
    artifact = await store.artifact((await store.project(place.project, place.entity)).id, version.artifact);
  } catch (error) {
    if (!isAmphoraError(error, 'project-not-found', 'artifact-not-found', 'artifact-deleted')) throw error;
    return { isNew: true };
  }
  let cursor: string | undefined;
  let seen = 0;
  do {
    const page = await store.versions({
      artifact: artifact.id,
      limit: 1000,
      ...(cursor === undefined ? {} : { cursor }),
    });
    const same = page.items.find(({ digest }) => digest === version.digest);
    if (same) return { same, isNew: false };
    seen += page.items.length;
    cursor = page.next;
  } while (cursor !== undefined && seen < LOOKED_THROUGH);
  return { isNew: false };
}

export async function copyVersion(
  from: CopyEnd,
  to: CopyEnd,
  version: Version,
  place: CopyPlace,
  { signal, onBytes }: CopyOptions,
): Promise<CopiedVersion> {
  const { same, isNew } = await findSame(to, version, place);
  const manifest = await (same ? to.store.manifest(same.id) : from.store.manifest(version.id));
  const staging = await to.store.stage(signal && { signal });
  try {
    const copied = same
      ? undefined
      : await copyBytes({
          from,
          locate: paths => from.store.locate(version.id, paths, signal && { signal }),
          label: versionLabel(version),
          entries: distinctFiles(manifest),
          staging,
          signal,
          onBytes,
        });
    const entries = manifest.entries.map((entry): ManifestEntry => {
      if (entry.kind === 'reference' || !copied) return entry;
      return { ...entry, blob: copied.blobs.get(entry.digest) ?? entry.blob };
    });
    signal?.throwIfAborted();
    const committed = await to.store.commitVersion(
      {
        ...place,
        artifact: version.artifact,
        type: version.type,
        entries,
        placed: copied?.placed ?? [],
        ...(copied && copied.sources.size > 0 ? { sources: copied.sources } : {}),
        // An artifact's first version is its latest, whatever it was elsewhere.
        aliases: [...new Set([...version.aliases, ...(isNew ? [LATEST] : [])])],
        ...(version.description === '' ? {} : { description: version.description }),
        metadata: version.metadata,
        ...(version.tags.length === 0 ? {} : { tags: version.tags }),
        ...(version.ttlSeconds === undefined ? {} : { ttlSeconds: version.ttlSeconds }),
        ...(version.historyStep === undefined ? {} : { historyStep: version.historyStep }),
      },
      staging,
    );
    return { ...committed, bytes: copied?.bytes ?? 0 };
  } catch (error) {
    // What failed first is what is told; the store collects what was left behind.
    await to.store.abandon(staging).catch(() => undefined);
    throw error;
  }
}
