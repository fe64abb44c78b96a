/** The W&B protocol through several servers over one database, each of which may get any request. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { hasPostgres, needsPostgres } from '../../support/postgres.ts';
import type { TeamServedHere } from '../../support/serveTeamHere.ts';
import { serveTeamHere } from '../../support/serveTeamHere.ts';
import { Client } from '../protocol/client.ts';
import type { SharedDatabase } from './storesAtOnce.ts';
import { cut, holdProjects, sharedDatabases, WAITING } from './storesAtOnce.ts';

const RUN = { project: 'digits', name: 'k3j9x2ab' };
const FILES = { 'a.txt': 'one', 'sub/b.txt': 'two', empty: '' };

describe.skipIf(!hasPostgres)(`servers that share a database${needsPostgres}`, () => {
  const database = sharedDatabases();
  let servers: readonly TeamServedHere[];
  let one: Client;
  let other: Client;
  let shared: SharedDatabase;
  beforeEach(async () => {
    shared = await database();
    const { address, blobs } = shared;
    servers = [
      await serveTeamHere({ database: address, blobs }),
      await serveTeamHere({ database: address, blobs }),
    ];
    [one, other] = servers.map(server => new Client(server)) as [Client, Client];
  });
  afterEach(async () => {
    for (const server of servers) await server.stop();
  });

  test('take a version by halves, and one that the other has need not be sent again', async () => {
    const { id } = await one.begin('mnist', FILES);
    await other.sendFiles(id, FILES);
    await one.sendManifest(id, FILES);
    const committed = await other.commit(id);
    expect(committed).toMatchObject({ state: 'COMMITTED', versionIndex: 0, fileCount: 3 });
    expect(await one.read(committed.id)).toEqual(FILES);
    const { id: next } = await other.begin('copy', FILES);
    expect(await one.announce(next, FILES)).toEqual([null, null, null]);
  });

  test('commit many at once, one number each', async () => {
    const logged = await Promise.all(
      Array.from({ length: 12 }, (_, i) => (i % 2 === 0 ? one : other).log('mnist', { a: String(i) })),
    );
    expect(logged.map(version => version.versionIndex).sort((a, b) => a - b)).toEqual(
      Array.from({ length: 12 }, (_, i) => i),
    );
  });

  test('ask for the request once more when the database went away', async () => {
    await one.beginRun(RUN);
    const release = await holdProjects(shared);
    const input = { modelName: RUN.project, name: 'another1' };
    const query = 'mutation ($input: UpsertBucketInput!) { upsertBucket(input: $input) { bucket { id } } }';
    const reply = one.post('/graphql', JSON.stringify({ query, variables: { input } }));
    await cut(shared, WAITING);
    await cut(shared, WAITING);
    expect((await reply).status).toBe(503);
    await release();
    expect(await one.query(query, { input })).toMatchObject({ status: 200, errors: [] });
  });

  test('begin a run once, and take what it streams in any order', async () => {
    const ids = await Promise.all([one, other, one, other].map(client => client.beginRun(RUN)));
    expect(new Set(ids).size).toBe(1);
    const batches = [3, 0, 4, 1, 2, 0];
    await Promise.all(
      batches.map(async (n, i) => {
        const { status } = await (i % 2 === 0 ? one : other).streamSteps(RUN, 50 * n, 50);
        expect(status).toBe(200);
      }),
    );
    for (const client of [one, other])
      expect(await client.run(RUN, 'historyLineCount')).toEqual({ historyLineCount: 250 });
  });
});
