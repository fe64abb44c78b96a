/** What was done and what was refused: added to, and never changed. */
import type { Db } from '../../catalog/tables.ts';
import { withAccounts } from './tables.ts';

export interface AuditEntry {
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** Undefined for whoever works on the database itself. */
  readonly user?: string | undefined;
  /** The public id of the key that was shown. */
  readonly key?: string | undefined;
  /** Such as `deleteVersions` or `users.add`. */
  readonly action: string;
  readonly entity?: string | undefined;
  readonly project?: string | undefined;
  /** What it was done to. */
  readonly target?: string | undefined;
  /** The address that it came from. */
  readonly client?: string | undefined;
  readonly outcome: 'done' | 'refused';
}

export interface AuditQuery {
  /** Milliseconds since the epoch. */
  readonly since?: number;
  readonly user?: string;
  /** Entries at most. */
  readonly limit: number;
}

export async function recordAudit(db: Db, entry: AuditEntry): Promise<void> {
  const { at, user, key, action, entity, project, target, client, outcome } = entry;
  const row = {
    at,
    user_name: user ?? null,
    key_id: key ?? null,
    action,
    entity: entity ?? null,
    project: project ?? null,
    target: target ?? null,
    client: client ?? null,
    outcome,
  };
  await withAccounts(db).insertInto('audit').values(row).execute();
}

/** The newest first. */
export async function listAudit(db: Db, { since, user, limit }: AuditQuery): Promise<readonly AuditEntry[]> {
  let query = withAccounts(db).selectFrom('audit').selectAll().orderBy('seq', 'desc').limit(limit);
  if (since !== undefined) query = query.where('at', '>=', since);
  if (user !== undefined) query = query.where('user_name', '=', user);
  return (await query.execute()).map(row => ({
    at: row.at,
    ...(row.user_name === null ? {} : { user: row.user_name }),
    ...(row.key_id === null ? {} : { key: row.key_id }),
    action: row.action,
    ...(row.entity === null ? {} : { entity: row.entity }),
    ...(row.project === null ? {} : { project: row.project }),
    ...(row.target === null ? {} : { target: row.target }),
    ...(row.client === null ? {} : { client: row.client }),
    outcome: row.outcome,
  }));
}
