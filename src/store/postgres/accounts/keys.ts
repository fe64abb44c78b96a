/** API keys. The database has their digests only: a key is shown once, to whoever makes it. */
import { createHash, randomBytes } from 'node:crypto';
import { AmphoraError } from '../../../core/errors.ts';
import type { Role } from '../../../core/roles.ts';
import { newId } from '../../catalog/newId.ts';
import type { Db, Tx } from '../../catalog/tables.ts';
import { withAccounts } from './tables.ts';
import { requireUser } from './users.ts';

export interface ApiKey {
  readonly id: string;
  readonly user: string;
  readonly description: string;
  readonly createdAt: number;
  /** To within an hour. */
  readonly lastUsedAt?: number;
  readonly expiresAt?: number;
  readonly revokedAt?: number;
}

/** A key that was just made: the only time that it is shown. */
export interface NewKey {
  readonly id: string;
  readonly key: string;
}

export interface KeyRequest {
  readonly description?: string;
  readonly expiresAt?: number;
  /** The key to be; made up unless given. */
  readonly key?: string;
}

/** Whose a key is, and what that one may do. */
export interface KeyOwner {
  readonly key: string;
  readonly user: string;
  readonly admin: boolean;
  /** By team. */
  readonly roles: ReadonlyMap<string, Role>;
}

/** Clients take no key of fewer characters, and what stands before a hyphen for no part of it. */
const KEY = /^[0-9a-zA-Z]{40,128}$/;
/** Digits of a public id, cut from the end of one that is unique. */
const ID_LENGTH = 12;
/** How long a use need not be written down again. Milliseconds. */
const HOUR = 3_600_000;

const digestOf = (key: string): string => createHash('sha256').update(key).digest('hex');

/** @throws AmphoraError `user-not-found`, `api-key-malformed`, `api-key-exists` */
export async function addKey(tx: Tx, named: string, request: KeyRequest = {}): Promise<NewKey> {
  const user = await requireUser(tx, named);
  const { key = randomBytes(20).toString('hex'), description = '', expiresAt } = request;
  if (!KEY.test(key)) throw new AmphoraError('api-key-malformed', {});
  const id = newId().slice(-ID_LENGTH);
  const row = {
    id,
    user_name: user,
    digest: digestOf(key),
    description,
    created_at: Date.now(),
    last_used_at: null,
    expires_at: expiresAt ?? null,
    revoked_at: null,
  };
  const { numInsertedOrUpdatedRows: made } = await withAccounts(tx)
    .insertInto('api_keys')
    .values(row)
    .onConflict(conflict => conflict.column('digest').doNothing())
    .executeTakeFirstOrThrow();
  if (!made) throw new AmphoraError('api-key-exists', {});
  return { id, key };
}

/** The key of an id. @throws AmphoraError `api-key-not-found` */
async function requireKey(tx: Tx, id: string) {
  const row = await withAccounts(tx)
    .selectFrom('api_keys')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst();
  if (!row) throw new AmphoraError('api-key-not-found', { id });
  return row;
}

/** @returns whose it was @throws AmphoraError `api-key-not-found` */
export async function revokeKey(tx: Tx, id: string): Promise<string> {
  const { user_name, revoked_at } = await requireKey(tx, id);
  await withAccounts(tx)
    .updateTable('api_keys')
    .set({ revoked_at: revoked_at ?? Date.now() })
    .where('id', '=', id)
    .execute();
  return user_name;
}

/**
 * Gives a new key in place of one that ends after a while.
 * @param grace milliseconds for which the old one is still good
 * @throws AmphoraError `api-key-not-found`
 */
export async function rotateKey(
  tx: Tx,
  id: string,
  grace: number,
): Promise<NewKey & { readonly user: string; readonly oldEndsAt: number }> {
  const old = await requireKey(tx, id);
  if (old.revoked_at !== null) throw new AmphoraError('api-key-not-found', { id });
  const oldEndsAt = Math.min(old.expires_at ?? Infinity, Date.now() + grace);
  await withAccounts(tx)
    .updateTable('api_keys')
    .set({ expires_at: oldEndsAt })
    .where('id', '=', id)
    .execute();
  const made = await addKey(tx, old.user_name, { description: old.description });
  return { ...made, user: old.user_name, oldEndsAt };
}

/** Of one user, or all; those that were revoked too. The oldest first. @throws AmphoraError `user-not-found` */
export async function listKeys(db: Db, named?: string): Promise<readonly ApiKey[]> {
  const user = named === undefined ? undefined : await requireUser(db, named);
  let query = withAccounts(db).selectFrom('api_keys').selectAll().orderBy('user_name').orderBy('created_at');
  if (user !== undefined) query = query.where('user_name', '=', user);
  return (await query.execute()).map(row => ({
    id: row.id,
    user: row.user_name,
    description: row.description,
    createdAt: row.created_at,
    ...(row.last_used_at === null ? {} : { lastUsedAt: row.last_used_at }),
    ...(row.expires_at === null ? {} : { expiresAt: row.expires_at }),
    ...(row.revoked_at === null ? {} : { revokedAt: row.revoked_at }),
  }));
}

/** Whose key it is; undefined where it is nobody's, or not good any more. Writes down that it was used. */
export async function findOwner(db: Db, key: string): Promise<KeyOwner | undefined> {
  if (!KEY.test(key)) return undefined;
  const accounts = withAccounts(db);
  const now = Date.now();
  const row = await accounts
    .selectFrom('api_keys as k')
    .innerJoin('users as u', 'u.name', 'k.user_name')
    .select(['k.id', 'k.last_used_at', 'k.expires_at', 'u.name', 'u.admin'])
    .where('k.digest', '=', digestOf(key))
    .where('k.revoked_at', 'is', null)
    .where('u.disabled_at', 'is', null)
    .executeTakeFirst();
  if (!row || (row.expires_at !== null && row.expires_at <= now)) return undefined;
  const members = await accounts
    .selectFrom('members')
    .select(['team', 'role'])
    .where('user_name', '=', row.name)
    .execute();
  if (row.last_used_at === null || row.last_used_at < now - HOUR) {
    await accounts.updateTable('api_keys').set({ last_used_at: now }).where('id', '=', row.id).execute();
  }
  return {
    key: row.id,
    user: row.name,
    admin: row.admin === 1,
    roles: new Map(members.map(({ team, role }) => [team, role])),
  };
}
