import { AmphoraError } from '../../core/errors.ts';
import type { ArtifactId, VersionId } from '../../core/ids.ts';
import { parseName } from '../../core/names.ts';
import type { Version } from '../../core/version.ts';
import type { ArtifactEdit, VersionEdit } from '../writes.ts';
import { touch } from './aliases.ts';
import { lockProjectOf } from './locks.ts';
import { unique, writeJson } from './parseRow.ts';
import type { Db, Tx } from './tables.ts';
import { findVersion } from './versions.ts';
import { inTransaction } from './transaction.ts';

function parseTags(tags: readonly string[]): string {
  return writeJson(unique(tags.map(tag => parseName(tag, 'a tag'))));
}

/** @throws AmphoraError `version-not-found`, `version-deleted`, `name-invalid` */
export async function editVersion(db: Db, id: VersionId, edit: VersionEdit): Promise<Version> {
  const values = {
    ...(edit.description === undefined ? {} : { description: edit.description }),
    ...(edit.metadata ? { metadata: writeJson(edit.metadata) } : {}),
    ...(edit.tags ? { tags: parseTags(edit.tags) } : {}),
    ...(edit.ttlSeconds === undefined ? {} : { ttl_seconds: edit.ttlSeconds }),
  };
  return inTransaction(db, async tx => {
    await lockProjectOf(tx, { version: id });
    const version = await findVersion(tx, id);
    if (version.deleted)
      throw new AmphoraError('version-deleted', { version: `${version.artifact}:v${String(version.index)}` });
    if (Object.keys(values).length > 0)
      await tx.updateTable('versions').set(values).where('id', '=', id).execute();
    await touch(tx, version, Date.now());
    return findVersion(tx, id);
  });
}

async function requireFreeName(tx: Tx, id: ArtifactId, name: string): Promise<void> {
  const taken = await tx
    .selectFrom('artifacts as a')
    .innerJoin('artifacts as own', 'own.project_id', 'a.project_id')
    .innerJoin('projects as p', 'p.id', 'a.project_id')
    .select('p.name as project')
    .where('own.id', '=', id)
    .where('a.id', '!=', id)
    .where('a.name', '=', name)
    .executeTakeFirst();
  if (taken) throw new AmphoraError('artifact-exists', { artifact: name, project: taken.project });
}

/** @throws AmphoraError `artifact-not-found`, `name-invalid`, `artifact-exists` */
export async function editArtifact(db: Db, id: ArtifactId, edit: ArtifactEdit): Promise<void> {
  const values = {
    ...(edit.description === undefined ? {} : { description: edit.description }),
    ...(edit.tags ? { tags: parseTags(edit.tags) } : {}),
    ...(edit.type === undefined ? {} : { type: parseName(edit.type, 'an artifact type') }),
    ...(edit.name === undefined ? {} : { name: parseName(edit.name, 'an artifact') }),
  };
  await inTransaction(db, async tx => {
    await lockProjectOf(tx, { artifact: id });
    if (values.name !== undefined) await requireFreeName(tx, id, values.name);
    const row = await tx
      .updateTable('artifacts')
      .set({ ...values, updated_at: Date.now() })
      .where('id', '=', id)
      .returning('project_id')
      .executeTakeFirst();
    if (!row) throw new AmphoraError('artifact-not-found', { artifact: id, project: '' });
    await touch(tx, { artifactId: id, projectId: row.project_id }, Date.now());
  });
}
