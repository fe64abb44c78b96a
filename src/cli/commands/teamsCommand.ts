import { isRole } from '../../core/roles.ts';
import { DATABASE_OPTION, manage } from '../accounts/manage.ts';
import { columns } from '../columns.ts';
import type { Answer, Context, Input } from '../command.ts';
import { defineCommand } from '../command.ts';
import { isoTime } from '../shapes.ts';
import { usageError } from '../usageError.ts';
import { age } from '../words.ts';

const OPTIONS = {
  role: { type: 'string', value: 'ROLE', help: 'What the member may do: viewer, member or admin' },
  remove: { type: 'boolean', help: 'Take the member out of the team' },
  ...DATABASE_OPTION,
} as const;
type TeamsInput = Input<typeof OPTIONS>;

async function list(context: Context, database: string | undefined): Promise<Answer> {
  const teams = await manage(context, database, accounts => accounts.teams());
  return {
    json: {
      teams: teams.map(({ name, createdAt, members }) => ({
        name,
        createdAt: isoTime(createdAt),
        members: members.map(({ user, role, since }) => ({ user, role, since: isoTime(since) })),
      })),
    },
    text() {
      if (teams.length === 0) return 'There are no teams yet; amphora teams add TEAM makes one\n';
      const rows = teams.map(({ name, createdAt, members }) => [
        name,
        members.map(({ user, role }) => `${user} (${role})`).join(', '),
        age(createdAt, context.now()),
      ]);
      return columns([['TEAM', 'MEMBERS', 'ADDED'], ...rows], ['left', 'left', 'right']);
    },
  };
}

async function member(
  context: Context,
  { options }: TeamsInput,
  team: string,
  user: string,
): Promise<Answer> {
  const { role, remove, database } = options;
  if (remove) {
    if (role !== undefined) throw usageError('--role and --remove do not go together');
    await manage(context, database, accounts => accounts.removeMember(team, user));
    return { json: { team, user }, text: () => `${user} is no member of ${team} any more\n` };
  }
  if (role === undefined || !isRole(role)) throw usageError('--role is viewer, member or admin');
  await manage(context, database, accounts => accounts.setMember(team, user, role));
  return { json: { team, user, role }, text: () => `${user} is ${role} of ${team}\n` };
}

async function change(
  context: Context,
  { options }: TeamsInput,
  action: string,
  team: string,
): Promise<Answer> {
  await manage(context, options.database, async accounts => {
    await (action === 'add' ? accounts.addTeam(team) : accounts.removeTeam(team));
  });
  return { json: { team }, text: () => `${action === 'add' ? 'Added' : 'Removed'} ${team}\n` };
}

export const teamsCommand = defineCommand({
  name: 'teams',
  summary: 'Add, list and remove teams of a team’s server, and their members',
  usage: 'teams [ls|add|rm|member] [TEAM] [USER] [--role ROLE] [--remove] [--database URL]',
  details: `teams member TEAM USER --role ROLE makes a user a member, or gives one another role. A viewer reads, a member also
logs, and an admin also deletes. A team that has projects stays.`,
  access: 'read',
  words: ['[ls|add|rm|member]', '[TEAM]', '[USER]'],
  options: OPTIONS,
  run(context, input) {
    const [action = 'ls', team, user] = input.words;
    const { role, remove, database } = input.options;
    if (action !== 'member' && (role !== undefined || remove))
      throw usageError('--role and --remove are for teams member');
    if (action === 'ls' && team === undefined) return list(context, database);
    if (action === 'member' && team !== undefined && user !== undefined)
      return member(context, input, team, user);
    if ((action === 'add' || action === 'rm') && team !== undefined && user === undefined)
      return change(context, input, action, team);
    throw usageError(
      'Write amphora teams, amphora teams add or rm TEAM, or amphora teams member TEAM USER --role ROLE',
    );
  },
});
