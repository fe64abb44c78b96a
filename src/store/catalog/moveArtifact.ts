import { AmphoraError } from '../../core/errors.ts';
import type { ArtifactId } from '../../core/ids.ts';
import type { ProjectPlace } from '../writes.ts';
import { touch } from './aliases.ts';
import { artifactById } from './artifacts.ts';
import { lockProjectOf } from './locks.ts';
import { ensureProject } from './projects.ts';
import type { Db } from './tables.ts';
import { inTransaction } from './transaction.ts';

/** See `StoreWrites.moveArtifact`. */
export async function moveArtifact(db: Db, id: ArtifactId, place: ProjectPlace): Promise<void> {
  await inTransaction(db, async tx => {
    const target = await ensureProject(tx, place.project, place.entity, Date.now());
    await lockProjectOf(tx, { artifact: id });
    const { projectId: source, name: artifact } = await artifactById(tx, id);
    if (source === target) return;
    const taken = await tx
      .selectFrom('artifacts')
      .select('id')
      .where('project_id', '=', target)
      .where('name', '=', artifact)
      .executeTakeFirst();
    if (taken) throw new AmphoraError('artifact-exists', { artifact, project: place.project });
    const now = Date.now();
    await tx.updateTable('artifacts').set({ project_id: target }).where('id', '=', id).execute();
    // What they hold belongs to another entity, perhaps: it is taken in anew when somebody asks.
    await tx
      .updateTable('versions')
      .set({ project_id: target, indexed: 0 })
      .where('artifact_id', '=', id)
      .execute();
    await touch(tx, { artifactId: id, projectId: source }, now);
    await touch(tx, { artifactId: id, projectId: target }, now);
  });
}
