import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import http from 'node:http';
import net from 'node:net';
import path from 'node:path';
import { Hono } from 'hono';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { AmphoraError } from '../../../src/core/errors.ts';
import { OneKey } from '../../../src/server/access/OneKey.ts';
import { Activity } from '../../../src/server/Activity.ts';
import { Attachments } from '../../../src/server/Attachments.ts';
import { RunHistory } from '../../../src/pages/history/RunHistory.ts';
import { createBrowser } from '../../../src/server/browser/createBrowser.ts';
import { createServerApp } from '../../../src/server/http/app.ts';
import { limitBody } from '../../../src/server/http/guards.ts';
import { hostCheck, serverUrl } from '../../../src/server/http/hosts.ts';
import { HttpServer } from '../../../src/server/http/HttpServer.ts';
import { FileLog } from '../../../src/server/log/FileLog.ts';
import type { Protocol, ServerApp, ServerEnv } from '../../../src/server/services.ts';
import type { LocalStore } from '../../../src/store/local/LocalStore.ts';
import { openLocalStore } from '../../../src/store/local/openLocalStore.ts';
import { ask, basic } from '../../cli/serverProcess.ts';
import { temporaryFolder } from '../../support/storeKit.ts';

const KEY = 'k'.repeat(43);
const authorization = basic(KEY);

let folder: ReturnType<typeof temporaryFolder>;
let store: LocalStore;
let log: FileLog;
let server: HttpServer;
let url: string;
beforeEach(() => {
  folder = temporaryFolder();
  store = openLocalStore(path.join(folder.path, 'store'));
  log = new FileLog(path.join(folder.path, 'log'), 'info');
});
afterEach(async () => {
  await server.close(0);
  await store.close();
  folder.remove();
});

const readLog = (): string => readFileSync(path.join(folder.path, 'log'), 'utf8');

async function listen(app: ServerApp, stall?: number): Promise<void> {
  const onAnswered = () => {};
  server = new HttpServer(app, {
    activity: new Activity(),
    onAnswered,
    ...(stall === undefined ? {} : { stall }),
  });
  url = `http://127.0.0.1:${String(await server.listen('127.0.0.1', 0))}`;
}

async function listenWith(protocol: Partial<Protocol>): Promise<void> {
  const access = new OneKey(KEY, store, 'local');
  const services = { store, access, history: new RunHistory(store), secret: KEY, log, version: '0' };
  const attachments = new Attachments(store, () => ({ pid: 1, url, version: '0' }));
  const whole: Protocol = { open: () => {}, keyed: () => {}, close: () => Promise.resolve(), ...protocol };
  const allowsHost = hostCheck('127.0.0.1');
  await listen(
    createServerApp({
      services,
      protocol: whole,
      browser: createBrowser(services),
      attachments,
      allowsHost,
      unready: () => Promise.resolve(undefined),
    }),
  );
}

/** A route that answers when it is told to. */
function heldRoute(): { readonly app: ServerApp; readonly begun: Promise<void>; release(): void } {
  const begun = Promise.withResolvers<undefined>();
  const held = Promise.withResolvers<undefined>();
  const app = new Hono<ServerEnv>();
  app.onError((error, c) => c.text(error.message, 400));
  app.post('/stalled', async c => c.text(await c.req.text()));
  app.get('/held', async c => {
    begun.resolve(undefined);
    await held.promise;
    return c.text('done');
  });
  return { app, begun: begun.promise, release: () => held.resolve(undefined) };
}

describe('routes', () => {
  test('may do without the key where they look after themselves, and leave the rest to those behind it', async () => {
    await listenWith({
      open: app => app.get('/files/:name', (c, next) => (c.req.query('signed') ? c.text('open') : next())),
      keyed: app => app.get('/files/:name', c => c.text('keyed')),
    });
    expect(await ask(`${url}/files/a?signed=1`)).toMatchObject({ status: 200, text: 'open' });
    expect((await ask(`${url}/files/a`)).status).toBe(401);
    expect(await ask(`${url}/files/a`, { authorization })).toMatchObject({ status: 200, text: 'keyed' });
  });

  test.each([
    [new AmphoraError('project-not-found', { project: 'p' }), 404],
    [new AmphoraError('version-in-use', { version: 'v', count: 1, names: 'n' }), 409],
    [new AmphoraError('name-invalid', { name: 'n', what: 'a run', rule: 'r' }), 400],
    [new AmphoraError('blob-damaged', { path: 'p', version: 'v' }), 410],
    [new AmphoraError('disk-full', { path: 'p' }), 503],
  ])('that fail with ours answer with its sentence: %s', async (error, status) => {
    await listenWith({
      keyed: app =>
        app.get('/', () => {
          throw error;
        }),
    });
    const reply = await ask(url, { authorization });
    expect([reply.status, JSON.parse(reply.text)]).toEqual([
      status,
      {
        errors: [
          { message: error.message, extensions: expect.objectContaining({ code: error.code }) as unknown },
        ],
      },
    ]);
  });

  test('that fail unexpectedly tell the client nothing of it, and the log all', async () => {
    await listenWith({
      keyed: app =>
        app.get('/', () => {
          throw new TypeError('an inner\nmatter');
        }),
    });
    const reply = await ask(url, { authorization });
    expect(reply.status).toBe(500);
    expect(reply.text).not.toContain('inner');
    expect(readLog()).toMatch(/Z error GET \/ failed\n {2}TypeError: an inner\n {2}matter\n {2}.* at /);
  });

  test('are not asked for an address that cannot be understood', async () => {
    await listenWith({});
    const reply = await ask(url, { host: 'a@127.0.0.1' });
    expect([reply.status, JSON.parse(reply.text)]).toEqual([
      400,
      { errors: [{ message: expect.any(String) }] },
    ]);
  });

  test.each(['content-length', 'transfer-encoding'])('take no body over their limit, by %s', async how => {
    const app = new Hono<ServerEnv>();
    app.use(limitBody(4));
    app.post('/', async c => c.text(await c.req.text()));
    app.onError((error, c) => c.text(error.message, 413));
    await listen(app);
    const headers = (body: string): Record<string, string> =>
      how === 'content-length' ? { [how]: String(body.length) } : { [how]: 'chunked' };
    expect(await ask(url, headers('1234'), { method: 'POST', body: '1234' })).toMatchObject({ text: '1234' });
    const reply = await ask(url, headers('12345'), { method: 'POST', body: '12345' });
    expect([reply.status, reply.text]).toEqual([413, expect.stringContaining('over the limit of 4 bytes')]);
  });
});

describe('the connection', () => {
  test('ends where a body stalls, not where the answer takes long', async () => {
    const { app, begun, release } = heldRoute();
    await listen(app, 50);
    const slow = ask(`${url}/held`);
    await begun;
    const socket = net.connect(Number(new URL(url).port), '127.0.0.1');
    socket.write('POST /stalled HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\nhalf');
    await once(socket.resume(), 'close');
    release();
    expect(await slow).toMatchObject({ status: 200, text: 'done' });
  });

  test('of a request under way is kept until it is answered when the server closes, an idle one is not', async () => {
    const { app, begun, release } = heldRoute();
    await listen(app);
    const agent = new http.Agent({ keepAlive: true });
    const [response] = (await once(http.get(`${url}/`, { agent }), 'response')) as [http.IncomingMessage];
    await once(response.resume(), 'end');
    const slow = ask(`${url}/held`);
    await begun;
    const closed = server.close(3_600_000);
    await expect(ask(`${url}/held`)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    release();
    expect(await slow).toMatchObject({ status: 200, text: 'done' });
    await closed;
    agent.destroy();
  });

  test('is cut off where the answer takes longer than the server has patience', async () => {
    const { app, begun, release } = heldRoute();
    await listen(app);
    const slow = ask(`${url}/held`);
    const cutOff = expect(slow).rejects.toMatchObject({ code: 'ECONNRESET' });
    await begun;
    await server.close(1);
    await cutOff;
    release();
  });
});

test('the host that is listened on says which names are known', () => {
  const known = (listensOn: string, names: readonly string[]) => names.filter(hostCheck(listensOn));
  const names = ['localhost:1', '127.8.8.8', '[::1]:80', 'box.lan:80', '10.0.0.7:1', 'evil.example', '', ':'];
  expect(known('127.0.0.1', names)).toEqual(['localhost:1', '127.8.8.8', '[::1]:80']);
  expect(known('box.lan', names)).toEqual(['localhost:1', '127.8.8.8', '[::1]:80', 'box.lan:80']);
  expect(known('10.0.0.7', names)).toContain('10.0.0.7:1');
  expect(known('0.0.0.0', names)).toEqual(names);
  expect(['0.0.0.0', '::', '::1', 'box.lan'].map(host => serverUrl(host, 80))).toEqual([
    'http://127.0.0.1:80',
    'http://[::1]:80',
    'http://[::1]:80',
    'http://box.lan:80',
  ]);
});
