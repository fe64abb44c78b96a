import { sql } from 'kysely';
import { AmphoraError } from '../../core/errors.ts';
import type { ProjectId } from '../../core/ids.ts';
import { canonicalName, parseName } from '../../core/names.ts';
import { nameHints } from '../../core/nearest.ts';
import type { Project } from '../../core/project.ts';
import { LOCAL_ENTITY } from '../../core/project.ts';
import type { Page, ProjectQuery } from '../contract.ts';
import { recordChange } from './recordChange.ts';
import { decodeCursor, pageLimit, toPage } from './cursor.ts';
import { isOneOf } from './dialect.ts';
import { newId } from './newId.ts';
import type { Db, Tx } from './tables.ts';
import { inTransaction } from './transaction.ts';

function selectProjects(db: Db) {
  return db
    .selectFrom('projects as p')
    .select([
      'p.id',
      'p.entity',
      'p.name',
      'p.created_at',
      'p.updated_at',
      'p.run_count',
      'p.deleted_run_count',
    ])
    .select(({ selectFrom }) =>
      selectFrom('artifacts as a')
        .whereRef('a.project_id', '=', 'p.id')
        .where('a.version_count', '>', 0)
        .select(({ fn }) => fn.countAll<number>().as('n'))
        .as('artifact_count'),
    );
}

function toProject(row: Awaited<ReturnType<ReturnType<typeof selectProjects>['execute']>>[number]): Project {
  return {
    id: row.id,
    entity: row.entity,
    name: row.name,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    artifactCount: row.artifact_count ?? 0,
    runCount: row.run_count - row.deleted_run_count,
  };
}

export async function listProjects(db: Db, query: ProjectQuery): Promise<Page<Project>> {
  const limit = pageLimit(query);
  const after = decodeCursor(query, 2);
  let select = selectProjects(db)
    .orderBy(sql`lower(p.name)`)
    .orderBy('p.id')
    .limit(limit + 1);
  if (query.entity !== undefined) select = select.where('p.entity', '=', canonicalName(query.entity));
  if (query.entities) select = select.where(isOneOf(db, 'p.entity', query.entities.map(canonicalName)));
  if (after) select = select.where(sql<boolean>`(lower(p.name), p.id) > (${after[0]}, ${after[1]})`);
  return toPage(await select.execute(), limit, row => [row.name.toLowerCase(), row.id], toProject);
}

/** @throws AmphoraError `project-not-found` */
export async function findProject(db: Db, named: string, ofEntity: string = LOCAL_ENTITY): Promise<Project> {
  const name = canonicalName(named);
  const entity = canonicalName(ofEntity);
  const row = await selectProjects(db)
    .where('p.entity', '=', entity)
    .where('p.name', '=', name)
    .executeTakeFirst();
  if (row) return toProject(row);
  const names = await db
    .selectFrom('projects')
    .select('name')
    .where('entity', '=', entity)
    .orderBy('updated_at', 'desc')
    .limit(10_000)
    .execute();
  const hints = nameHints(
    name,
    names.map(item => item.name),
  );
  const project = entity === LOCAL_ENTITY ? name : `${entity}/${name}`;
  throw new AmphoraError('project-not-found', { project }, hints);
}

/** See `StoreWrites.makeProject`. */
export async function makeProject(db: Db, name: string, entity?: string): Promise<Project> {
  return inTransaction(db, async tx => {
    const id = await ensureProject(tx, name, entity, Date.now());
    await recordChange(tx, { project: id });
    return projectById(tx, id);
  });
}

/** @throws AmphoraError `project-not-found` */
export async function projectById(db: Db, id: ProjectId): Promise<Project> {
  const row = await selectProjects(db).where('p.id', '=', id).executeTakeFirst();
  if (!row) throw new AmphoraError('project-not-found', { project: id });
  return toProject(row);
}

/** The project's id, making it where it is not there. @throws AmphoraError `name-invalid` */
export async function ensureProject(
  tx: Tx,
  name: string,
  entity: string | undefined,
  now: number,
): Promise<ProjectId> {
  const project = {
    id: newId<ProjectId>(now),
    entity: parseName(entity ?? LOCAL_ENTITY, 'an entity'),
    name: parseName(name, 'a project'),
    created_at: now,
    updated_at: now,
    run_count: 0,
  };
  const row = await tx
    .insertInto('projects')
    .values(project)
    .onConflict(conflict => conflict.columns(['entity', 'name']).doUpdateSet({ updated_at: now }))
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id;
}
