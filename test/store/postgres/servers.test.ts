/** The W&B protocol through several servers over one database, each of which may get any request. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { hasPostgres, needsPostgres } from '../../support/postgres.ts';
import type { TeamServedHere } from '../../support/serveTeamHere.ts';
import { serveTeamHere } from '../../support/serveTeamHere.ts';
import { attach } from '../../cli/serverProcess.ts';
import { Client, put } from '../protocol/client.ts';
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

  test('stop a run through one while it streams to the other', async () => {
    const id = await one.beginRun(RUN);
    const stopped = async () => {
      const { text } = await other.streamSteps(RUN, 0, 1);
      return (JSON.parse(text) as { readonly stopped?: boolean }).stopped ?? false;
    };
    expect(await stopped()).toBe(false);
    await one.mutate('stopRun', { id }, 'success');
    expect(await stopped()).toBe(true);
    expect(await other.run(RUN, 'stopped')).toEqual({ stopped: true });
    await other.stream(RUN, { complete: true, exitcode: 1 });
    expect(await one.run(RUN, 'state stopped')).toEqual({ state: 'killed', stopped: false });
    // One that goes on is not the one that was to stop.
    expect(await stopped()).toBe(false);
  });

  test('go on with a run of a name that was deleted through one and begun anew through it', async () => {
    const id = await one.beginRun(RUN);
    expect((await other.streamSteps(RUN, 0, 3)).status).toBe(200);
    await one.mutate('deleteRun', { id }, 'success');
    expect((await other.streamSteps(RUN, 3, 1)).status).toBe(404);
    await one.beginRun(RUN);
    await other.streamSteps(RUN, 0, 2);
    await one.mutate('deleteRun', { id: await one.beginRun(RUN) }, 'success');
    await one.beginRun(RUN);
    expect((await other.streamSteps(RUN, 0, 2)).status).toBe(200);
    expect(await one.run(RUN, 'historyLineCount')).toEqual({ historyLineCount: 2 });
  });

  test('count the metrics of a run, whichever of them it streams to', async () => {
    await one.beginRun(RUN);
    const keys = async () => {
      const { historyKeys } = await one.run<{
        historyKeys: { keys: Record<string, unknown>; lastStep: number };
      }>(RUN, 'historyKeys');
      return [Object.keys(historyKeys.keys).sort(), historyKeys.lastStep];
    };
    const send = (offset: number, rows: readonly object[]) =>
      other.stream(RUN, {
        files: { 'wandb-history.jsonl': { offset, content: rows.map(row => JSON.stringify(row)) } },
      });
    await send(0, [{ _step: 0, loss: 1 }]);
    expect(await keys()).toEqual([['_step', 'loss'], 0]);
    await send(1, [{ _step: 1, accuracy: 1 }]);
    expect(await keys()).toEqual([['_step', 'accuracy', 'loss'], 1]);
    // Begun anew, over what was there.
    await send(0, [{ _step: 0, other: 1 }]);
    expect(await keys()).toEqual([['_step', 'accuracy', 'other'], 1]);
    // Beyond a gap, which is filled later.
    await send(500, [{ _step: 500, late: 1 }]);
    expect(await keys()).toEqual([['_step', 'accuracy', 'late', 'other'], 500]);
    await send(200, [{ _step: 200, between: 1 }]);
    expect(await keys()).toEqual([['_step', 'accuracy', 'between', 'late', 'other'], 500]);
  });

  test('tell who is attached to one of runs that begin and end through the other', async () => {
    const attached = await attach(servers[0]!);
    expect(await attached.next()).toMatchObject({ runs: 0 });
    await other.beginRun(RUN);
    expect(await attached.next()).toMatchObject({ runs: 1 });
    await other.stream(RUN, { complete: true, exitcode: 0 });
    expect(await attached.next()).toMatchObject({ runs: 0 });
    attached.leave();
  });

  test('give one secret: an address that one gave out is good at the other', async () => {
    const { id } = await one.begin('mnist', FILES);
    const [url] = await one.announce(id, FILES);
    const at = new URL(other.url);
    const reply = await put(Object.assign(new URL(url!), { host: at.host }).href, FILES['a.txt']);
    expect(reply.status).toBe(200);
    expect(servers[0]!.apiKey).toBe(servers[1]!.apiKey);
  });
});
