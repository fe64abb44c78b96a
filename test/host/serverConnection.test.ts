import assert from 'node:assert/strict';
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { after, afterEach, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { Log } from '../../src/extension/host/Log.ts';
import { LogFileReader } from '../../src/extension/tracking/LogFileReader.ts';
import { ServerConnection } from '../../src/extension/tracking/ServerConnection.ts';
import type { ServerAddress, ServerState } from '../../src/extension/tracking/serverState.ts';
import { findServer, readServerRecord, serverLogFile } from '../../src/store/local/serverRecord.ts';
import { endServers, eventually, extension, next, temporaryFolder } from './support.ts';

const cli = () => vscode.Uri.joinPath(extension().extensionUri, 'dist', 'cli.js').fsPath;

/** The status that a server answers a request with. */
function answerOf({ url, apiKey }: ServerAddress, target: string): Promise<number | undefined> {
  const authorization = `Basic ${Buffer.from(`api:${apiKey}`).toString('base64')}`;
  return new Promise((resolve, reject) => {
    http
      .get(`${url}${target}`, { headers: { authorization }, agent: false }, response => {
        response.resume();
        resolve(response.statusCode);
      })
      .on('error', reject);
  });
}

describe('connection to the server', () => {
  const folder = temporaryFolder();
  const log = new Log();
  const made: ServerConnection[] = [];
  let stores = 0;

  /** A store, and what a window of it has. */
  function window(store = path.join(folder.path, `store-${String(stores++)}`), version = '0.0.1') {
    const place = { path: store };
    const connection = new ServerConnection(
      { cli: cli(), version, store: () => place.path, restarts: [0, 0], idleExit: 1 },
      log,
    );
    made.push(connection);
    return { store, connection, place };
  }

  const reaches = async (connection: ServerConnection, kind: ServerState['kind']): Promise<void> => {
    if (connection.state.kind !== kind) await next(connection.onDidChange, state => state.kind === kind);
  };

  afterEach(async () => {
    for (const connection of made.splice(0)) connection.dispose();
    await endServers(folder.path);
  });

  after(() => {
    log.dispose();
    folder.dispose();
  });

  it('starts the server of a store, once for all windows', async () => {
    const { store, connection } = window();
    const other = window(store).connection;
    const seen: string[] = [];
    connection.onDidChange(({ kind }) => seen.push(kind));
    const [one, two] = await Promise.all([connection.need(), other.need()]);
    assert.deepEqual(one, two);
    assert.deepEqual(seen, ['starting', 'running']);
    assert.equal(await answerOf(one, '/healthz'), 200);
    assert.deepEqual(connection.urls, [one.url]);
    assert.equal(connection.state.kind === 'running' && connection.state.status.runs, 0);
  });

  it('starts it again where it was when it dies', async () => {
    const { store, connection } = window();
    const first = await connection.need();
    const before = await findServer(store);
    assert.ok(before);
    process.kill(before.pid, 'SIGKILL');
    const back = next(connection.onDidChange, state => state.kind === 'running');
    await next(connection.onDidChange, state => state.kind === 'starting' && state.last?.url === first.url);
    await back;
    assert.deepEqual(await connection.need(), first);
    assert.notEqual((await findServer(store))?.pid, before.pid);
  });

  it('gives up where it dies again and again, and begins anew when it is asked', async () => {
    const { store, connection } = window();
    await connection.need();
    while (connection.state.kind !== 'failed') {
      const server = await findServer(store);
      if (server) process.kill(server.pid, 'SIGKILL');
      await next(connection.onDidChange, ({ kind }) => kind !== 'starting');
    }
    assert.match(String(connection.state.error), /ends again and again/);
    await connection.need();
    assert.equal(connection.state.kind, 'running');
  });

  it('ends it for all windows, which start it only when a person asks', async () => {
    const { store, connection } = window();
    const other = window(store).connection;
    const first = await connection.need();
    await other.need();
    await connection.stop();
    await reaches(other, 'stopped');
    assert.equal((await readServerRecord(store))?.pid, null);
    assert.equal(connection.state.kind, 'stopped');
    assert.deepEqual([connection.held, other.held], [true, true]);
    assert.equal(await other.want(), undefined);
    assert.deepEqual(await connection.need(), first);
    // The other finds what took its place.
    await reaches(other, 'running');
  });

  it('makes place for a newer one, unless it is newer itself', async () => {
    const { store, connection } = window();
    await connection.need();
    const before = await findServer(store);
    const newer = window(store, '99.0.0').connection;
    await newer.need();
    const after = await findServer(store);
    assert.notEqual(after?.pid, before?.pid);
    await reaches(connection, 'running');
    assert.equal((await findServer(store))?.pid, after?.pid);
  });

  it('goes along to another store', async () => {
    const { connection, place } = window();
    const first = await connection.need();
    place.path = window().store;
    connection.replace();
    const second = await connection.need();
    assert.notEqual(second.apiKey, first.apiKey);
    assert.deepEqual(connection.urls, [second.url]);
  });

  it('tells why a server does not start', async () => {
    const file = path.join(folder.path, 'file');
    fs.writeFileSync(file, 'not a store');
    const { connection } = window(file);
    await assert.rejects(connection.need(), { code: 'store-not-writable' });
    assert.equal(connection.state.kind, 'failed');
    assert.equal(await connection.want(), undefined);
    const nowhere = new ServerConnection({ cli: '/none.js', version: '1.0.0', store: () => file }, log);
    made.push(nowhere);
    await assert.rejects(nowhere.need(), { code: 'server-not-started' });
  });

  it('keeps the server as long as a window has it, and no longer', async () => {
    const { store, connection } = window();
    const other = window(store).connection;
    await Promise.all([connection.need(), other.need()]);
    connection.dispose();
    assert.equal(other.state.kind, 'running');
    other.release();
    const written = new vscode.EventEmitter<unknown>();
    const watcher = fs.watch(path.dirname(serverLogFile(store)), () => {
      written.fire(undefined);
    });
    await eventually(
      written.event,
      () => findServer(store),
      server => server === undefined,
    );
    watcher.close();
    assert.equal((await readServerRecord(store))?.pid, null);
  });

  it('reads the server’s log, also past the point where it is begun anew', async () => {
    const { store, connection } = window();
    await connection.need();
    const file = serverLogFile(store);
    const reader = new LogFileReader(file);
    assert.match(await reader.read(), /info Serving at http/);
    assert.equal(await reader.read(), '');
    fs.appendFileSync(file, 'the last\n');
    fs.renameSync(file, `${file}.1`);
    fs.writeFileSync(file, 'the first 手\n');
    assert.equal(await reader.read(), 'the last\nthe first 手\n');
    fs.rmSync(file);
    assert.equal(await reader.read(), '');
    fs.writeFileSync(file, 'another\n');
    assert.equal(await reader.read(), 'another\n');
    await reader.close();
  });
});
