import { stringifyJson } from '../../core/json.ts';
import { formatPageAddress } from '../../core/pageAddress.ts';
import type { RunId, VersionId } from '../../core/ids.ts';
import { versionName } from '../../core/names.ts';
import { expiryOf } from '../../core/version.ts';
import type { ArtifactOverview } from '../../protocol/pages/artifact.ts';
import type { Store } from '../../store/contract.ts';
import { readNeighbours } from './neighbours.ts';
import { toGitState, toRunRow, toVersionRow } from '../rows.ts';
import { unlessGone } from '../unlessGone.ts';

interface Asked {
  readonly entity: string;
  readonly project: string;
  readonly artifact: string;
  /** `v3`, or an alias. */
  readonly version: string;
}

/** @throws AmphoraError as `Store.resolve` */
export async function readOverview(
  store: Store,
  { version: alias, ...place }: Asked,
  signal: AbortSignal,
): Promise<ArtifactOverview> {
  const options = { signal };
  const version = await store.resolve({ ...place, alias }, undefined, options);
  const [artifact, producer, linkedIn] = await Promise.all([
    store.artifactById(version.artifactId, options),
    version.loggedBy === undefined ? undefined : readProducer(store, version.loggedBy, signal),
    readLinks(store, version.id, signal),
  ]);
  const newest = artifact.newest?.index ?? version.index;
  const neighbours = await readNeighbours(store, version, newest, signal);
  const { artifactId, projectId, digest, description, tags, metadata } = version;
  const expiresAt = expiryOf(version);
  return {
    version: {
      ...toVersionRow(version),
      artifactId,
      projectId,
      digest,
      description,
      tags: [...tags],
      ...(expiresAt === undefined ? {} : { expiresAt }),
    },
    versionCount: artifact.versionCount,
    ...neighbours,
    producer,
    linkedIn,
    metadata: stringifyJson(metadata),
  };
}

async function readProducer(
  store: Store,
  id: RunId,
  signal: AbortSignal,
): Promise<ArtifactOverview['producer']> {
  const run = await unlessGone(store.run(id, { signal }), 'run-not-found');
  if (!run) return { kind: 'gone' };
  const git = run.git && toGitState(run.git);
  return { kind: 'run', run: toRunRow(run), ...(git === undefined ? {} : { git }) };
}

/** The portfolios that link to a version. */
async function readLinks(
  store: Store,
  id: VersionId,
  signal: AbortSignal,
): Promise<ArtifactOverview['linkedIn']> {
  const members = await store.membershipsOf(id, { signal });
  const portfolios = members.filter(({ artifact }) => artifact.kind === 'portfolio');
  return Promise.all(
    portfolios.map(async ({ artifact, index }) => {
      const { entity, name: project } = await store.projectById(artifact.projectId, { signal });
      const version = versionName(index);
      const { name, type } = artifact;
      const path = formatPageAddress({ page: 'artifact', entity, project, type, artifact: name, version });
      return { label: `${project}/${name}:${version}`, path };
    }),
  );
}
