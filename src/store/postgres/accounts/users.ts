import { sql } from 'kysely';
import { AmphoraError } from '../../../core/errors.ts';
import { canonicalName, parseName } from '../../../core/names.ts';
import { nameHints } from '../../../core/nearest.ts';
import type { Role } from '../../../core/roles.ts';
import type { Db, Tx } from '../../catalog/tables.ts';
import { inTransaction } from '../../catalog/transaction.ts';
import { withAccounts } from './tables.ts';

export interface User {
  readonly name: string;
  /** Whether this one may do everything, everywhere. */
  readonly admin: boolean;
  readonly createdAt: number;
  readonly disabledAt?: number;
  /** By team. */
  readonly roles: Readonly<Record<string, Role>>;
  /** Keys that are good. */
  readonly keyCount: number;
}

/** Makes a user or a team. @throws AmphoraError `name-invalid`, `entity-exists` */
export async function addEntity(tx: Tx, named: string, kind: 'user' | 'team'): Promise<string> {
  const name = parseName(named, 'an entity');
  const { numInsertedOrUpdatedRows: made } = await withAccounts(tx)
    .insertInto('entities')
    .values({ name, kind, created_at: Date.now() })
    .onConflict(conflict => conflict.doNothing())
    .executeTakeFirstOrThrow();
  if (!made) throw new AmphoraError('entity-exists', { name });
  return name;
}

/** Takes away a user or a team that nothing belongs to. @throws AmphoraError `entity-in-use` */
export async function removeEntity(tx: Tx, name: string): Promise<void> {
  const projects = await tx.selectFrom('projects').select('id').where('entity', '=', name).execute();
  if (projects.length > 0) throw new AmphoraError('entity-in-use', { name, count: projects.length });
  await withAccounts(tx).deleteFrom('entities').where('name', '=', name).execute();
}

async function noUser(db: Db, user: string): Promise<never> {
  const rows = await withAccounts(db).selectFrom('users').select('name').limit(10_000).execute();
  const names = rows.map(row => row.name);
  throw new AmphoraError('user-not-found', { user }, nameHints(user, names));
}

/** The name of a user in its one form. @throws AmphoraError `user-not-found` */
export async function requireUser(db: Db, named: string): Promise<string> {
  const name = canonicalName(named);
  const rows = withAccounts(db).selectFrom('users').select('name').where('name', '=', name);
  return (await rows.executeTakeFirst())?.name ?? noUser(db, named);
}

/** @throws AmphoraError `name-invalid`, `entity-exists` */
export async function addUser(tx: Tx, named: string, admin: boolean): Promise<string> {
  const name = await addEntity(tx, named, 'user');
  const row = { name, admin: admin ? 1 : 0, disabled_at: null };
  await withAccounts(tx).insertInto('users').values(row).execute();
  return name;
}

/** @throws AmphoraError `user-not-found`, `entity-in-use` */
export async function removeUser(tx: Tx, named: string): Promise<void> {
  await removeEntity(tx, await requireUser(tx, named));
}

/** Keeps a user out, or lets one in again. @throws AmphoraError `user-not-found` */
export async function setDisabled(tx: Tx, named: string, disabled: boolean): Promise<void> {
  const name = await requireUser(tx, named);
  const disabled_at = disabled ? Date.now() : null;
  await withAccounts(tx).updateTable('users').set({ disabled_at }).where('name', '=', name).execute();
}

/** By name. */
export async function listUsers(db: Db): Promise<readonly User[]> {
  return inTransaction(db, async tx => {
    const accounts = withAccounts(tx);
    const rows = await accounts
      .selectFrom('users as u')
      .innerJoin('entities as e', 'e.name', 'u.name')
      .select(['u.name', 'u.admin', 'u.disabled_at', 'e.created_at'])
      .select(
        sql<number>`(
          select count(*) from api_keys k where k.user_name = u.name and k.revoked_at is null
            and (k.expires_at is null or k.expires_at > ${Date.now()})
        )`.as('keys'),
      )
      .orderBy('u.name')
      .execute();
    const members = await accounts.selectFrom('members').selectAll().orderBy('team').execute();
    return rows.map(row => ({
      name: row.name,
      admin: row.admin === 1,
      createdAt: row.created_at,
      ...(row.disabled_at === null ? {} : { disabledAt: row.disabled_at }),
      roles: Object.fromEntries(
        members.filter(member => member.user_name === row.name).map(({ team, role }) => [team, role]),
      ),
      keyCount: row.keys,
    }));
  });
}
