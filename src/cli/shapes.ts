/** The JSON that commands answer with; described in docs/cli.md. Times are ISO 8601 in UTC, sizes are bytes. */
import type { Artifact } from '../core/artifact.ts';
import type { ManifestEntry } from '../core/manifest.ts';
import type { Project } from '../core/project.ts';
import { formatReference } from '../core/reference.ts';
import type { Run } from '../core/run.ts';
import type { Version } from '../core/version.ts';
import { expiryOf, versionReference } from '../core/version.ts';

export const isoTime = (milliseconds: number): string => new Date(milliseconds).toISOString();

export function projectJson(project: Project) {
  const { name, entity, artifactCount, runCount } = project;
  const times = { createdAt: isoTime(project.createdAt), updatedAt: isoTime(project.updatedAt) };
  return { name, entity, artifacts: artifactCount, runs: runCount, ...times };
}

export function versionJson(version: Version) {
  const { id, project, artifact, type, index, aliases, digest, size, fileCount } = version;
  const { description, metadata, tags } = version;
  const expiry = expiryOf(version);
  return {
    id,
    reference: formatReference(versionReference(version)),
    project,
    artifact,
    type,
    version: index,
    aliases,
    digest,
    size,
    files: fileCount,
    description,
    metadata,
    tags,
    createdAt: isoTime(version.createdAt),
    expiresAt: expiry === undefined ? null : isoTime(expiry),
    loggedBy: version.loggedBy ?? null,
  };
}

export function artifactJson(artifact: Artifact) {
  const { name, type, description, tags, versionCount, newest } = artifact;
  return {
    name,
    type,
    description,
    tags,
    versions: versionCount,
    createdAt: isoTime(artifact.createdAt),
    updatedAt: isoTime(artifact.updatedAt),
    newest: newest === undefined ? null : versionJson(newest),
  };
}

export function runJson(run: Run) {
  const { id, key, name, project, jobType, state, createdAt, finishedAt, exitCode } = run;
  return {
    id,
    key,
    name,
    project,
    jobType,
    state,
    createdAt: isoTime(createdAt),
    finishedAt: finishedAt === undefined ? null : isoTime(finishedAt),
    exitCode: exitCode ?? null,
    used: run.inputCount,
    made: run.outputCount,
  };
}

export function entryJson(entry: ManifestEntry) {
  const { path, size, digest } = entry;
  return entry.kind === 'reference' ? { path, size, digest, url: entry.url } : { path, size, digest };
}
