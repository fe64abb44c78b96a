import { once } from 'node:events';
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openLocalStore } from '../../src/store/local/openLocalStore.ts';
import type { ServerRecord } from '../../src/store/local/serverRecord.ts';
import { findServer } from '../../src/store/local/serverRecord.ts';
import type { Ready, ServerProcess } from './serverProcess.ts';
import { ask, attach, basic, firstLine, startServer } from './serverProcess.ts';
import type { Outcome, Started } from './workspace.ts';
import { Workspace } from './workspace.ts';

let spaces: Workspace[] = [];
let started: Started[] = [];
let space: Workspace;

function newSpace(): Workspace {
  const made = new Workspace();
  spaces.push(made);
  return made;
}

beforeEach(() => {
  space = newSpace();
});
afterEach(async () => {
  for (const { child, outcome } of started) {
    child.kill('SIGKILL');
    await outcome;
  }
  for (const each of spaces) each.remove();
  started = [];
  spaces = [];
});

async function serve(where: Workspace, ...args: readonly string[]): Promise<ServerProcess> {
  const server = await startServer(where, ...args);
  started.push(server);
  return server;
}

const inServer = (name: string): string => path.join(space.store, 'store-v1', 'server', name);
const record = (): ServerRecord =>
  JSON.parse(fs.readFileSync(inServer('server.json'), 'utf8')) as ServerRecord;
const modeOf = (file: string): number => fs.statSync(file).mode & 0o777;

async function stop(server: ServerProcess, signal: NodeJS.Signals = 'SIGTERM'): Promise<Outcome> {
  server.child.kill(signal);
  return server.outcome;
}

describe('amphora serve', () => {
  it('says in one line of JSON where it is and what its key is, for its owner only', async () => {
    const server = await serve(space);
    expect(server).toMatchObject({
      url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
      entity: 'local',
    });
    expect(server.apiKey).toMatch(/^[0-9a-f]{64}$/);
    expect(fs.readFileSync(inServer('key'), 'utf8')).toBe(`${server.apiKey}\n`);
    expect(record()).toMatchObject({ url: server.url, pid: server.pid, version: expect.any(String) });
    expect(await findServer(space.store)).toMatchObject({ url: server.url, pid: server.pid });
    const files = ['key', 'server.json', 'server.log'];
    expect(fs.readdirSync(inServer('.')).toSorted()).toEqual(files);
    expect(files.map(name => modeOf(inServer(name)))).toEqual([0o600, 0o600, 0o600]);
    expect(modeOf(inServer('.'))).toBe(0o700);
  });

  it('tells people what to set, and ends well at Ctrl-C', async () => {
    const plain = space.start('serve');
    started.push(plain);
    expect(await firstLine(plain)).toContain(`Serving "${space.store}" at http://127.0.0.1:`);
    // Under npx, one Ctrl-C comes twice.
    plain.child.kill('SIGINT');
    plain.child.kill('SIGTERM');
    const { exitCode, stdout, stderr } = await plain.outcome;
    expect([exitCode, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/WANDB_BASE_URL=http:\/\/127\.0\.0\.1:\d+\n\s+WANDB_API_KEY=[0-9a-f]{64}\n/);
  });

  it('leaves a record without a process and its port to the next one when it is stopped', async () => {
    const first = await serve(space);
    const attached = await attach(first);
    await attached.next();
    expect(await stop(first)).toMatchObject({ exitCode: 0, stderr: '' });
    expect(await attached.next()).toBeUndefined();
    expect(record()).toMatchObject({ url: first.url, pid: null });
    expect(await findServer(space.store)).toBeUndefined();
    const second = await serve(space);
    expect([second.url, second.apiKey]).toEqual([first.url, first.apiKey]);
  });

  it('comes back on the same port with the same key after it was killed', async () => {
    const first = await serve(space);
    await stop(first, 'SIGKILL');
    expect(record().pid).toBe(first.pid);
    expect(await findServer(space.store)).toBeUndefined();
    const second = await serve(space);
    expect([second.url, second.apiKey]).toEqual([first.url, first.apiKey]);
    expect(record().pid).toBe(second.pid);
  });

  it('starts where the record is not one', async () => {
    await stop(await serve(space));
    fs.writeFileSync(inServer('server.json'), '{"url":"http://127.0.0.1:1","port":"1"}');
    const server = await serve(space);
    expect(record().url).toBe(server.url);
  });

  it('refuses a key that is not whole', async () => {
    await stop(await serve(space));
    fs.writeFileSync(inServer('key'), 'half');
    const [exitCode, message] = await space.failure('serve');
    expect([exitCode, message]).toEqual([
      1,
      expect.stringContaining(`key in "${inServer('key')}" is not whole`),
    ]);
  });

  it.each([
    ['--port', '65536'],
    ['--port', 'http'],
    ['--idle-exit', '0'],
  ])('refuses %s %s as wrong usage', async (option, value) => {
    const [exitCode, message] = await space.failure('serve', option, value);
    expect([exitCode, message]).toEqual([2, expect.stringContaining(`${option} takes a whole number`)]);
  });
});

describe('one server a store', () => {
  it('is all there is: a second one names the first and ends', async () => {
    const first = await serve(space);
    const { error } = await space.json('serve');
    expect(error).toMatchObject({
      code: 'server-running',
      data: { url: first.url, pid: first.pid },
      message: expect.stringContaining(`already served at ${first.url} (process ${first.pid})`),
    });
    expect((await ask(`${first.url}/healthz`)).status).toBe(200);
  });

  it('comes of several that start at the same moment', async () => {
    const all = [1, 2, 3, 4].map(() => space.start('serve', '--json'));
    started.push(...all);
    // A failure is a document of several lines, and `{` the first of them.
    const lines = await Promise.all(all.map(firstLine));
    const winners = lines.filter(line => line !== '{');
    expect(winners).toHaveLength(1);
    const { url } = JSON.parse(winners[0]!) as Ready;
    const losers = all.filter((_, index) => lines[index] === '{');
    for (const { exitCode, stdout } of await Promise.all(losers.map(each => each.outcome))) {
      expect(exitCode).toBe(1);
      expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'server-running', data: { url } } });
    }
    expect((await ask(`${url}/healthz`)).status).toBe(200);
  });

  it('does not keep others from logging and cleaning up', async () => {
    await serve(space);
    await space.logSample();
    expect(await space.json('gc')).toMatchObject({ blobs: 0 });
  });
});

describe('the port', () => {
  it('is another one where the last one was taken meanwhile', async () => {
    const first = await serve(space);
    await stop(first);
    const other = net.createServer().listen(Number(new URL(first.url).port), '127.0.0.1');
    await once(other, 'listening');
    const second = await serve(space);
    expect(second.url).not.toBe(first.url);
    expect((await ask(`${second.url}/healthz`)).status).toBe(200);
    other.close();
  });

  it('is the one that was asked for, or none', async () => {
    const other = net.createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as net.AddressInfo;
    const { error } = await space.json('serve', '--port', String(port));
    expect(error).toMatchObject({ code: 'port-taken', data: { port } });
    other.close();
    await once(other, 'close');
    expect((await serve(space, '--port', String(port))).url).toBe(`http://127.0.0.1:${String(port)}`);
  });

  it('is told by an error where the host is not of this machine', async () => {
    const { error } = await space.json('serve', '--host', '192.0.2.1');
    expect(error).toMatchObject({ code: 'server-not-listening', data: { host: '192.0.2.1' } });
  });
});

describe('who may ask', () => {
  it('is whoever shows the key, but for its health', async () => {
    const { url, apiKey } = await serve(space);
    const statusWith = async (headers: Record<string, string>, at = '/nothing') =>
      (await ask(`${url}${at}`, headers)).status;
    expect(await statusWith({})).toBe(401);
    expect(await statusWith({ authorization: basic('x'.repeat(43)) })).toBe(401);
    expect(await statusWith({ authorization: `Bearer ${apiKey}` })).toBe(401);
    expect(await statusWith({ authorization: 'Basic' })).toBe(401);
    expect(await statusWith({}, '/amphora/attach')).toBe(401);
    expect(await statusWith({ authorization: basic(apiKey) })).toBe(404);
    expect(await statusWith({}, '/healthz')).toBe(200);
    expect(await statusWith({}, '/ready')).toBe(200);
  });

  it('is nobody who came by another name, and no page of another origin', async () => {
    const { url, apiKey } = await serve(space);
    const { host, port } = new URL(url);
    const authorization = basic(apiKey);
    const statusWith = async (headers: Record<string, string>) =>
      (await ask(`${url}/nothing`, { authorization, ...headers })).status;
    for (const name of ['evil.example', `evil.example:${port}`, '127.0.0.1.evil.example', '128.0.0.1'])
      expect([name, await statusWith({ host: name })]).toEqual([name, 403]);
    for (const name of [`localhost:${port}`, `[::1]:${port}`, '127.0.0.1', `LOCALHOST:${port}`])
      expect([name, await statusWith({ host: name })]).toEqual([name, 404]);
    for (const origin of ['https://evil.example', 'null', `http://localhost:${port}`, `https://${host}`])
      expect([origin, await statusWith({ origin })]).toEqual([origin, 403]);
    expect(await statusWith({ origin: url })).toBe(404);
  });

  it('is told in JSON what was wrong, with headers that keep pages out', async () => {
    const { url, apiKey } = await serve(space);
    const none = await ask(`${url}/a/b?c`, { authorization: basic(apiKey) }, { method: 'POST', body: '{}' });
    expect(JSON.parse(none.text)).toEqual({ errors: [{ message: 'There is nothing at POST /a/b.' }] });
    expect(none.headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'cache-control': 'no-store' });
    const refused = await ask(`${url}/a`);
    expect(refused.headers['www-authenticate']).toMatch(/^Basic /);
    expect(JSON.parse(refused.text)).toEqual({ errors: [{ message: expect.stringContaining('API key') }] });
  });
});

describe('--idle-exit', () => {
  it('ends a server that nobody uses', async () => {
    const server = await serve(space, '--idle-exit', '1');
    expect(await server.outcome).toMatchObject({ exitCode: 0, stderr: '' });
    expect(record().pid).toBeNull();
    expect(fs.readFileSync(inServer('server.log'), 'utf8')).toContain('Stopping: it was not used for 1 s');
  });

  it('waits for the windows that are attached, and tells them of runs', async () => {
    const server = await serve(space, '--idle-exit', '1');
    const attached = await attach(server);
    const { url, pid } = server;
    expect(await attached.next()).toEqual({ url, pid, version: record().version, runs: 0 });
    // One that nobody uses has come and gone meanwhile.
    await (
      await serve(newSpace(), '--idle-exit', '1')
    ).outcome;
    const store = openLocalStore(space.store);
    const run = await store.beginRun({ project: 'digits', jobType: 'train' });
    expect(await attached.next()).toMatchObject({ runs: 1 });
    await store.finishRun(run.id, { state: 'finished' });
    expect(await attached.next()).toMatchObject({ runs: 0 });
    await store.close();
    attached.leave();
    expect(await server.outcome).toMatchObject({ exitCode: 0 });
  });

  it('waits for runs that are under way', async () => {
    const store = openLocalStore(space.store);
    const run = await store.beginRun({ project: 'digits', jobType: 'train' });
    const server = await serve(space, '--idle-exit', '1');
    await (
      await serve(newSpace(), '--idle-exit', '1')
    ).outcome;
    expect((await ask(`${server.url}/healthz`)).status).toBe(200);
    await store.finishRun(run.id, { state: 'finished' });
    await store.close();
    expect(await server.outcome).toMatchObject({ exitCode: 0 });
  });
});

describe('server.log', () => {
  it('tells of requests where that is asked for, and never of keys and queries', async () => {
    space.env = { AMPHORA_DEBUG: '1' };
    const server = await serve(space);
    const authorization = basic(server.apiKey);
    await ask(`${server.url}/some/path?signature=topsecret`, { authorization });
    await ask(`${server.url}/other`, { authorization: basic('wrongkey') });
    await stop(server);
    const log = fs.readFileSync(inServer('server.log'), 'utf8');
    expect(log).toMatch(/^\S+Z debug GET \/some\/path 404 \d+ ms$/m);
    expect(log).toMatch(/^\S+Z debug GET \/other 401 \d+ ms$/m);
    expect(log).toMatch(/^\S+Z info Stopped$/m);
    for (const secret of [server.apiKey, authorization, 'topsecret', 'wrongkey', basic('wrongkey')])
      expect(log).not.toContain(secret);
  });

  it('is begun anew when it is large, with the one before kept', async () => {
    await stop(await serve(space));
    const old = `${'x'.repeat(99)}\n`.repeat(10_485);
    fs.writeFileSync(inServer('server.log'), old);
    await stop(await serve(space));
    expect(fs.readFileSync(inServer('server.log.1'), 'utf8')).toContain(old);
    expect(fs.readFileSync(inServer('server.log'), 'utf8')).not.toContain('xxx');
  });
});
