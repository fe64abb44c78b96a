import type { ArtifactId, ManifestDigest, ProjectId, RunId, VersionId } from './ids.ts';
import type { JsonObject } from './json.ts';
import { LOCAL_ENTITY } from './project.ts';
import type { Reference } from './reference.ts';
import { versionName } from './names.ts';

/** One committed version of an artifact. Never changes but for aliases, description, metadata and tags. */
export interface Version {
  readonly id: VersionId;
  readonly artifactId: ArtifactId;
  readonly projectId: ProjectId;
  readonly entity: string;
  readonly project: string;
  readonly artifact: string;
  readonly type: string;
  /** 3 for `v3`. */
  readonly index: number;
  /** Without the version's own name; `latest` first, then in the order people gave them. */
  readonly aliases: readonly string[];
  readonly digest: ManifestDigest;
  /** Bytes of all files. */
  readonly size: number;
  readonly fileCount: number;
  readonly description: string;
  readonly metadata: JsonObject;
  readonly tags: readonly string[];
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  /** The run that logged it first. */
  readonly loggedBy?: RunId;
  /** How long it is to be kept after its creation; undefined for ever. */
  readonly ttlSeconds?: number;
  /** The step of its run's history at which it was logged. */
  readonly historyStep?: number;
  readonly deleted: boolean;
}

/** When a version's time is over, in milliseconds since the epoch; undefined where it is kept for ever. */
export function expiryOf({
  createdAt,
  ttlSeconds,
}: Pick<Version, 'createdAt' | 'ttlSeconds'>): number | undefined {
  return ttlSeconds === undefined ? undefined : createdAt + 1000 * ttlSeconds;
}

/** `name:v3`. */
export function versionLabel(version: Pick<Version, 'artifact' | 'index'>): string {
  return `${version.artifact}:${versionName(version.index)}`;
}

/** `project/name:v3`, or `team/project/name:v3`: how a version names itself in full in its store. */
export function versionReference({
  entity,
  project,
  artifact,
  index,
}: Pick<Version, 'entity' | 'project' | 'artifact' | 'index'>): Reference {
  return { ...(entity === LOCAL_ENTITY ? {} : { entity }), project, artifact, alias: versionName(index) };
}
