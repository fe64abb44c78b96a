import type { AuditEntry } from '../../store/postgres/accounts/audit.ts';
import { DATABASE_OPTION, manage } from '../accounts/manage.ts';
import { readMoment } from '../accounts/readDuration.ts';
import { columns } from '../columns.ts';
import { defineCommand } from '../command.ts';
import { readNumber } from '../serve/readNumber.ts';
import { isoTime } from '../shapes.ts';

/** Entries unless told, and at most. */
const LIMIT = 100;
const MOST = 100_000;

function entryJson({ at, user, key, action, entity, project, target, client, outcome }: AuditEntry) {
  return {
    at: isoTime(at),
    user: user ?? null,
    keyId: key ?? null,
    action,
    entity: entity ?? null,
    project: project ?? null,
    target: target ?? null,
    client: client ?? null,
    outcome,
  };
}

function entryRow({
  at,
  user,
  action,
  entity,
  project,
  target,
  client,
  outcome,
}: AuditEntry): readonly string[] {
  const place = [entity, project].filter(part => part !== undefined).join('/');
  return [isoTime(at), user ?? '–', action, place, target ?? '', client ?? '–', outcome];
}

export const auditCommand = defineCommand({
  name: 'audit',
  summary: 'Show who did what on a team’s server, and what was refused',
  usage: 'audit [--since TIME] [--user USER] [--limit COUNT] [--database URL]',
  details: `The newest comes first. Entries without a user are of those who work on the database itself, as amphora users does.`,
  access: 'read',
  words: [],
  options: {
    since: { type: 'string', value: 'TIME', help: 'A date such as 2026-01-31, or a time ago such as 24h' },
    user: { type: 'string', value: 'USER', help: 'Only what this one did' },
    limit: { type: 'string', value: 'COUNT', help: `Entries at most (else ${LIMIT})` },
    ...DATABASE_OPTION,
  },
  async run(context, { options: { since, user, limit, database } }) {
    const query = {
      limit: limit === undefined ? LIMIT : readNumber('--limit', limit, 1, MOST),
      ...(since === undefined ? {} : { since: readMoment('--since', since, context.now()) }),
      ...(user === undefined ? {} : { user }),
    };
    const entries = await manage(context, database, accounts => accounts.audit(query));
    return {
      json: { entries: entries.map(entryJson) },
      text() {
        if (entries.length === 0) return 'Nothing was done\n';
        const titles = ['TIME', 'USER', 'ACTION', 'WHERE', 'WHAT', 'FROM', 'OUTCOME'];
        return columns([titles, ...entries.map(entryRow)]);
      },
    };
  },
});
