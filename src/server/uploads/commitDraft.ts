/** From a draft, its manifests and its bytes to a version, by the store's one commit. */
import { AmphoraError } from '../../core/errors.ts';
import type { BlobKey, VersionId } from '../../core/ids.ts';
import type { ManifestEntry } from '../../core/manifest.ts';
import type { Version } from '../../core/version.ts';
import type { Draft, DraftManifest } from '../../store/drafts.ts';
import type { ProtocolServices } from '../context.ts';
import { orNull } from '../nodes/missing.ts';
import type { ClientEntry } from '../../wandb/manifestJson.ts';
import { readManifest } from './readManifest.ts';

type CommitServices = Pick<ProtocolServices, 'store' | 'drafts'>;

interface Content {
  readonly entries: readonly ManifestEntry[];
  readonly placed: readonly BlobKey[];
}

async function commit(
  draft: Draft,
  findContent: () => Promise<Content>,
  { store, drafts }: CommitServices,
): Promise<Version> {
  // Before the bytes are looked for: what is taken in meanwhile no collector takes away.
  const staging = await store.stage();
  try {
    const content = await findContent();
    const { distributedId: _, ...request } = draft.request;
    // The draft's own id makes a commit that is asked for twice the same.
    const clientId = request.clientId ?? draft.id;
    const { version } = await store.commitVersion(
      // What went past us was looked for just now, in a place that loses nothing.
      { ...request, ...content, clientId, id: draft.id, seen: drafts.direct !== undefined },
      staging,
    );
    return version;
  } catch (error) {
    await store.abandon(staging).catch(() => undefined);
    throw error;
  }
}

/** The artifact has the content: the same commit as ever moves aliases to it and records the run. */
export async function commitKnown(
  draft: Draft,
  known: VersionId,
  services: CommitServices,
): Promise<Version> {
  const { entries } = await services.store.manifest(known);
  return commit(draft, () => Promise.resolve({ entries, placed: [] }), services);
}

/** Files and references of clients as entries of ours. @throws AmphoraError `upload-missing` */
async function resolveEntries(
  draft: Draft,
  entries: readonly ClientEntry[],
  { drafts }: CommitServices,
): Promise<Content> {
  const digests = entries.flatMap(entry => (entry.url === undefined ? [entry.digest] : []));
  const known = await drafts.arrived(draft, [...new Set(digests)]);
  const placed = new Set<BlobKey>();
  const resolved = entries.map((entry): ManifestEntry => {
    const { path, digest, size, extra } = entry;
    const common = { path, digest, size, ...(extra === undefined ? {} : { extra }) };
    if (entry.url !== undefined) return { ...common, kind: 'reference', url: entry.url };
    const blob = known.get(digest);
    if (!blob) throw new AmphoraError('upload-missing', { path });
    if (!blob.durable) placed.add(blob.blob);
    // The client's own word for the size may be missing; the bytes tell.
    return { ...common, kind: 'file', size: blob.size, blob: blob.blob };
  });
  return { entries: resolved, placed: [...placed] };
}

/** What an incremental manifest adds to: the version it names, else the newest. */
async function baseEntries(
  manifest: DraftManifest,
  draft: Draft,
  { store }: CommitServices,
): Promise<readonly ManifestEntry[]> {
  if (manifest.base !== undefined) return (await store.manifest(manifest.base)).entries;
  const { project, entity, artifact } = draft.request;
  const newest = await orNull(
    store.resolve({ project, ...(entity === undefined ? {} : { entity }), artifact, alias: 'latest' }),
  );
  return newest ? (await store.manifest(newest.id)).entries : [];
}

/** A writer that asked again for the place of its patch, or died, leaves one that nothing was sent to. */
function withoutOrphans(manifests: readonly DraftManifest[]): readonly DraftManifest[] {
  const sent = new Set(manifests.flatMap(({ digest, blob }) => (blob === undefined ? [] : [digest])));
  return manifests.filter(
    ({ kind, digest, blob }) =>
      kind !== 'patch' || blob !== undefined || (digest !== '' && !sent.has(digest)),
  );
}

async function contentOf(draft: Draft, services: CommitServices): Promise<Content> {
  const manifests = withoutOrphans(await services.drafts.draftManifests(draft.id));
  const merged = new Map<string, ManifestEntry>();
  const placed = new Set<BlobKey>();
  for (const manifest of manifests) {
    if (manifest.kind === 'incremental') {
      for (const entry of await baseEntries(manifest, draft, services)) merged.set(entry.path, entry);
    }
    if (manifest.blob === undefined) throw new AmphoraError('upload-missing', { path: manifest.name });
    const content = await resolveEntries(draft, await readManifest(manifest.blob, services.drafts), services);
    for (const entry of content.entries) merged.set(entry.path, entry);
    for (const blob of content.placed) placed.add(blob);
  }
  if (manifests.length === 0) throw new AmphoraError('upload-missing', { path: 'wandb_manifest.json' });
  return { entries: [...merged.values()], placed: [...placed] };
}

/** Commits under way: a client that asks again waits for the same one. */
const underWay = new Map<VersionId, Promise<Version>>();

/**
 * @throws AmphoraError `draft-not-found`, `upload-missing`, `manifest-malformed`, and what `commitVersion` throws
 */
export async function commitDraft(id: VersionId, services: CommitServices): Promise<Version> {
  // Asked for by each: not everyone may see what another is about to commit.
  await services.drafts.draft(id);
  const running = underWay.get(id);
  if (running) return running;
  const begun = (async () => {
    const draft = await services.drafts.draft(id);
    if (draft.version !== undefined) return services.store.version(draft.version);
    return commit(draft, () => contentOf(draft, services), services);
  })();
  underWay.set(id, begun);
  const forget = () => underWay.delete(id);
  begun.then(forget, forget);
  return begun;
}
