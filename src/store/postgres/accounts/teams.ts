import { AmphoraError } from '../../../core/errors.ts';
import { canonicalName } from '../../../core/names.ts';
import { nameHints } from '../../../core/nearest.ts';
import type { Role } from '../../../core/roles.ts';
import type { Db, Tx } from '../../catalog/tables.ts';
import { withAccounts } from './tables.ts';
import { addEntity, removeEntity, requireUser } from './users.ts';

export interface Member {
  readonly user: string;
  readonly role: Role;
  readonly since: number;
}

export interface Team {
  readonly name: string;
  readonly createdAt: number;
  /** By name. */
  readonly members: readonly Member[];
}

/** The name of a team in its one form. @throws AmphoraError `team-not-found` */
export async function requireTeam(db: Db, named: string): Promise<string> {
  const team = canonicalName(named);
  const teams = withAccounts(db).selectFrom('entities').select('name').where('kind', '=', 'team');
  const row = await teams.where('name', '=', team).executeTakeFirst();
  if (row) return row.name;
  const names = (await teams.limit(10_000).execute()).map(item => item.name);
  throw new AmphoraError('team-not-found', { team: named }, nameHints(named, names));
}

/** @throws AmphoraError `name-invalid`, `entity-exists` */
export function addTeam(tx: Tx, name: string): Promise<string> {
  return addEntity(tx, name, 'team');
}

/** @throws AmphoraError `team-not-found`, `entity-in-use` */
export async function removeTeam(tx: Tx, named: string): Promise<void> {
  await removeEntity(tx, await requireTeam(tx, named));
}

/** Makes a user a member, or gives one another role. @throws AmphoraError `team-not-found`, `user-not-found` */
export async function setMember(tx: Tx, team: string, user: string, role: Role): Promise<void> {
  const row = { team: await requireTeam(tx, team), user_name: await requireUser(tx, user), role };
  await withAccounts(tx)
    .insertInto('members')
    .values({ ...row, since: Date.now() })
    .onConflict(conflict => conflict.columns(['team', 'user_name']).doUpdateSet({ role }))
    .execute();
}

/** @throws AmphoraError `team-not-found`, `user-not-found`, `not-a-member` */
export async function removeMember(tx: Tx, named: string, ofUser: string): Promise<void> {
  const team = await requireTeam(tx, named);
  const user = await requireUser(tx, ofUser);
  const { numDeletedRows } = await withAccounts(tx)
    .deleteFrom('members')
    .where('team', '=', team)
    .where('user_name', '=', user)
    .executeTakeFirstOrThrow();
  if (numDeletedRows === 0n) throw new AmphoraError('not-a-member', { user, team });
}

/** Members of a team by name; none where it is not one. */
export async function membersOf(db: Db, team: string): Promise<readonly Member[]> {
  const rows = await withAccounts(db)
    .selectFrom('members')
    .select(['user_name', 'role', 'since'])
    .where('team', '=', team)
    .orderBy('user_name')
    .execute();
  return rows.map(({ user_name: user, role, since }) => ({ user, role, since }));
}

/** By name. */
export async function listTeams(db: Db): Promise<readonly Team[]> {
  const rows = await withAccounts(db)
    .selectFrom('entities')
    .select(['name', 'created_at'])
    .where('kind', '=', 'team')
    .orderBy('name')
    .execute();
  const teams: Team[] = [];
  for (const { name, created_at } of rows)
    teams.push({ name, createdAt: created_at, members: await membersOf(db, name) });
  return teams;
}
