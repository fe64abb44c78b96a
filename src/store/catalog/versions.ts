import { sql } from 'kysely';
import { AmphoraError } from '../../core/errors.ts';
import type { VersionId } from '../../core/ids.ts';
import { canonicalName, LATEST, versionName } from '../../core/names.ts';
import { nameHints } from '../../core/nearest.ts';
import type { Reference } from '../../core/reference.ts';
import { formatReference } from '../../core/reference.ts';
import type { Version } from '../../core/version.ts';
import type { Page, VersionQuery } from '../contract.ts';
import { findNamedArtifact } from './artifacts.ts';
import { findMember, listCollection } from './memberships.ts';
import { findProject } from './projects.ts';
import type { Db } from './tables.ts';
import { versionById } from './versionRows.ts';

export async function listVersions(db: Db, query: VersionQuery): Promise<Page<Version>> {
  const { items, next } = await listCollection(db, query);
  const versions = items.map(member => member.version);
  return next === undefined ? { items: versions } : { items: versions, next };
}

/** @throws AmphoraError `version-not-found` */
export async function findVersion(db: Db, id: VersionId): Promise<Version> {
  const version = await versionById(db, id);
  if (!version) throw new AmphoraError('version-not-found', { artifact: id, project: '', alias: '' });
  return version;
}

/**
 * @throws AmphoraError `reference-needs-project`, `project-not-found`, `artifact-not-found`, `artifact-deleted`,
 * `version-not-found`, `version-deleted`
 */
export async function resolveReference(
  db: Db,
  reference: Reference,
  defaultProject?: string,
): Promise<Version> {
  const projectName = reference.project ?? defaultProject;
  if (projectName === undefined) {
    throw new AmphoraError('reference-needs-project', { text: formatReference(reference) });
  }
  const project = await findProject(db, projectName, reference.entity);
  const artifact = await findNamedArtifact(db, project.id, reference.artifact);
  const alias = canonicalName(reference.alias);
  const id = await findMember(db, artifact, alias);
  const version = id === undefined ? undefined : await versionById(db, id);
  if (version?.deleted) {
    throw new AmphoraError('version-deleted', { version: `${artifact.name}:${versionName(version.index)}` });
  }
  if (version) return version;
  if (artifact.versionCount === 0) {
    throw new AmphoraError('artifact-deleted', { artifact: artifact.name, project: project.name });
  }
  const aliases = await db
    .selectFrom('aliases')
    .select('alias')
    .where('artifact_id', '=', artifact.id)
    .orderBy(sql`alias = ${LATEST}`, 'desc')
    .orderBy('set_at', 'desc')
    .orderBy('alias')
    .execute();
  const names = aliases.map(row => row.alias);
  if (artifact.newest) names.push(versionName(artifact.newest.index));
  throw new AmphoraError(
    'version-not-found',
    { artifact: artifact.name, project: project.name, alias },
    nameHints(alias, names),
  );
}
