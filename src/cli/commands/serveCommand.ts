import { defineCommand } from '../command.ts';
import { readNumber } from '../serve/readNumber.ts';
import { serveFolder } from '../serve/serveFolder.ts';
import { serveTeam } from '../serve/serveTeam.ts';
import { SHARED_OPTIONS } from '../sharedStore.ts';
import { usageError } from '../usageError.ts';

/** Port of a team's server unless told: an address that people write down stays. */
const TEAM_PORT = 7400;

export const serveCommand = defineCommand({
  name: 'serve',
  summary: 'Serve the store to the wandb library, or a team’s from a database',
  usage: `serve [--port PORT] [--host HOST] [--idle-exit SECONDS] [--database URL --blobs PLACE] [--tls-cert FILE --tls-key FILE] \
[--trusted-proxy ADDRESS[,…]] [--public-url URL] [--insecure] [--metrics HOST:PORT] [--log-format json|text] [--drain SECONDS]`,
  details: `Scripts that use the wandb library log to this store when WANDB_BASE_URL is the server's address and
WANDB_API_KEY its key, both shown when it is ready. It runs until Ctrl-C or SIGTERM. A store has one server at most.

With a database it serves a team instead, from as many processes as you like; the options after it are for that.`,
  access: 'create',
  words: [],
  options: {
    port: {
      type: 'string',
      value: 'PORT',
      help: `Port to listen on (else the last one where it is free, else any; ${TEAM_PORT} for a team)`,
    },
    host: {
      type: 'string',
      value: 'HOST',
      help: 'Address to listen on (else 127.0.0.1: only this machine reaches it)',
    },
    'idle-exit': {
      type: 'string',
      value: 'SECONDS',
      help: 'End after so long without a request, an attached window or a run',
    },
    ...SHARED_OPTIONS,
    'tls-cert': {
      type: 'string',
      value: 'FILE',
      help: 'Certificate and those that lead to its authority (PEM)',
    },
    'tls-key': {
      type: 'string',
      value: 'FILE',
      help: 'Its key (PEM); both files are read again when they change',
    },
    'trusted-proxy': {
      type: 'string',
      value: 'ADDRESS[,…]',
      help: 'Whose X-Forwarded-For, -Proto and -Host count: addresses or ranges',
    },
    'public-url': {
      type: 'string',
      value: 'URL',
      help: 'Where people find the server: for the addresses it gives out',
    },
    insecure: { type: 'boolean', help: 'Speak plain HTTP to other machines; keys can be read on the way' },
    metrics: { type: 'string', value: 'HOST:PORT', help: 'Give metrics for Prometheus there, at /metrics' },
    'log-format': {
      type: 'string',
      value: 'json|text',
      help: 'How standard error tells of requests (else json)',
    },
    drain: { type: 'string', value: 'SECONDS', help: 'For requests under way when it is to stop (else 30)' },
  },
  run(context, { options }) {
    const { host = '127.0.0.1', port, 'idle-exit': idle, database: typed, blobs, ...team } = options;
    if (host === '') throw usageError('--host needs a value: --host HOST');
    const numbers = {
      port: port === undefined ? undefined : readNumber('--port', port, 0, 65535),
      idle: idle === undefined ? undefined : 1000 * readNumber('--idle-exit', idle, 1, 1_000_000),
    };
    const { env, storeWasTyped } = context;
    if (typed !== undefined && storeWasTyped)
      throw usageError('--store and --database name different stores');
    const database = typed ?? (storeWasTyped ? undefined : env['AMPHORA_DATABASE']);
    if (database) {
      if (numbers.idle !== undefined) throw usageError('--idle-exit is not for a team’s server, which stays');
      const places = { database, blobs: blobs ?? env['AMPHORA_BLOBS'], port: numbers.port ?? TEAM_PORT };
      return serveTeam(context, places, { ...team, host });
    }
    const own = Object.entries({ blobs, ...team }).find(
      ([, value]) => value !== undefined && value !== false,
    );
    if (own) throw usageError(`--${own[0]} is for a team’s server; name its --database, too`);
    return serveFolder(context, { ...numbers, host });
  },
});
