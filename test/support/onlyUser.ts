import type { Accounts } from '../../src/store/postgres/accounts/Accounts.ts';

/** The user that a team's server of a test has, unless the test makes others. */
export const ONLY_USER = {
  /** Called as the entity of what names none, as tests of the protocol expect it. */
  name: 'local',
  key: 'c0ffee'.repeat(7),
} as const;

/** Makes the user where there is none. @param team where this one may do everything, too */
export async function makeOnlyUser(accounts: Accounts, team?: string): Promise<void> {
  if (await accounts.hasUsers()) return;
  const { name, key } = ONLY_USER;
  if (team !== undefined) await accounts.addTeam(team);
  await accounts.addUser(name, { key, ...(team === undefined ? {} : { team, role: 'admin' }) });
}
