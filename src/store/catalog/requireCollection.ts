/** What an artifact of a name may be, before anything is put into it. */
import type { ArtifactKind } from '../../core/artifact.ts';
import { AmphoraError } from '../../core/errors.ts';
import type { ProjectId } from '../../core/ids.ts';
import type { ArtifactTable, Db } from './tables.ts';

/**
 * The artifact of a name, if there is one; it fits.
 * @throws AmphoraError `artifact-is-portfolio`, `artifact-not-portfolio`, `artifact-type-differs`
 */
export async function requireCollection(
  db: Db,
  project: ProjectId,
  name: string,
  { kind, type }: { readonly kind: ArtifactKind; readonly type: string },
): Promise<ArtifactTable | undefined> {
  const found = await db
    .selectFrom('artifacts')
    .selectAll()
    .where('project_id', '=', project)
    .where('name', '=', name)
    .executeTakeFirst();
  if (!found) return undefined;
  const artifact = found.name;
  // A name that nothing stands under any more is free.
  if (found.version_count === 0) return found;
  if (found.kind !== kind) {
    throw new AmphoraError(kind === 'sequence' ? 'artifact-is-portfolio' : 'artifact-not-portfolio', {
      artifact,
    });
  }
  if (found.type !== type) throw new AmphoraError('artifact-type-differs', { artifact, type: found.type });
  return found;
}
