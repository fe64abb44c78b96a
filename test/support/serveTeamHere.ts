import type { TeamOptions, TeamReady } from '../../src/server/serveTeam.ts';
import { serveTeam } from '../../src/server/serveTeam.ts';
import { withAccounts } from '../../src/store/postgres/openAccounts.ts';
import { StreamLog } from '../../src/server/log/StreamLog.ts';

/** The key of the user that every server has who is started with no other. */
const KEY = 'c0ffee'.repeat(7);
/** Called as the entity of what names none, as tests of the protocol expect it. */
const USER = 'local';

export interface TeamServedHere extends TeamReady {
  readonly apiKey: string;
  readonly entity: string;
  /** What it logged so far, a line of JSON each. */
  readonly log: readonly string[];
  /** Stops it; resolves when it has. */
  stop(): Promise<void>;
}

type Places = Pick<TeamOptions, 'database' | 'blobs'>;

/** A team's server in this process. */
export async function serveTeamHere(
  places: Places,
  options: Partial<TeamOptions> = {},
): Promise<TeamServedHere> {
  const stop = new AbortController();
  const ready = Promise.withResolvers<TeamReady>();
  const log: string[] = [];
  const served = serveTeam({
    host: '127.0.0.1',
    port: 0,
    drain: 10_000,
    version: '0.0.0',
    log: new StreamLog({ format: 'json', least: 'info', write: text => log.push(text) }),
    signal: stop.signal,
    onReload: () => {},
    onReady(address) {
      ready.resolve(address);
      return Promise.resolve();
    },
    ...options,
    ...places,
  });
  served.catch(ready.reject);
  const told = await ready.promise;
  if (!told.hasUsers) await withAccounts(places.database, accounts => accounts.addUser(USER, { key: KEY }));
  return {
    ...told,
    apiKey: KEY,
    entity: USER,
    log,
    stop() {
      stop.abort();
      return served;
    },
  };
}
