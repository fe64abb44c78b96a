/** Team servers in this process, over a database of a test's own. */
import { afterEach } from 'vitest';
import type { TeamOptions } from '../../../src/server/serveTeam.ts';
import { ask } from '../../cli/serverProcess.ts';
import type { TeamServedHere } from '../../support/serveTeamHere.ts';
import { serveTeamHere } from '../../support/serveTeamHere.ts';
import type { SharedDatabase } from '../postgres/storesAtOnce.ts';
import { sharedDatabases } from '../postgres/storesAtOnce.ts';

export interface TeamTest {
  /** The database of the test. */
  database(): Promise<SharedDatabase>;
  serve(options?: Partial<TeamOptions>): Promise<TeamServedHere>;
}

/** Call it once a file: all ends with the test. */
export function teamTests(): TeamTest {
  const make = sharedDatabases();
  let shared: Promise<SharedDatabase> | undefined;
  let served: TeamServedHere[] = [];
  // Runs before the end of the database: hooks of this kind run last in, first out.
  afterEach(async () => {
    for (const server of served) await server.stop();
    served = [];
    shared = undefined;
  });
  const database = () => (shared ??= make());
  return {
    database,
    serve: async (options = {}) => {
      const { address, blobs } = await database();
      const server = await serveTeamHere({ database: address, blobs }, options);
      served.push(server);
      return server;
    },
  };
}

/** How many requests a server has under way, as its metrics tell. */
export async function underWay(metrics: string): Promise<number> {
  const { text } = await ask(metrics);
  return Number(/^amphora_http_requests_under_way (\d+)$/m.exec(text)?.[1]);
}
