/**
 * Whose things are. Ids are never given twice, and projects and runs never change hands: what was looked up once is remembered.
 * Artifacts can be moved, with their versions, so they are looked up each time.
 */
import { keepNewest } from '../../core/keepNewest.ts';
import { sql } from 'kysely';
import type { ProjectId } from '../../core/ids.ts';
import type { Db } from '../catalog/tables.ts';
import { isOneOf } from '../catalog/dialect.ts';

export type OwnedKind = 'project' | 'artifact' | 'version' | 'run' | 'draft' | 'manifest';

const LASTING: ReadonlySet<OwnedKind> = new Set(['project', 'run', 'draft', 'manifest']);
/** Ids remembered. */
const KEPT = 100_000;

interface OwnedRow {
  readonly id: string;
  readonly entity: string;
}

function lookUp(db: Db, kind: OwnedKind, ids: readonly string[]): Promise<readonly OwnedRow[]> {
  switch (kind) {
    case 'project':
      return db
        .selectFrom('projects')
        .select(['id', 'entity'])
        .where(isOneOf(db, 'id', ids))
        .execute();
    case 'manifest':
      return db
        .selectFrom('draft_manifests as m')
        .innerJoin('drafts as d', 'd.id', 'm.draft_id')
        .innerJoin('projects as p', 'p.id', 'd.project_id')
        .select(['m.id', 'p.entity'])
        .where(isOneOf(db, 'm.id', ids))
        .execute();
    default:
      return db
        .selectFrom(sql<{ id: string; project_id: ProjectId }>`${sql.table(`${kind}s`)}`.as('o'))
        .innerJoin('projects as p', 'p.id', 'o.project_id')
        .select(['o.id', 'p.entity'])
        .where(isOneOf(db, 'o.id', ids))
        .execute();
  }
}

export class EntityIndex {
  readonly #db: Db;
  readonly #known = new Map<string, string>();

  constructor(db: Db) {
    this.#db = db;
  }

  /** Whose each of these is; what is not there is left out. */
  async of(kind: OwnedKind, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const found = new Map<string, string>();
    const unknown: string[] = [];
    for (const id of new Set(ids)) {
      const entity = this.#known.get(`${kind} ${id}`);
      if (entity === undefined) unknown.push(id);
      else found.set(id, entity);
    }
    if (unknown.length === 0) return found;
    for (const { id, entity } of await lookUp(this.#db, kind, unknown)) {
      found.set(id, entity);
      if (LASTING.has(kind)) this.#known.set(`${kind} ${id}`, entity);
    }
    keepNewest(this.#known, KEPT);
    return found;
  }
}
