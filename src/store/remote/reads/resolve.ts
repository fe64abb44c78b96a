import * as v from 'valibot';
import { AmphoraError } from '../../../core/errors.ts';
import { canonicalName, versionName } from '../../../core/names.ts';
import { nameHints } from '../../../core/nearest.ts';
import type { Reference } from '../../../core/reference.ts';
import { formatReference } from '../../../core/reference.ts';
import type { Version } from '../../../core/version.ts';
import { versionLabel } from '../../../core/version.ts';
import { COLLECTION_ALIASES, VERSION_BY_NAME } from '../documents/artifacts.ts';
import type { RemoteClient } from '../RemoteClient.ts';
import { edges, maybe, nodes, toVersion, VersionShape } from '../shapes.ts';
import { findArtifact } from './artifacts.ts';
import { findProject } from './projects.ts';

const Found = v.object({ project: maybe(v.object({ artifact: maybe(VersionShape) })) });

/** See `StoreReads.resolve`. @param entity the account's own */
export async function resolveReference(
  client: RemoteClient,
  reference: Reference,
  defaults: { readonly entity: string; readonly project?: string | undefined },
  signal?: AbortSignal,
): Promise<Version> {
  const { artifact, alias } = reference;
  const project = reference.project ?? defaults.project;
  if (project === undefined) {
    throw new AmphoraError('reference-needs-project', { text: formatReference(reference) });
  }
  const place = {
    entity: canonicalName(reference.entity ?? defaults.entity),
    project: canonicalName(project),
  };
  const name = `${canonicalName(artifact)}:${canonicalName(alias)}`;
  const answer = await client.query(VERSION_BY_NAME, { ...place, name }, Found, signal);
  const found = answer.project?.artifact;
  if (found) {
    const version = toVersion(found);
    if (version.deleted) throw new AmphoraError('version-deleted', { version: versionLabel(version) });
    return version;
  }
  return notFound(client, place, reference, signal);
}

/** Asks again for what there is, so that the failure can say what may have been meant. */
async function notFound(
  client: RemoteClient,
  place: { readonly entity: string; readonly project: string },
  { artifact: name, alias }: Reference,
  signal?: AbortSignal,
): Promise<never> {
  const project = await findProject(client, place, signal);
  const artifact = await findArtifact(client, project.id, name, signal);
  const { project: listed } = await client.query(
    COLLECTION_ALIASES,
    { ...place, name: artifact.name },
    v.object({
      project: maybe(
        v.object({
          artifactCollection: maybe(v.object({ aliases: maybe(edges(v.object({ alias: v.string() }))) })),
        }),
      ),
    }),
    signal,
  );
  const aliases = listed?.artifactCollection?.aliases;
  const names = aliases ? nodes(aliases).map(item => item.alias) : [];
  if (artifact.newest) names.push(versionName(artifact.newest.index));
  throw new AmphoraError(
    'version-not-found',
    { artifact: artifact.name, project: project.name, alias },
    nameHints(alias, names),
  );
}
