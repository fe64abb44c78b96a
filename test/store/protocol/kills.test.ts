/** The server killed in the middle of what clients do; they go on when it is there again. */
import http from 'node:http';
import { describe, expect, test } from 'vitest';
import type { Client } from './client.ts';
import { put, stepLine } from './client.ts';
import { useServing } from './serving.ts';

const serving = useServing();
/** Long enough for a machine that does much else. */
const POLL = { timeout: 30_000 };
const RUN = { project: 'digits', name: 'abc12345' };
const FILES = Object.fromEntries(
  Array.from({ length: 30 }, (_, i) => [`f${String(i)}`, `content ${String(i)}`]),
);

async function startAgain(): Promise<Client> {
  await serving.current.kill();
  const before = serving.client.url;
  const client = await serving.current.start();
  expect(client.url).toBe(before);
  return client;
}

describe('an upload', () => {
  test('goes on after a kill: what was sent need not be sent again', async () => {
    const { client } = serving;
    await client.beginRun(RUN);
    const { id } = await client.begin('mnist', FILES, { runName: RUN.name, clientID: 'c1' });
    const urls = await client.announce(id, FILES);
    const contents = Object.values(FILES);
    for (const i of contents.keys()) if (i % 2 === 0) await put(urls[i]!, contents[i]!);
    await startAgain();
    expect(await client.begin('mnist', FILES, { runName: RUN.name, clientID: 'c1' })).toEqual({
      id,
      state: 'PENDING',
    });
    const left = await client.announce(id, FILES);
    expect(left.map(url => url === null)).toEqual(contents.map((_, i) => i % 2 === 0));
    // Addresses of before are good as well.
    for (const i of contents.keys())
      if (i % 2 === 1) expect((await put(urls[i]!, contents[i]!)).status).toBe(200);
    await client.sendManifest(id, FILES);
    await startAgain();
    const committed = await client.commit(id);
    expect(committed).toMatchObject({ state: 'COMMITTED', fileCount: contents.length });
    await startAgain();
    expect(await client.read(committed.id)).toEqual(FILES);
    expect(await client.commit(id)).toEqual(committed);
    const { outputArtifacts } = await client.run<{ outputArtifacts: { totalCount: number } }>(
      RUN,
      'outputArtifacts { totalCount }',
    );
    expect(outputArtifacts.totalCount).toBe(1);
  });

  test('whose body was cut off by the kill leaves nothing half', async () => {
    const { client, current } = serving;
    const content = 'y'.repeat(3_000_000);
    const { id } = await client.begin('mnist', { a: content });
    const [url] = await client.announce(id, { a: content });
    const request = http.request(url!, { method: 'PUT', headers: { 'content-length': '3000000' } });
    request.on('error', () => undefined);
    request.write(content.slice(0, 2_000_000));
    await expect.poll(() => current.temporaries().length, POLL).toBe(1);
    const cut = new Promise(resolve => request.once('close', resolve));
    await startAgain();
    await cut;
    expect(await put(url!, content)).toMatchObject({ status: 200 });
    expect(current.temporaries()).toEqual([]);
    expect(current.blobs()).toHaveLength(1);
  });
});

test('a commit that is killed at any moment is whole or not at all, and asking again gives the version', async () => {
  const { current } = serving;
  let { client } = serving;
  const outcomes = new Set<string>();
  for (let i = 0; i < 25; i++) {
    const files = { ...FILES, own: `only in ${String(i)}` };
    const { id } = await client.begin('mnist', files);
    await client.sendFiles(id, files);
    await client.sendManifest(id, files);
    const asked = client.commit(id).then(
      () => 'answered',
      () => 'cut off',
    );
    // From before the request arrives until after it was answered.
    for (let turns = 0; turns < i * 40; turns++) await new Promise(resolve => setImmediate(resolve));
    client = await startAgain();
    outcomes.add(await asked);
    const committed = await client.commit(id);
    expect(committed).toMatchObject({ state: 'COMMITTED', versionIndex: i });
    expect(await client.read(committed.id)).toEqual(files);
  }
  expect(await current.space.json('verify')).toMatchObject({ damaged: [], damagedManifests: [] });
  expect(outcomes).toContain('cut off');
});

describe('a stream', () => {
  test('that is killed again and again has all its lines when it was sent to the end', async () => {
    let { client } = serving;
    await client.beginRun(RUN);
    const batch = 500;
    for (let i = 0; i < 12; i++) {
      const sent = client.streamSteps(RUN, i * batch, batch).then(
        ({ status }) => status,
        () => 0,
      );
      for (let turns = 0; turns < i * 10; turns++) await new Promise(resolve => setImmediate(resolve));
      client = await startAgain();
      // A client that was not answered sends the same again.
      if ((await sent) !== 200) expect((await client.streamSteps(RUN, i * batch, batch)).status).toBe(200);
    }
    const done = await client.stream(RUN, { complete: true, exitcode: 0 });
    expect(done.status).toBe(200);
    const run = await client.run<{ state: string; historyLineCount: number; history: readonly string[] }>(
      RUN,
      'state historyLineCount history(minStep: 0, maxStep: 100000)',
    );
    expect([run.state, run.historyLineCount]).toEqual(['finished', 12 * batch]);
    expect(run.history).toEqual(Array.from({ length: 12 * batch }, (_, step) => stepLine(step)));
  });

  test('may be sent over what is there, in any order, and ends once', async () => {
    const { client } = serving;
    await client.beginRun(RUN);
    await client.streamSteps(RUN, 10, 10);
    await client.streamSteps(RUN, 0, 10);
    await client.streamSteps(RUN, 5, 10);
    for (const exitcode of [1, 1]) await client.stream(RUN, { complete: true, exitcode });
    const run = await client.run<object>(RUN, 'state exitCode historyLineCount historyTail');
    expect(run).toEqual({
      state: 'failed',
      exitCode: 1,
      historyLineCount: 20,
      historyTail: `[${JSON.stringify(stepLine(19))}]`,
    });
    // What comes after the end is of a run that was resumed.
    await client.streamSteps(RUN, 20, 1);
    expect(await client.run(RUN, 'state historyLineCount')).toEqual({
      state: 'running',
      historyLineCount: 21,
    });
  });

  test('of a run that was deleted is refused for good, and leaves nothing', async () => {
    const { client, current } = serving;
    const id = await client.beginRun(RUN);
    const streams = Array.from({ length: 20 }, (_, i) => client.streamSteps(RUN, i * 100, 100));
    const deleted = client.mutate('deleteRun', { id }, 'success');
    const statuses = new Set((await Promise.all(streams)).map(({ status }) => status));
    await deleted;
    for (const status of statuses) expect([200, 404]).toContain(status);
    const late = await client.streamSteps(RUN, 0, 1);
    expect([late.status, late.text]).toEqual([404, expect.stringContaining('There is no run')]);
    expect(await current.space.json('gc')).toMatchObject({ temporaryFiles: 0 });
    // The name is free.
    expect(await client.beginRun(RUN)).not.toBe(id);
    expect((await client.streamSteps(RUN, 0, 1)).status).toBe(200);
  });

  test('that falls silent reads as crashed until it speaks again', async () => {
    const { client, current } = serving;
    await client.beginRun(RUN);
    const { DatabaseSync } = await import('node:sqlite');
    const catalog = new DatabaseSync(current.inStore('catalog.db'));
    catalog.exec('update runs set heartbeat_at = heartbeat_at - 3600000');
    catalog.close();
    expect(await client.run(RUN, 'state')).toEqual({ state: 'crashed' });
    expect((await client.stream(RUN, {})).status).toBe(200);
    expect(await client.run(RUN, 'state')).toEqual({ state: 'running' });
  });

  test('is told to stop when somebody asks for that', async () => {
    const { client } = serving;
    const id = await client.beginRun(RUN);
    expect(JSON.parse((await client.stream(RUN, {})).text)).toEqual({ exitcode: null, limits: {} });
    await client.mutate('stopRun', { id }, 'success');
    expect(JSON.parse((await client.stream(RUN, {})).text)).toMatchObject({ stopped: true });
    await client.stream(RUN, { complete: true, exitcode: 255 });
    expect(await client.run(RUN, 'state')).toEqual({ state: 'killed' });
  });
});
