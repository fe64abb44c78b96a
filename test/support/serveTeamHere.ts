import type { TeamOptions, TeamReady } from '../../src/server/serveTeam.ts';
import { serveTeam } from '../../src/server/serveTeam.ts';
import { withAccounts } from '../../src/store/postgres/openAccounts.ts';
import { makeOnlyUser, ONLY_USER } from './onlyUser.ts';
import { PAGES } from './serveHere.ts';
import { StreamLog } from '../../src/server/log/StreamLog.ts';

export interface TeamServedHere extends TeamReady {
  readonly apiKey: string;
  readonly entity: string;
  /** What it logged so far, a line of JSON each. */
  readonly log: readonly string[];
  /** Stops it; resolves when it has. */
  stop(): Promise<void>;
}

type Places = Pick<TeamOptions, 'database' | 'blobs'>;

/** A team's server in this process. @param team one that its user is in */
export async function serveTeamHere(
  places: Places,
  options: Partial<TeamOptions> = {},
  team?: string,
): Promise<TeamServedHere> {
  const stop = new AbortController();
  const ready = Promise.withResolvers<TeamReady>();
  const log: string[] = [];
  const served = serveTeam({
    host: '127.0.0.1',
    port: 0,
    drain: 10_000,
    version: '0.0.0',
    pagesFolder: PAGES,
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
  await withAccounts(places.database, accounts => makeOnlyUser(accounts, team));
  return {
    ...told,
    apiKey: ONLY_USER.key,
    entity: ONLY_USER.name,
    log,
    stop() {
      stop.abort();
      return served;
    },
  };
}
