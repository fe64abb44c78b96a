import type { ApiKey } from '../../store/postgres/accounts/keys.ts';
import { givenKey, KEY_OPTION } from '../accounts/givenKey.ts';
import { keyText } from '../accounts/keyText.ts';
import { DATABASE_OPTION, manage } from '../accounts/manage.ts';
import { readDuration } from '../accounts/readDuration.ts';
import { columns } from '../columns.ts';
import type { Answer, Context, Input } from '../command.ts';
import { defineCommand } from '../command.ts';
import { isoTime } from '../shapes.ts';
import { usageError } from '../usageError.ts';
import { age } from '../words.ts';

/** How long the old key is still good unless told. */
const GRACE = '24h';

const OPTIONS = {
  description: { type: 'string', value: 'TEXT', help: 'What a new key is for' },
  expires: { type: 'string', value: 'TIME', help: 'How long a new key is good, such as 90d (else for ever)' },
  ...KEY_OPTION,
  grace: {
    type: 'string',
    value: 'TIME',
    help: `For how long a key is good beside its successor (else ${GRACE})`,
  },
  ...DATABASE_OPTION,
} as const;
type KeysInput = Input<typeof OPTIONS>;

function stateOf({ revokedAt, expiresAt }: ApiKey, now: number): string {
  if (revokedAt !== undefined) return 'revoked';
  if (expiresAt === undefined) return 'good';
  return expiresAt > now ? `good until ${isoTime(expiresAt)}` : 'expired';
}

const timeOrNull = (time: number | undefined) => (time === undefined ? null : isoTime(time));

async function list(context: Context, { options }: KeysInput, user: string | undefined): Promise<Answer> {
  const keys = await manage(context, options.database, accounts => accounts.keys(user));
  return {
    json: {
      keys: keys.map(key => ({
        id: key.id,
        user: key.user,
        description: key.description,
        createdAt: isoTime(key.createdAt),
        lastUsedAt: timeOrNull(key.lastUsedAt),
        expiresAt: timeOrNull(key.expiresAt),
        revokedAt: timeOrNull(key.revokedAt),
      })),
    },
    text() {
      const now = context.now();
      const rows = keys.map(key => [
        key.id,
        key.user,
        stateOf(key, now),
        key.lastUsedAt === undefined ? 'never' : age(key.lastUsedAt, now),
        key.description,
      ]);
      return columns([['KEY', 'USER', '', 'USED', 'FOR'], ...rows]);
    },
  };
}

async function add(context: Context, { options }: KeysInput, user: string): Promise<Answer> {
  const { description, expires, database } = options;
  const key = await givenKey(context, options['api-key']);
  const request = {
    ...(description === undefined ? {} : { description }),
    ...(expires === undefined ? {} : { expiresAt: context.now() + readDuration('--expires', expires) }),
    ...(key === undefined ? {} : { key }),
  };
  const made = await manage(context, database, accounts => accounts.addKey(user, request));
  return {
    json: { user, keyId: made.id, apiKey: made.key },
    text: () => keyText(`Added key ${made.id} of ${user}`, made.key),
  };
}

async function rotate(context: Context, { options }: KeysInput, id: string): Promise<Answer> {
  const grace = readDuration('--grace', options.grace ?? GRACE);
  const made = await manage(context, options.database, accounts => accounts.rotateKey(id, grace));
  const oldEndsAt = isoTime(made.oldEndsAt);
  const title = `Added key ${made.id} of ${made.user}; key ${id} is good until ${oldEndsAt}`;
  return {
    json: { user: made.user, keyId: made.id, apiKey: made.key, oldKeyId: id, oldKeyEndsAt: oldEndsAt },
    text: () => keyText(title, made.key),
  };
}

async function revoke(context: Context, { options }: KeysInput, id: string): Promise<Answer> {
  const user = await manage(context, options.database, accounts => accounts.revokeKey(id));
  return { json: { user, keyId: id }, text: () => `Revoked key ${id} of ${user}\n` };
}

export const keysCommand = defineCommand({
  name: 'keys',
  summary: 'Add, list, rotate and revoke API keys of a team’s server',
  usage:
    'keys [ls|add|rotate|revoke] [USER|KEY] [--description TEXT] [--expires TIME] [--api-key KEY] [--grace TIME] [--database URL]',
  details: `keys ls [USER] lists them by their ids, which rotate and revoke take: the database has no more of a key than a digest.
A key that is revoked is refused by all servers within seconds.`,
  access: 'read',
  words: ['[ls|add|rotate|revoke]', '[USER|KEY]'],
  options: OPTIONS,
  run(context, input) {
    const [action = 'ls', name] = input.words;
    const { description, expires, grace, 'api-key': key } = input.options;
    if (action !== 'add' && (description !== undefined || expires !== undefined || key !== undefined))
      throw usageError('--description, --expires and --api-key are for keys add');
    if (action !== 'rotate' && grace !== undefined) throw usageError('--grace is for keys rotate');
    if (action === 'ls') return list(context, input, name);
    if (name !== undefined) {
      if (action === 'add') return add(context, input, name);
      if (action === 'rotate') return rotate(context, input, name);
      if (action === 'revoke') return revoke(context, input, name);
    }
    throw usageError(
      'Write amphora keys ls [USER], amphora keys add USER, or amphora keys rotate or revoke KEY',
    );
  },
});
