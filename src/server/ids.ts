/**
 * Ids as clients see them: base64 of `Kind:<our id>`. They must be padded base64, because clients turn those of artifacts
 * into hexadecimal and back for `wandb-artifact://` references.
 */
import { AmphoraError } from '../core/errors.ts';
import type { ArtifactId, ProjectId, RunId, VersionId } from '../core/ids.ts';

interface Kinds {
  Artifact: VersionId;
  ArtifactCollection: ArtifactId;
  ArtifactCollectionMembership: string;
  ArtifactManifest: string;
  ArtifactType: string;
  Entity: string;
  File: string;
  Project: ProjectId;
  Run: RunId;
  Tag: string;
  User: string;
}

export type IdKind = keyof Kinds;

export function encodeId<K extends IdKind>(kind: K, id: Kinds[K]): string {
  return Buffer.from(`${kind}:${id}`).toString('base64');
}

/** @throws AmphoraError `id-malformed` where it is not an id of this kind */
export function decodeId<K extends IdKind>(kind: K, id: string): Kinds[K] {
  const text = Buffer.from(id, 'base64').toString();
  const prefix = `${kind}:`;
  if (!text.startsWith(prefix)) throw new AmphoraError('id-malformed', { id: id.slice(0, 100), kind });
  return text.slice(prefix.length) as Kinds[K];
}

/** A whole number for clients that want one of a project; nothing is looked up by it. */
export function numberOf(id: string): number {
  return parseInt(id.slice(-7), 16);
}
