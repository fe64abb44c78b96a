import { AmphoraError } from '../../core/errors.ts';
import type { Accounts } from '../../store/postgres/accounts/Accounts.ts';
import type { ApiKey } from '../../store/postgres/accounts/keys.ts';
import type { Account } from './Access.ts';
import type { Guard } from './Guard.ts';
import type { Principal } from './Principal.ts';

const isGood = ({ revokedAt, expiresAt = Infinity }: ApiKey): boolean =>
  revokedAt === undefined && expiresAt > Date.now();

/** What one of several users may know of users and teams, and do with keys: one's own. */
export function teamAccount(principal: Principal, accounts: Accounts, guard: Guard): Account {
  const { user, admin, roles } = principal;
  const ownKeys = async () => (await accounts.keys(user)).filter(isGood);
  return {
    user,
    admin,
    teams: [...roles.keys()].sort(),
    isEntity: async name => guard.sees(name) && accounts.hasEntity(name),
    members: async team => (guard.sees(team) ? accounts.members(team) : []),
    keys: ownKeys,
    addKey: async description => ({ ...(await accounts.addKey(user, { description })), description }),
    async removeKey(id) {
      if (!(await ownKeys()).some(key => key.id === id)) throw new AmphoraError('api-key-not-found', { id });
      await accounts.revokeKey(id);
    },
  };
}
