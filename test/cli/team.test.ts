/** Real processes that serve one team. */
import fs from 'node:fs';
import net from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Cluster } from '../support/postgres.ts';
import { hasPostgres, needsPostgres, startPostgres } from '../support/postgres.ts';
import { Client } from '../store/protocol/client.ts';
import { underWay } from '../store/team/teamServer.ts';
import { hasOpenssl, makeCertificate, needsOpenssl } from '../support/certificates.ts';
import type { ServerProcess } from './serverProcess.ts';
import { ask, firstLine } from './serverProcess.ts';
import type { Started } from './workspace.ts';
import { Workspace } from './workspace.ts';

const RUN = { project: 'digits', name: 'k3j9x2ab' };

/** All that it says when it is ready. */
function greetingOf({ child }: Started): Promise<string> {
  let text = '';
  return new Promise(resolve => {
    child.stdout!.on('data', (more: string) => {
      text += more;
      if (text.includes('Ctrl-C stops it.\n')) resolve(text);
    });
  });
}

describe.skipIf(!hasPostgres)(`amphora serve --database${needsPostgres}`, () => {
  let cluster: Cluster;
  let made = 0;
  let space: Workspace;
  let database: string;
  let started: Started[] = [];
  beforeAll(async () => {
    cluster = await startPostgres();
  });
  afterAll(() => cluster.stop());
  beforeEach(async () => {
    space = new Workspace();
    database = await cluster.create(`team_${String(made++)}`);
    space.env = { AMPHORA_DATABASE: database, AMPHORA_BLOBS: space.at('blobs') };
  });
  afterEach(async () => {
    for (const { child, outcome } of started) {
      child.kill('SIGKILL');
      await outcome;
    }
    started = [];
    space.remove();
  });

  /** Called as the entity that the tests' client streams to. */
  const USER = 'local';
  const KEY = 'c0ffee'.repeat(7);

  async function serve(...args: readonly string[]): Promise<ServerProcess & { readonly metrics?: string }> {
    const process = space.start('serve', '--json', '--port', '0', ...args);
    started.push(process);
    const { url, hasUsers, metrics } = JSON.parse(await firstLine(process)) as {
      readonly url: string;
      readonly hasUsers: boolean;
      readonly metrics?: string;
    };
    if (!hasUsers) await space.succeed('users', 'add', USER, '--api-key', KEY);
    return {
      ...process,
      url,
      apiKey: KEY,
      entity: USER,
      pid: process.child.pid!,
      ...(metrics ? { metrics } : {}),
    };
  }

  it('serves the database of the environment, and leaves the store of this machine alone', async () => {
    const server = await serve();
    expect(await new Client(server).log('mnist', { a: 'one' })).toMatchObject({ versionIndex: 0 });
    server.child.kill('SIGTERM');
    const { exitCode, stderr } = await server.outcome;
    expect(exitCode).toBe(0);
    expect(fs.existsSync(space.store)).toBe(false);
    const lines = stderr
      .trimEnd()
      .split('\n')
      .map(line => JSON.parse(line) as { readonly message: string });
    expect(lines.map(line => line.message)).toEqual(
      expect.arrayContaining(['request', 'Stopping: it was asked to', 'Stopped']),
    );
    expect(stderr).not.toContain(server.apiKey);
    const text = await serve('--log-format', 'text');
    await ask(`${text.url}/healthz`);
    text.child.kill('SIGINT');
    expect((await text.outcome).stderr).toMatch(/^\S+Z info GET \/healthz 200 \d+ ms$/m);
  });

  it('serves the folder that --store names, whatever the environment says', async () => {
    const process = space.start('serve', '--json', '--store', space.store);
    started.push(process);
    expect(JSON.parse(await firstLine(process))).toMatchObject({ entity: 'local' });
    expect(fs.existsSync(space.store)).toBe(true);
  });

  it.each([
    [['--store', 'x', '--database', 'postgres://h/d'], '--store and --database name different stores'],
    [['--idle-exit', '5'], '--idle-exit is not for a team'],
    [['--host', '0.0.0.0'], 'On 0.0.0.0, keys would cross the network in the clear'],
    [['--store', 'x', '--metrics', '127.0.0.1:0'], '--metrics is for a team'],
    [['--store', 'x', '--insecure'], '--insecure is for a team'],
  ])('refuses %j as wrong usage', async (args, problem) => {
    expect(await space.failure('serve', ...args)).toEqual([2, expect.stringContaining(problem)]);
  });

  it('says which place of blobs is missing', async () => {
    space.env = { AMPHORA_DATABASE: database };
    expect(await space.failure('serve')).toEqual([2, expect.stringContaining('--blobs PLACE is missing')]);
  });

  it('goes on in one process when the other is killed under load', async () => {
    const [one, other] = [await serve(), await serve()];
    const clients = [new Client(one), new Client(other)] as const;
    await clients[0].beginRun(RUN);
    let logged = 0;
    const numbers: number[] = [];
    const load = (client: Client, writer: string, count: number) =>
      Array.from({ length: count }, (_, i) => i).reduce(
        (before, i) =>
          before.then(async () => {
            const version = await client.log('mnist', { a: `${writer} ${String(i)}` });
            numbers.push(version.versionIndex);
            logged++;
            await client.streamSteps(RUN, i, 1);
          }),
        Promise.resolve(),
      );
    const dying = Promise.allSettled([load(clients[0], 'dies', 1000), load(clients[0], 'dies too', 1000)]);
    const living = [load(clients[1], 'lives', 12), load(clients[1], 'lives too', 12)];
    await expect.poll(() => logged, { timeout: 30_000 }).toBeGreaterThan(6);
    one.child.kill('SIGKILL');
    await Promise.all(living);
    for (const { status } of await dying) expect(status).toBe('rejected');
    // What was told to be logged is there, each under a number of its own.
    expect(new Set(numbers).size).toBe(numbers.length);
    const query =
      'query { project(name: "digits") { artifactCollection(name: "mnist") { artifacts(first: 1000) { edges { version } } } } }';
    const { project } = await clients[1].must<{
      project: { artifactCollection: { artifacts: { edges: { version: string }[] } } };
    }>(query);
    const there = project.artifactCollection.artifacts.edges.map(({ version }) => Number(version.slice(1)));
    expect(there).toEqual(expect.arrayContaining(numbers));
    expect(there.toSorted((a, b) => a - b)).toEqual(there.map((_, i) => i));
    expect(await clients[1].run(RUN, 'state')).toEqual({ state: 'running' });
  });

  it('ends at once at a second SIGTERM', async () => {
    const server = await serve('--metrics', '127.0.0.1:0');
    const client = new Client(server);
    const { id } = await client.begin('mnist', { a: 'one' });
    const [upload] = await client.announce(id, { a: 'one' });
    const { port, pathname, search } = new URL(upload!);
    const head = `PUT ${pathname}${search} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 3\r\n\r\no`;
    const socket = net.connect(Number(port), '127.0.0.1', () => socket.write(head));
    socket.on('error', () => {});
    await expect.poll(() => underWay(server.metrics!)).toBe(1);
    server.child.kill('SIGTERM');
    await expect.poll(async () => (await ask(`${server.url}/ready`)).status).toBe(503);
    server.child.kill('SIGTERM');
    expect(await server.outcome).toMatchObject({ exitCode: 143 });
    socket.destroy();
  });

  it('says in one sentence how the first user is made, until there is one', async () => {
    const first = space.start('serve', '--port', '0');
    started.push(first);
    const sentence = 'There are no users yet; amphora users add NAME --admin makes the first one.';
    expect(await greetingOf(first)).toContain(sentence);
    await space.succeed('users', 'add', 'ada', '--admin');
    const second = space.start('serve', '--port', '0');
    started.push(second);
    expect(await greetingOf(second)).toMatch(
      /^Serving at http:\/\/127\.0\.0\.1:\d+\nIn a browser: http:.*, with an API key, or amphora open --store http:.*\n\nCtrl-C stops it\.\n$/,
    );
  });

  it.skipIf(!hasOpenssl)(`reads its certificate again at SIGHUP, and goes on${needsOpenssl}`, async () => {
    const { cert, key } = makeCertificate(space.folder, 'IP:127.0.0.1');
    const server = await serve('--tls-cert', cert, '--tls-key', key, '--metrics', '127.0.0.1:0');
    expect(server.url).toMatch(/^https:/);
    server.child.kill('SIGHUP');
    let log = '';
    server.child.stderr!.on('data', (text: string) => (log += text));
    await expect.poll(() => log).toContain('The certificate was read again');
    expect(await underWay(server.metrics!)).toBe(0);
    server.child.kill('SIGTERM');
    expect(await server.outcome).toMatchObject({ exitCode: 0 });
  });
});
