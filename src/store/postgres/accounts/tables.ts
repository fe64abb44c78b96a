/** Tables of users, teams, their keys and what they did. Times are milliseconds since the epoch. */
import type { Generated } from 'kysely';
import type { Role } from '../../../core/roles.ts';
import type { Db, Tx } from '../../catalog/tables.ts';

/** Whoever may have projects. A user is one, and so is a team: no two have one name. */
interface EntityTable {
  name: string;
  kind: 'user' | 'team';
  created_at: number;
}

interface UserTable {
  name: string;
  /** 1 for who may do everything, everywhere. */
  admin: number;
  disabled_at: number | null;
}

interface MemberTable {
  team: string;
  user_name: string;
  role: Role;
  since: number;
}

interface ApiKeyTable {
  /** May be shown: the key cannot be found by it. */
  id: string;
  user_name: string;
  /** SHA-256 of the key, in hexadecimal. Nobody has the key itself but its owner. */
  digest: string;
  description: string;
  created_at: number;
  /** To within an hour. */
  last_used_at: number | null;
  expires_at: number | null;
  revoked_at: number | null;
}

/** The database lets nobody change or remove a row. */
interface AuditTable {
  seq: Generated<number>;
  at: number;
  user_name: string | null;
  key_id: string | null;
  action: string;
  entity: string | null;
  project: string | null;
  target: string | null;
  client: string | null;
  outcome: 'done' | 'refused';
}

// eslint-disable-next-line @typescript-eslint/consistent-type-definitions -- Kysely wants one that has an index
type AccountTables = {
  entities: EntityTable;
  users: UserTable;
  members: MemberTable;
  api_keys: ApiKeyTable;
  audit: AuditTable;
};

/** The catalog with these tables too. */
export function withAccounts<T extends Db | Tx>(db: T) {
  return db.$extendTables<AccountTables>();
}
