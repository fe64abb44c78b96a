/** Answers of the protocol, checked, as things of ours. */
import * as v from 'valibot';
import type { Artifact, Membership } from '../../core/artifact.ts';
import type { ArtifactId, ManifestDigest, VersionId } from '../../core/ids.ts';
import type { JsonObject } from '../../core/json.ts';
import { LATEST, parseVersionName } from '../../core/names.ts';
import type { Project } from '../../core/project.ts';
import type { Run, RunState } from '../../core/run.ts';
import { RUN_STATES } from '../../core/run.ts';
import type { Version } from '../../core/version.ts';
import { parseClientObject } from '../../wandb/clientJson.ts';
import { toProjectId, toRunId } from './remoteIds.ts';

/** Absent and null mean the same. */
export const maybe = <S extends v.GenericSchema>(schema: S) => v.nullish(schema);

export const edges = <S extends v.GenericSchema>(node: S) =>
  v.object({ edges: v.array(v.object({ node: v.nullable(node) })) });

/** A stretch of a listing. */
export const page = <S extends v.GenericSchema>(node: S) =>
  v.object({
    edges: v.array(v.object({ node: v.nullable(node) })),
    pageInfo: v.object({ endCursor: maybe(v.string()), hasNextPage: v.boolean() }),
  });

export const Place = v.object({ name: v.string(), entityName: v.string() });
export const Named = v.object({ name: v.string() });

/** Milliseconds of a time in ISO 8601, which is in UTC where it says no zone. */
export const Time = v.pipe(
  v.string(),
  v.transform(text => Date.parse(/(Z|[+-]\d\d:?\d\d)$/i.test(text) ? text : `${text}Z`)),
  v.number(),
);

export const Aliases = maybe(
  v.array(v.object({ alias: v.string(), artifactCollectionName: maybe(v.string()) })),
);

export const VersionShape = v.object({
  id: v.string(),
  state: v.string(),
  digest: v.string(),
  versionIndex: maybe(v.number()),
  description: maybe(v.string()),
  metadata: maybe(v.string()),
  size: v.number(),
  fileCount: maybe(v.number()),
  createdAt: Time,
  historyStep: maybe(v.number()),
  ttlDurationSeconds: maybe(v.number()),
  ttlIsInherited: maybe(v.boolean()),
  tags: maybe(v.array(Named)),
  aliases: Aliases,
  artifactType: Named,
  artifactSequence: v.object({ id: v.string(), name: v.string(), project: Place }),
  createdBy: maybe(v.object({ __typename: v.string(), name: maybe(v.string()), project: maybe(Place) })),
});
type VersionAnswer = v.InferOutput<typeof VersionShape>;

/** Metadata that cannot be read, of whatever server, does not hide the version. */
export function readObject(text: string | null | undefined): JsonObject {
  try {
    return parseClientObject(text, 'metadata') ?? {};
  } catch {
    return {};
  }
}

/** Those of its aliases that a version has in this collection; in others it may have more. */
export function aliasesIn(collection: string, aliases: v.InferOutput<typeof Aliases>): readonly string[] {
  const own = (aliases ?? []).filter(({ artifactCollectionName: of }) => of == null || of === collection);
  return sortAliases(own.map(({ alias }) => alias));
}

/** Without the version's own name; `latest` first. */
export function sortAliases(names: readonly string[]): readonly string[] {
  const given = [...new Set(names)].filter(name => parseVersionName(name) === undefined);
  return given.includes(LATEST) ? [LATEST, ...given.filter(name => name !== LATEST)] : given;
}

export function toVersion(answer: VersionAnswer): Version {
  const { artifactSequence: sequence, createdBy, ttlDurationSeconds: ttl } = answer;
  const { name: project, entityName: entity } = sequence.project;
  const run =
    createdBy?.__typename === 'Run' && createdBy.name && createdBy.project
      ? toRunId({
          entity: createdBy.project.entityName,
          project: createdBy.project.name,
          key: createdBy.name,
        })
      : undefined;
  return {
    id: answer.id as VersionId,
    artifactId: sequence.id as ArtifactId,
    projectId: toProjectId({ entity, project }),
    entity,
    project,
    artifact: sequence.name,
    type: answer.artifactType.name,
    index: answer.versionIndex ?? 0,
    aliases: aliasesIn(sequence.name, answer.aliases),
    digest: answer.digest as ManifestDigest,
    size: answer.size,
    fileCount: answer.fileCount ?? 0,
    description: answer.description ?? '',
    metadata: readObject(answer.metadata),
    tags: (answer.tags ?? []).map(({ name }) => name),
    createdAt: answer.createdAt,
    ...(run === undefined ? {} : { loggedBy: run }),
    // A time to live of the team's own, and none at all, is told by other numbers.
    ...(ttl != null && ttl > 0 && answer.ttlIsInherited !== true ? { ttlSeconds: ttl } : {}),
    ...(answer.historyStep == null ? {} : { historyStep: answer.historyStep }),
    deleted: answer.state === 'DELETED' || answer.state === 'GARBAGE',
  };
}

export const CollectionShape = v.object({
  __typename: v.string(),
  id: v.string(),
  name: v.string(),
  description: maybe(v.string()),
  createdAt: Time,
  updatedAt: maybe(Time),
  defaultArtifactType: Named,
  project: maybe(Place),
  tags: maybe(edges(Named)),
  artifacts: maybe(v.object({ totalCount: maybe(v.number()), ...edges(VersionShape).entries })),
});
export type CollectionAnswer = v.InferOutput<typeof CollectionShape>;

export function nodes<T>(connection: {
  readonly edges: readonly { readonly node: T | null }[];
}): readonly T[] {
  return connection.edges.flatMap(({ node }) => (node === null ? [] : [node]));
}

export function toArtifact(answer: CollectionAnswer, place: v.InferOutput<typeof Place>): Artifact {
  const { name: project, entityName: entity } = answer.project ?? place;
  const [newest] = answer.artifacts ? nodes(answer.artifacts) : [];
  return {
    id: answer.id as ArtifactId,
    projectId: toProjectId({ entity, project }),
    name: answer.name,
    kind: answer.__typename === 'ArtifactPortfolio' ? 'portfolio' : 'sequence',
    type: answer.defaultArtifactType.name,
    description: answer.description ?? '',
    tags: answer.tags ? nodes(answer.tags).map(({ name }) => name) : [],
    createdAt: answer.createdAt,
    updatedAt: answer.updatedAt ?? newest?.createdAt ?? answer.createdAt,
    versionCount: answer.artifacts?.totalCount ?? (newest ? 1 : 0),
    ...(newest ? { newest: toVersion(newest) } : {}),
  };
}

export const MembershipShape = v.object({
  versionIndex: maybe(v.number()),
  createdAt: maybe(Time),
  aliases: v.array(v.object({ alias: v.string() })),
  artifactCollection: CollectionShape,
  artifact: maybe(VersionShape),
});

export function toMembership(answer: v.InferOutput<typeof MembershipShape>): Membership | undefined {
  if (!answer.artifact) return undefined;
  const version = toVersion(answer.artifact);
  return {
    artifact: toArtifact(answer.artifactCollection, { name: version.project, entityName: version.entity }),
    version,
    index: answer.versionIndex ?? version.index,
    aliases: sortAliases(answer.aliases.map(({ alias }) => alias)),
    since: answer.createdAt ?? version.createdAt,
  };
}

export const ProjectShape = v.object({
  name: v.string(),
  entityName: v.string(),
  createdAt: Time,
  updatedAt: maybe(Time),
  runCount: maybe(v.number()),
  artifactTypes: maybe(
    edges(v.object({ artifactCollections: maybe(v.object({ totalCount: maybe(v.number()) })) })),
  ),
});

export function toProject(answer: v.InferOutput<typeof ProjectShape>): Project {
  const types = answer.artifactTypes ? nodes(answer.artifactTypes) : [];
  return {
    id: toProjectId({ entity: answer.entityName, project: answer.name }),
    entity: answer.entityName,
    name: answer.name,
    createdAt: answer.createdAt,
    updatedAt: answer.updatedAt ?? answer.createdAt,
    artifactCount: types.reduce((sum, type) => sum + (type.artifactCollections?.totalCount ?? 0), 0),
    runCount: answer.runCount ?? 0,
  };
}

const Count = maybe(v.object({ totalCount: maybe(v.number()) }));
export const RunShape = v.object({
  id: v.string(),
  name: v.string(),
  displayName: maybe(v.string()),
  jobType: maybe(v.string()),
  group: maybe(v.string()),
  state: maybe(v.string()),
  createdAt: Time,
  heartbeatAt: maybe(Time),
  exitCode: maybe(v.number()),
  inputs: Count,
  outputs: Count,
});
export type RunAnswer = v.InferOutput<typeof RunShape>;

/** States that servers know beyond ours. */
const STATES: Readonly<Record<string, RunState>> = {
  pending: 'running',
  preempting: 'running',
  preempted: 'crashed',
  canceled: 'killed',
};

export function toRunState(text: string | null | undefined): RunState {
  const known = RUN_STATES.find(state => state === text);
  return known ?? (text != null && Object.hasOwn(STATES, text) ? (STATES[text] ?? 'crashed') : 'crashed');
}

export function toRun(answer: RunAnswer, place: v.InferOutput<typeof Place>): Run {
  const { name: project, entityName: entity } = place;
  const state = toRunState(answer.state);
  const heartbeatAt = answer.heartbeatAt ?? answer.createdAt;
  return {
    id: toRunId({ entity, project, key: answer.name }),
    projectId: toProjectId({ entity, project }),
    entity,
    project,
    key: answer.name,
    name: answer.displayName ?? answer.name,
    jobType: answer.jobType ?? '',
    ...(answer.group ? { group: answer.group } : {}),
    state,
    createdAt: answer.createdAt,
    heartbeatAt,
    // The protocol tells no end of its own: a run that is over fell silent at it.
    ...(state === 'running' ? {} : { finishedAt: heartbeatAt }),
    ...(answer.exitCode == null || state === 'running' ? {} : { exitCode: answer.exitCode }),
    inputCount: answer.inputs?.totalCount ?? 0,
    outputCount: answer.outputs?.totalCount ?? 0,
  };
}
