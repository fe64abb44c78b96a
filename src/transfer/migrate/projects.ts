/** Which projects move, under which names, and which of them go together. */
import { sql } from 'kysely';
import { AmphoraError } from '../../core/errors.ts';
import type { ProjectId } from '../../core/ids.ts';
import { isOneOf } from '../../store/catalog/dialect.ts';
import type { Db, ProjectTable } from '../../store/catalog/tables.ts';
import type { MigrateRequest } from './requests.ts';

export interface MovedProject {
  readonly id: ProjectId;
  /** `entity/name` there. */
  readonly label: string;
  readonly entity: string;
  readonly name: string;
  readonly updatedAt: number;
}

type Sides = Pick<MigrateRequest, 'from' | 'to'>;

const label = ({ entity, name }: Pick<ProjectTable, 'entity' | 'name'>) => `${entity}/${name}`;

/** All projects of the one store, as they will be in the other. */
export async function movedProjects({ from, entities }: MigrateRequest): Promise<readonly MovedProject[]> {
  const rows = await from.db.selectFrom('projects').selectAll().orderBy('id').execute();
  return rows.map(({ id, name, entity: before, updated_at: updatedAt }) => {
    const entity = entities.get(before) ?? before;
    return { id, name, entity, label: label({ entity, name }), updatedAt };
  });
}

/** Whether the other store has things of a project that are nowhere here. */
async function isAhead({ from, to }: Sides, project: ProjectId): Promise<boolean> {
  for (const table of ['artifacts', 'versions', 'runs'] as const) {
    const there = await to.db.selectFrom(table).select('id').where('project_id', '=', project).execute();
    const ids = there.map(row => String(row.id));
    const here = await from.db
      .selectFrom(table)
      .select('id')
      .where(isOneOf(from.db, 'id', ids))
      .execute();
    if (here.length < ids.length) return true;
  }
  return false;
}

/**
 * Sees that no project meets another of its name, and none that went on in the other store: what is written over is older.
 * @throws AmphoraError `project-differs`, `project-elsewhere`, `project-ahead`
 */
export async function requireRoom(sides: Sides, projects: readonly MovedProject[]): Promise<void> {
  const { db, location: store } = sides.to;
  const there = await db.selectFrom('projects').selectAll().execute();
  const byId = new Map(there.map(row => [row.id, row]));
  const byName = new Map(there.map(row => [label(row), row]));
  const arriving = new Set<string>();
  for (const project of projects) {
    const named = byName.get(project.label);
    if ((named && named.id !== project.id) || arriving.has(project.label))
      throw new AmphoraError('project-differs', { project: project.label, store });
    arriving.add(project.label);
    const known = byId.get(project.id);
    if (known && label(known) !== project.label)
      throw new AmphoraError('project-elsewhere', { project: project.name, store, found: label(known) });
    if (known && (known.updated_at > project.updatedAt || (await isAhead(sides, project.id))))
      throw new AmphoraError('project-ahead', { project: project.label, store });
  }
}

/** Pairs of projects of which one names a thing of the other. */
async function neighbours(db: Db): Promise<readonly (readonly [ProjectId, ProjectId])[]> {
  const { rows } = await sql<{ a: ProjectId; b: ProjectId }>`
    select r.project_id as a, v.project_id as b from run_inputs i
      join runs r on r.id = i.run_id join versions v on v.id = i.version_id where r.project_id <> v.project_id
    union select r.project_id, v.project_id from run_outputs o
      join runs r on r.id = o.run_id join versions v on v.id = o.version_id where r.project_id <> v.project_id
    union select a.project_id, v.project_id from links l
      join artifacts a on a.id = l.artifact_id join versions v on v.id = l.version_id where a.project_id <> v.project_id
  `.execute(db);
  return rows.map(({ a, b }) => [a, b]);
}

/** Pairs of projects between which an artifact was moved since it was copied: it is in the one there and in the other here. */
async function movedBetween({ from, to }: Sides): Promise<readonly (readonly [ProjectId, ProjectId])[]> {
  const placesIn = async (db: Db) => {
    const rows = await db.selectFrom('artifacts').select(['id', 'project_id']).execute();
    return rows.map(row => [row.id, row.project_id] as const);
  };
  const here = new Map(await placesIn(from.db));
  return (await placesIn(to.db)).flatMap(([id, there]) => {
    const project = here.get(id);
    return project === undefined || project === there ? [] : [[project, there] as const];
  });
}

/** Projects that name each other's things appear together, and those that exchanged some; all others by themselves. */
export async function groupProjects(
  sides: Sides,
  projects: readonly MovedProject[],
): Promise<readonly (readonly MovedProject[])[]> {
  const groupOf = new Map(projects.map(project => [project.id, new Set([project])]));
  for (const [a, b] of [...(await neighbours(sides.from.db)), ...(await movedBetween(sides))]) {
    const [one, other] = [groupOf.get(a), groupOf.get(b)];
    if (!one || !other || one === other) continue;
    for (const project of other) {
      one.add(project);
      groupOf.set(project.id, one);
    }
  }
  return [...new Set(groupOf.values())].map(group => [...group]);
}

/** How many of these projects a catalog has. */
export async function countKnown(db: Db, projects: readonly MovedProject[]): Promise<number> {
  const ids = projects.map(project => project.id);
  return (
    await db
      .selectFrom('projects')
      .select('id')
      .where(isOneOf(db, 'id', ids))
      .execute()
  ).length;
}
