/** Users, teams, keys and the audit log: what the command line and the server do with them. */
import type { Role } from '../../../core/roles.ts';
import type { Db, Tx } from '../../catalog/tables.ts';
import { inTransaction } from '../../catalog/transaction.ts';
import type { AuditEntry, AuditQuery } from './audit.ts';
import { listAudit, recordAudit } from './audit.ts';
import type { KeyRequest, NewKey } from './keys.ts';
import { addKey, findOwner, listKeys, revokeKey, rotateKey } from './keys.ts';
import { withAccounts } from './tables.ts';
import * as teams from './teams.ts';
import * as users from './users.ts';

/** Who does it; nothing of it for whoever works on the database itself. */
export type Actor = Pick<AuditEntry, 'user' | 'key' | 'client'>;

export interface UserRequest extends KeyRequest {
  readonly admin?: boolean;
  readonly team?: string;
  /** In the team; `member` unless told. */
  readonly role?: Role;
}

export class Accounts {
  readonly #db: Db;
  readonly #actor: Actor;

  constructor(db: Db, actor: Actor = {}) {
    this.#db = db;
    this.#actor = actor;
  }

  /** The same, done by somebody. */
  as(actor: Actor): Accounts {
    return new Accounts(this.#db, actor);
  }

  /** A change and what the audit log says of it, at once or not at all. */
  #change<T>(
    what: Pick<AuditEntry, 'action' | 'entity' | 'target'>,
    work: (tx: Tx) => Promise<T>,
  ): Promise<T> {
    return inTransaction(this.#db, async tx => {
      const result = await work(tx);
      await recordAudit(tx, { ...this.#actor, ...what, at: Date.now(), outcome: 'done' });
      return result;
    });
  }

  /** Makes a user with a key. @throws AmphoraError as `addUser`, `addKey`, `setMember` */
  addUser(name: string, { admin = false, team, role = 'member', ...key }: UserRequest = {}): Promise<NewKey> {
    return this.#change({ action: 'users.add', entity: team, target: name }, async tx => {
      await users.addUser(tx, name, admin);
      if (team !== undefined) await teams.setMember(tx, team, name, role);
      return addKey(tx, name, key);
    });
  }

  removeUser(name: string): Promise<void> {
    return this.#change({ action: 'users.rm', target: name }, tx => users.removeUser(tx, name));
  }

  disableUser(name: string, disabled: boolean): Promise<void> {
    const action = disabled ? 'users.disable' : 'users.enable';
    return this.#change({ action, target: name }, tx => users.setDisabled(tx, name, disabled));
  }

  users() {
    return users.listUsers(this.#db);
  }

  async hasUsers(): Promise<boolean> {
    return (await withAccounts(this.#db).selectFrom('users').select('name').limit(1).execute()).length > 0;
  }

  addTeam(name: string): Promise<string> {
    return this.#change({ action: 'teams.add', entity: name }, tx => teams.addTeam(tx, name));
  }

  removeTeam(name: string): Promise<void> {
    return this.#change({ action: 'teams.rm', entity: name }, tx => teams.removeTeam(tx, name));
  }

  teams() {
    return teams.listTeams(this.#db);
  }

  members(team: string) {
    return teams.membersOf(this.#db, team);
  }

  setMember(team: string, user: string, role: Role): Promise<void> {
    const what = { action: 'teams.member', entity: team, target: `${user}: ${role}` };
    return this.#change(what, tx => teams.setMember(tx, team, user, role));
  }

  removeMember(team: string, user: string): Promise<void> {
    const what = { action: 'teams.remove', entity: team, target: user };
    return this.#change(what, tx => teams.removeMember(tx, team, user));
  }

  addKey(user: string, request: KeyRequest): Promise<NewKey> {
    return this.#change({ action: 'keys.add', target: user }, tx => addKey(tx, user, request));
  }

  /** @param grace milliseconds for which the old key is still good */
  rotateKey(id: string, grace: number) {
    return this.#change({ action: 'keys.rotate', target: id }, tx => rotateKey(tx, id, grace));
  }

  revokeKey(id: string): Promise<string> {
    return this.#change({ action: 'keys.revoke', target: id }, tx => revokeKey(tx, id));
  }

  keys(user?: string) {
    return listKeys(this.#db, user);
  }

  owner(key: string) {
    return findOwner(this.#db, key);
  }

  /** Whether there is a user or a team of this name. */
  async hasEntity(name: string): Promise<boolean> {
    const entities = withAccounts(this.#db).selectFrom('entities').select('name').where('name', '=', name);
    return (await entities.executeTakeFirst()) !== undefined;
  }

  /** Adds to the audit log. */
  record(what: Omit<AuditEntry, 'at' | keyof Actor>): Promise<void> {
    return recordAudit(this.#db, { ...this.#actor, ...what, at: Date.now() });
  }

  audit(query: AuditQuery) {
    return listAudit(this.#db, query);
  }
}
