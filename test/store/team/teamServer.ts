/** Team servers in this process, over a database of a test's own, and their certificates. */
import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { spawnSync } from 'node:child_process';
import { afterEach } from 'vitest';
import type { TeamOptions } from '../../../src/server/serveTeam.ts';
import type { TeamServedHere } from '../../support/serveTeamHere.ts';
import { serveTeamHere } from '../../support/serveTeamHere.ts';
import type { SharedDatabase } from '../postgres/storesAtOnce.ts';
import { sharedDatabases } from '../postgres/storesAtOnce.ts';

const run = promisify(execFile);

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

export const hasOpenssl = spawnSync('openssl', ['version']).status === 0;
export const needsOpenssl = hasOpenssl ? '' : ' (skipped: needs the program openssl)';

/** Makes a certificate for localhost that is its own authority. */
export async function makeCertificate(folder: string, name: string) {
  const files = {
    certificate: path.join(folder, `${name}.pem`),
    key: path.join(folder, `${name}.key`),
  };
  const how = [
    'req',
    '-x509',
    '-newkey',
    'ec',
    '-pkeyopt',
    'ec_paramgen_curve:prime256v1',
    '-nodes',
    '-days',
    '2',
  ];
  const what = ['-subj', `/CN=${name}`, '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1'];
  await run('openssl', [...how, ...what, '-keyout', files.key, '-out', files.certificate]);
  return files;
}
