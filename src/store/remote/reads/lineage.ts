/** The lineage graph, put together from what runs used and logged. */
import * as v from 'valibot';
import { AmphoraError } from '../../../core/errors.ts';
import type { RunId, VersionId } from '../../../core/ids.ts';
import { inParallel } from '../../../core/inParallel.ts';
import type { LineageEdge, LineageGraph, LineageNode } from '../../../core/lineage.ts';
import type { LineageQuery } from '../../contract.ts';
import { AROUND_RUN, AROUND_VERSION, PROJECT_LINEAGE, VERSIONS_WITH_USERS } from '../documents/lineage.ts';
import type { RemoteClient } from '../RemoteClient.ts';
import { placeOfProject, placeOfRun, toProjectId, toRunId } from '../remoteIds.ts';
import { edges, maybe, Named, nodes, page, Place, aliasesIn, Aliases, Time, toRunState } from '../shapes.ts';
import { listArtifacts } from './artifacts.ts';
import { collect, toPage } from './paging.ts';

const MAX_NODES = 100_000;
/** Neighbours asked for at once. */
const AT_ONCE = 16;

const LineageVersion = v.object({
  id: v.string(),
  state: v.string(),
  versionIndex: maybe(v.number()),
  size: v.number(),
  fileCount: maybe(v.number()),
  createdAt: Time,
  aliases: Aliases,
  tags: maybe(v.array(Named)),
  artifactType: v.object({ name: v.string() }),
  artifactSequence: v.object({ name: v.string(), project: Place }),
});
const LineageRun = v.object({
  name: v.string(),
  displayName: maybe(v.string()),
  jobType: maybe(v.string()),
  state: maybe(v.string()),
  createdAt: Time,
  tags: maybe(v.array(v.string())),
  project: Place,
});
const RunWithLinks = v.object({
  ...LineageRun.entries,
  inputArtifacts: maybe(edges(LineageVersion)),
  outputArtifacts: maybe(edges(LineageVersion)),
});
type RunAnswer = v.InferOutput<typeof RunWithLinks>;

function versionNode(answer: v.InferOutput<typeof LineageVersion>): LineageNode {
  const { name, project } = answer.artifactSequence;
  return {
    kind: 'version',
    id: answer.id as VersionId,
    projectId: toProjectId({ entity: project.entityName, project: project.name }),
    artifact: name,
    type: answer.artifactType.name,
    version: answer.versionIndex ?? 0,
    aliases: aliasesIn(name, answer.aliases),
    tags: (answer.tags ?? []).map(tag => tag.name),
    size: answer.size,
    fileCount: answer.fileCount ?? 0,
    createdAt: answer.createdAt,
    deleted: answer.state !== 'COMMITTED',
  };
}

function runNode(answer: v.InferOutput<typeof LineageRun>): LineageNode {
  const { name: project, entityName: entity } = answer.project;
  return {
    kind: 'run',
    id: toRunId({ entity, project, key: answer.name }),
    projectId: toProjectId({ entity, project }),
    name: answer.displayName ?? answer.name,
    jobType: answer.jobType ?? '',
    tags: answer.tags ?? [],
    state: toRunState(answer.state),
    createdAt: answer.createdAt,
    // The protocol has no words for what was deleted.
    deleted: false,
  };
}

/** What is known so far. */
class Gathering {
  readonly nodes = new Map<string, LineageNode>();
  readonly #edges = new Map<string, LineageEdge>();

  add(node: LineageNode): void {
    if (!this.nodes.has(node.id)) this.nodes.set(node.id, node);
  }

  connect(from: LineageNode, to: LineageNode): void {
    this.add(from);
    this.add(to);
    this.#edges.set(`${from.id}\n${to.id}`, { from: from.id, to: to.id });
  }

  addRun(answer: RunAnswer): {
    readonly inputs: readonly LineageNode[];
    readonly outputs: readonly LineageNode[];
  } {
    const run = runNode(answer);
    const inputs = answer.inputArtifacts ? nodes(answer.inputArtifacts).map(versionNode) : [];
    const outputs = answer.outputArtifacts ? nodes(answer.outputArtifacts).map(versionNode) : [];
    this.add(run);
    return { inputs, outputs };
  }

  graph(openEnds: ReadonlySet<string>): LineageGraph {
    const sorted = [...this.nodes.values()].sort(
      (a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1),
    );
    return {
      nodes: sorted,
      edges: [...this.#edges.values()].filter(({ from, to }) => this.nodes.has(from) && this.nodes.has(to)),
      openEnds: [...openEnds] as (VersionId | RunId)[],
    };
  }
}

async function projectLineage(
  client: RemoteClient,
  query: LineageQuery & { readonly project: NonNullable<LineageQuery['project']> },
  signal?: AbortSignal,
): Promise<LineageGraph> {
  const place = placeOfProject(query.project);
  const limit = query.limit ?? MAX_NODES;
  const shape = v.object({ project: maybe(v.object({ runs: maybe(page(RunWithLinks)) })) });
  const found = new Gathering();
  const connect = (answer: RunAnswer) => {
    const run = runNode(answer);
    const { inputs, outputs } = found.addRun(answer);
    for (const input of inputs) found.connect(input, run);
    for (const output of outputs) found.connect(run, output);
    return answer;
  };
  await collect(async cursor => {
    if (found.nodes.size >= limit) return { items: [] };
    const { project } = await client.query(
      PROJECT_LINEAGE,
      { ...place, after: cursor ?? null },
      shape,
      signal,
    );
    return project?.runs ? toPage(project.runs, connect) : { items: [] };
  });
  await addOwnVersions(client, query.project, found, limit, signal);
  const open = new Set<string>();
  if (found.nodes.size > limit) {
    for (const id of [...found.nodes.keys()].slice(limit)) found.nodes.delete(id);
  }
  return found.graph(open);
}

/** Versions that no run of the project touched, and runs of other projects that use its versions. */
async function addOwnVersions(
  client: RemoteClient,
  project: NonNullable<LineageQuery['project']>,
  found: Gathering,
  limit: number,
  signal?: AbortSignal,
): Promise<void> {
  const shape = v.object({ artifactCollection: maybe(v.object({ artifacts: maybe(page(UsedVersion)) })) });
  const artifacts = await collect(cursor =>
    listArtifacts(client, { project, limit: 1000, ...(cursor === undefined ? {} : { cursor }) }, signal),
  );
  const sequences = artifacts.filter(({ kind }) => kind === 'sequence');
  await inParallel(sequences, AT_ONCE, ({ id }) =>
    collect(async cursor => {
      if (found.nodes.size >= limit) return { items: [] };
      const answer = await client.query(VERSIONS_WITH_USERS, { id, after: cursor ?? null }, shape, signal);
      const versions = answer.artifactCollection?.artifacts;
      return versions ? toPage(versions, version => addUsers(version, found)) : { items: [] };
    }),
  );
}

const UsedVersion = v.object({ ...LineageVersion.entries, usedBy: maybe(edges(LineageRun)) });

function addUsers(answer: v.InferOutput<typeof UsedVersion>, found: Gathering): readonly string[] {
  const version = versionNode(answer);
  found.add(version);
  const users = answer.usedBy ? nodes(answer.usedBy).map(runNode) : [];
  for (const run of users) found.connect(version, run);
  return users.map(run => run.id);
}

type Side = 'up' | 'down';

const Beside = v.object({
  artifact: maybe(
    v.object({
      ...UsedVersion.entries,
      createdBy: maybe(
        v.union([
          v.object({ __typename: v.literal('Run'), ...LineageRun.entries }),
          v.object({ __typename: v.string() }),
        ]),
      ),
    }),
  ),
});

/** @returns the ids of the runs on that side. @throws AmphoraError `version-not-found` */
async function expandVersion(
  client: RemoteClient,
  id: VersionId,
  side: Side | undefined,
  found: Gathering,
  signal?: AbortSignal,
): Promise<readonly string[]> {
  const { artifact } = await client.query(AROUND_VERSION, { id }, Beside, signal);
  if (!artifact) throw new AmphoraError('version-not-found', { artifact: id, project: '', alias: id });
  const version = versionNode(artifact);
  found.add(version);
  if (side === undefined) return [];
  if (side === 'down') {
    return addUsers(artifact, found);
  }
  const { createdBy } = artifact;
  if (!createdBy || !('project' in createdBy)) return [];
  const run = runNode(createdBy);
  found.connect(run, version);
  return [run.id];
}

/** @returns the ids of the versions on that side. @throws AmphoraError `run-not-found` */
async function expandRun(
  client: RemoteClient,
  id: RunId,
  side: Side | undefined,
  found: Gathering,
  signal?: AbortSignal,
): Promise<readonly string[]> {
  const { key, ...place } = placeOfRun(id);
  const shape = v.object({ project: maybe(v.object({ run: maybe(RunWithLinks) })) });
  const { project } = await client.query(AROUND_RUN, { ...place, run: key }, shape, signal);
  if (!project?.run) throw new AmphoraError('run-not-found', { run: key });
  const run = runNode(project.run);
  const { inputs, outputs } = found.addRun(project.run);
  if (side === undefined) return [];
  const beside = side === 'up' ? inputs : outputs;
  for (const version of beside) {
    if (side === 'up') found.connect(version, run);
    else found.connect(run, version);
  }
  return beside.map(version => version.id);
}

const isRun = (id: string) => id.split('/').length === 3;

async function aroundLineage(
  client: RemoteClient,
  query: LineageQuery & { readonly around: NonNullable<LineageQuery['around']> },
  signal?: AbortSignal,
): Promise<LineageGraph> {
  const { around, direction = 'both', depth = Number.POSITIVE_INFINITY, limit = MAX_NODES } = query;
  const found = new Gathering();
  const expand = (id: string, side: Side | undefined) =>
    isRun(id)
      ? expandRun(client, id as RunId, side, found, signal)
      : expandVersion(client, id as VersionId, side, found, signal);
  await expand(around, undefined);
  const open = new Set<string>();
  for (const side of direction === 'both' ? (['up', 'down'] as const) : [direction]) {
    const seen = new Set<string>([around]);
    let level: readonly string[] = [around];
    for (let step = 0; level.length > 0; step++) {
      if (step >= depth || found.nodes.size >= limit) {
        // Whether anything follows shows only when it is asked for.
        const beyond = new Gathering();
        await inParallel(level, AT_ONCE, async id => {
          const next = isRun(id)
            ? await expandRun(client, id as RunId, side, beyond, signal)
            : await expandVersion(client, id as VersionId, side, beyond, signal);
          if (next.some(other => !found.nodes.has(other))) open.add(id);
        });
        break;
      }
      const next: string[] = [];
      await inParallel(level, AT_ONCE, async id => {
        for (const other of await expand(id, side)) {
          if (seen.has(other)) continue;
          seen.add(other);
          next.push(other);
        }
      });
      level = next;
    }
  }
  return found.graph(open);
}

/** See `StoreReads.lineage`. */
export async function readLineage(
  client: RemoteClient,
  query: LineageQuery,
  signal?: AbortSignal,
): Promise<LineageGraph> {
  const { around, project } = query;
  if (around !== undefined) return aroundLineage(client, { ...query, around }, signal);
  if (project !== undefined) return projectLineage(client, { ...query, project }, signal);
  return { nodes: [], edges: [], openEnds: [] };
}
