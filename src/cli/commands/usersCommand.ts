import type { Role } from '../../core/roles.ts';
import { isRole } from '../../core/roles.ts';
import type { User } from '../../store/postgres/accounts/users.ts';
import { givenKey, KEY_OPTION } from '../accounts/givenKey.ts';
import { keyText } from '../accounts/keyText.ts';
import { DATABASE_OPTION, manage } from '../accounts/manage.ts';
import { columns } from '../columns.ts';
import type { Answer, Context, Input } from '../command.ts';
import { defineCommand } from '../command.ts';
import { isoTime } from '../shapes.ts';
import { usageError } from '../usageError.ts';
import { age, count } from '../words.ts';

const OPTIONS = {
  team: { type: 'string', value: 'TEAM', help: 'Make the new user a member of it' },
  role: { type: 'string', value: 'ROLE', help: 'In the team: viewer, member or admin (else member)' },
  ...KEY_OPTION,
  admin: { type: 'boolean', help: 'Let the new user do everything, everywhere' },
  ...DATABASE_OPTION,
} as const;
type UsersInput = Input<typeof OPTIONS>;

function readRole(text: string | undefined, team: string | undefined): Role | undefined {
  if (text === undefined) return undefined;
  if (team === undefined) throw usageError('--role is the one in a team; add --team TEAM');
  if (!isRole(text)) throw usageError(`--role is viewer, member or admin, not "${text}"`);
  return text;
}

async function add(context: Context, { options }: UsersInput, name: string): Promise<Answer> {
  const { team, admin, database } = options;
  const role = readRole(options.role, team);
  const key = await givenKey(context, options['api-key']);
  const request = {
    admin,
    ...(team === undefined ? {} : { team }),
    ...(role === undefined ? {} : { role }),
    ...(key === undefined ? {} : { key }),
  };
  const made = await manage(context, database, accounts => accounts.addUser(name, request));
  return {
    json: { user: name, keyId: made.id, apiKey: made.key },
    text: () => keyText(`Added ${name}`, made.key),
  };
}

function userJson({ name, admin, createdAt, disabledAt, roles, keyCount }: User) {
  const disabled = disabledAt !== undefined;
  return { name, admin, disabled, roles, keys: keyCount, createdAt: isoTime(createdAt) };
}

function userRow(context: Context, { name, admin, createdAt, disabledAt, roles, keyCount }: User) {
  const teams = Object.entries(roles).map(([team, role]) => `${team} (${role})`);
  const state = disabledAt !== undefined ? 'disabled' : admin ? 'admin' : '';
  return [name, state, teams.join(', '), count(keyCount), age(createdAt, context.now())];
}

async function list(context: Context, database: string | undefined): Promise<Answer> {
  const users = await manage(context, database, accounts => accounts.users());
  return {
    json: { users: users.map(userJson) },
    text() {
      if (users.length === 0)
        return 'There are no users yet; amphora users add NAME --admin makes the first one\n';
      const titles = ['USER', '', 'TEAMS', 'KEYS', 'ADDED'];
      return columns(
        [titles, ...users.map(user => userRow(context, user))],
        ['left', 'left', 'left', 'right', 'right'],
      );
    },
  };
}

async function change(
  context: Context,
  { options }: UsersInput,
  action: string,
  name: string,
): Promise<Answer> {
  await manage(context, options.database, accounts =>
    action === 'rm' ? accounts.removeUser(name) : accounts.disableUser(name, action === 'disable'),
  );
  const done = action === 'rm' ? 'Removed' : action === 'disable' ? 'Disabled' : 'Enabled';
  return { json: { user: name }, text: () => `${done} ${name}\n` };
}

export const usersCommand = defineCommand({
  name: 'users',
  summary: 'Add, list and remove users of a team’s server',
  usage:
    'users [ls|add|rm|disable|enable] [NAME] [--team TEAM] [--role ROLE] [--api-key KEY] [--admin] [--database URL]',
  details: `It works on the team's database, whether or not a server runs, and running servers notice within seconds. The key of a
new user is shown once. A user who has projects stays: disable keeps such a one out.`,
  access: 'read',
  words: ['[ls|add|rm|disable|enable]', '[NAME]'],
  options: OPTIONS,
  run(context, input) {
    const [action = 'ls', name] = input.words;
    const { team, role, admin, 'api-key': key } = input.options;
    const isNew = team !== undefined || role !== undefined || admin || key !== undefined;
    if (isNew && action !== 'add')
      throw usageError('--team, --role, --api-key and --admin are for users add');
    if (action === 'ls' && name === undefined) return list(context, input.options.database);
    if (action === 'add' && name !== undefined) return add(context, input, name);
    if (['rm', 'disable', 'enable'].includes(action) && name !== undefined)
      return change(context, input, action, name);
    throw usageError('Write amphora users, or amphora users add, rm, disable or enable NAME');
  },
});
