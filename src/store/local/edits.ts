import { AmphoraError } from '../../core/errors.ts';
import type { ArtifactId, VersionId } from '../../core/ids.ts';
import { parseName } from '../../core/names.ts';
import type { Version } from '../../core/version.ts';
import type { ArtifactEdit, VersionEdit } from '../writes.ts';
import { touch } from './aliases.ts';
import { unique, writeJson } from './parseRow.ts';
import type { Db } from './tables.ts';
import { findVersion } from './versions.ts';

function parseTags(tags: readonly string[]): string {
  return writeJson(unique(tags.map(tag => parseName(tag, 'a tag'))));
}

/** @throws AmphoraError `version-not-found`, `version-deleted`, `name-invalid` */
export async function editVersion(db: Db, id: VersionId, edit: VersionEdit): Promise<Version> {
  const values = {
    ...(edit.description === undefined ? {} : { description: edit.description }),
    ...(edit.metadata ? { metadata: writeJson(edit.metadata) } : {}),
    ...(edit.tags ? { tags: parseTags(edit.tags) } : {}),
  };
  return db.transaction().execute(async tx => {
    const version = await findVersion(tx, id);
    if (version.deleted)
      throw new AmphoraError('version-deleted', { version: `${version.artifact}:v${String(version.index)}` });
    if (Object.keys(values).length > 0)
      await tx.updateTable('versions').set(values).where('id', '=', id).execute();
    await touch(tx, version, Date.now());
    return findVersion(tx, id);
  });
}

/** @throws AmphoraError `artifact-not-found`, `name-invalid` */
export async function editArtifact(db: Db, id: ArtifactId, edit: ArtifactEdit): Promise<void> {
  const values = {
    ...(edit.description === undefined ? {} : { description: edit.description }),
    ...(edit.tags ? { tags: parseTags(edit.tags) } : {}),
  };
  await db.transaction().execute(async tx => {
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
