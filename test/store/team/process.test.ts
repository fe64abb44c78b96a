/** The process of a team's server: health, metrics, logs, proxies, certificates, its end. */
import { copyFileSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { once } from 'node:events';
import http from 'node:http';
import https from 'node:https';
import { BlockList } from 'node:net';
import path from 'node:path';
import tls from 'node:tls';
import { describe, expect, test, vi } from 'vitest';
import type { Certificate } from '../../support/certificates.ts';
import { hasPostgres, needsPostgres } from '../../support/postgres.ts';
import { temporaryFolder } from '../../support/storeKit.ts';
import { ask, attach, basic } from '../../cli/serverProcess.ts';
import { Client } from '../protocol/client.ts';
import { hasOpenssl, makeCertificate, needsOpenssl } from '../../support/certificates.ts';
import { teamTests, underWay } from './teamServer.ts';

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');

const HERE = { host: '127.0.0.1', port: 0 };
const RUN = { project: 'digits', name: 'k3j9x2ab' };

interface LogLine {
  readonly message: string;
  readonly level: string;
  readonly path?: string;
}
const parsed = (log: readonly string[]) => log.map(line => JSON.parse(line) as LogLine);

describe.skipIf(!hasPostgres)(`a team’s server${needsPostgres}`, () => {
  const team = teamTests();

  test('is ready while the database answers and the blobs are there', async () => {
    const server = await team.serve();
    const { blobs, cluster, name } = await team.database();
    const ready = () => ask(`${server.url}/ready`);
    expect(await ready()).toMatchObject({ status: 200 });
    const folder = path.join(blobs, 'store-v1', 'blobs');
    renameSync(folder, `${folder}.away`);
    await expect.poll(ready, { timeout: 10_000 }).toMatchObject({
      status: 503,
      text: expect.stringContaining('The place of the blobs cannot be reached.') as unknown,
    });
    expect((await ask(`${server.url}/healthz`)).status).toBe(200);
    renameSync(`${folder}.away`, folder);
    await expect.poll(ready, { timeout: 10_000 }).toMatchObject({ status: 200 });
    await cluster.query(`alter database ${name} allow_connections false`);
    await cluster.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${name}' and pid <> pg_backend_pid()`,
    );
    // The log tells more than is told to whoever asks.
    await expect.poll(ready, { timeout: 10_000 }).toMatchObject({
      status: 503,
      text: JSON.stringify({ errors: [{ message: 'The database cannot be reached.' }] }),
    });
    const problems = parsed(server.log).filter(line => line.level === 'error');
    expect(problems.map(line => line.message)).toEqual([
      'The place of the blobs cannot be reached.',
      'The database cannot be reached.',
    ]);
    expect(server.log.join('')).toContain('no such file or directory');
    await cluster.query(`alter database ${name} allow_connections true`);
    await expect.poll(ready, { timeout: 10_000 }).toMatchObject({ status: 200 });
  });

  test('gives metrics on a port of their own, and nowhere else', async () => {
    const server = await team.serve({ metrics: HERE });
    const client = new Client(server);
    await client.log('mnist', { a: 'one' });
    await ask(`${server.url}/nothing`, { authorization: basic(server.apiKey) });
    const { status, text, headers } = await ask(server.metrics!);
    expect([status, headers['content-type']]).toEqual([200, 'text/plain; version=0.0.4; charset=utf-8']);
    const value = (series: string) =>
      Number(
        text
          .split('\n')
          .find(line => line.startsWith(`${series} `))
          ?.split(' ')[1],
      );
    expect(value('amphora_http_requests_total{route="graphql",method="POST",status="200"}')).toBe(4);
    expect(value('amphora_http_requests_total{route="other",method="GET",status="404"}')).toBe(1);
    expect(value('amphora_http_request_duration_seconds_count{route="graphql"}')).toBe(4);
    expect(value('amphora_blobs_uploaded_total{route="artifact_file"}')).toBe(1);
    expect(value('amphora_http_received_bytes_total{route="graphql"}')).toBeGreaterThan(500);
    expect(value('amphora_http_requests_under_way')).toBe(0);
    expect(value('amphora_database_connections_max')).toBe(10);
    expect(value('process_resident_memory_bytes')).toBeGreaterThan(1e6);
    // Every line is a comment or a number with a name.
    for (const line of text.trimEnd().split('\n'))
      expect(line).toMatch(/^(# (HELP|TYPE) \w+ .+|\w+(\{(\w+="[^"]*",?)*\})? -?[\d.e+-]+)$/);
    expect((await ask(`${server.url}/metrics`, { authorization: basic(server.apiKey) })).status).toBe(404);
    expect((await ask(server.metrics!.replace('/metrics', '/other'))).status).toBe(404);
  });

  test('logs each request in a line of JSON, without keys, signatures and queries', async () => {
    const server = await team.serve();
    const client = new Client(server);
    const { id } = await client.log('mnist', { a: 'one' });
    await client.read(id);
    await ask(`${server.url}/graphql?secret=topsecret`, { authorization: basic('wrongkey') });
    const requests = parsed(server.log).filter(line => line.message === 'request');
    expect(requests.at(-1)).toEqual({
      time: expect.stringMatching(/^\d{4}-.*Z$/),
      level: 'info',
      message: 'request',
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      method: 'GET',
      path: '/graphql',
      route: 'graphql',
      status: 401,
      milliseconds: expect.any(Number),
      received: expect.any(Number),
      sent: expect.any(Number),
      client: '127.0.0.1',
    });
    const text = server.log.join('');
    expect(requests.map(line => line.path)).toContainEqual(
      expect.stringMatching(/^\/wandb_artifacts\/blobs\//),
    );
    for (const secret of [server.apiKey, 'topsecret', 'wrongkey', 'signature', basic(server.apiKey)])
      expect(text).not.toContain(secret);
  });

  test('answers the id of a request, and takes the one of a proxy that is trusted', async () => {
    const server = await team.serve({ proxies: loopback });
    const reply = await ask(`${server.url}/healthz`, {
      'x-request-id': 'from-proxy',
      'x-forwarded-for': '9.9.9.9',
    });
    expect(reply.headers['x-request-id']).toBe('from-proxy');
    expect(parsed(server.log).at(-1)).toMatchObject({ id: 'from-proxy', client: '9.9.9.9' });
    const untrusting = await team.serve();
    const other = await ask(`${untrusting.url}/healthz`, { 'x-request-id': 'from-client' });
    expect(other.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
  });

  test('gives out addresses under the name that the client used, a proxy’s or its own', async () => {
    const forwarded = { 'x-forwarded-proto': 'https', 'x-forwarded-host': 'amphora.example.org' };
    const query = JSON.stringify({
      query: '{ serverInfo { exposesExplicitRuns } }',
    });
    const statusWith = async (url: string, apiKey: string, headers: Record<string, string>) =>
      (
        await ask(
          `${url}/graphql`,
          { authorization: basic(apiKey), 'content-type': 'application/json', ...headers },
          { method: 'POST', body: query },
        )
      ).status;
    const behind = await team.serve({ proxies: loopback, publicUrl: 'https://amphora.example.org' });
    expect(behind.url).toBe('https://amphora.example.org');
    const at = `http://127.0.0.1:${String(behind.port)}`;
    const { apiKey } = behind;
    expect(await statusWith(at, apiKey, { ...forwarded, origin: 'https://amphora.example.org' })).toBe(200);
    expect(await statusWith(at, apiKey, { ...forwarded, origin: 'http://amphora.example.org' })).toBe(403);
    expect(await statusWith(at, apiKey, { ...forwarded, 'x-forwarded-host': 'evil.example' })).toBe(403);
    const client = new Client({ url: at, apiKey });
    const { id } = await client.begin('mnist', { a: 'one' });
    expect(await client.manifestUrl(id, '{}')).toMatch(/^https:\/\/amphora\.example\.org\/wandb_artifacts\//);
    // Nobody is believed where nobody is trusted.
    const alone = await team.serve();
    expect(await statusWith(alone.url, apiKey, { ...forwarded, origin: 'https://amphora.example.org' })).toBe(
      403,
    );
  });

  test('has who shows wrong keys wait, and nobody else', async () => {
    const server = await team.serve({ proxies: loopback });
    const show = (key: string, client: string) =>
      ask(`${server.url}/graphql`, { authorization: basic(key), 'x-forwarded-for': client });
    expect((await show(server.apiKey, '203.0.113.7')).status).toBe(404);
    await expect
      .poll(async () => (await show('f'.repeat(64), '203.0.113.9')).status, { interval: 0 })
      .toBe(429);
    const told = await show('f'.repeat(64), '203.0.113.9');
    expect(Number(told.headers['retry-after'])).toBeGreaterThan(0);
    expect((await show(server.apiKey, '203.0.113.9')).status).toBe(404);
    expect((await show('f'.repeat(64), '203.0.113.10')).status).toBe(401);
  });

  test('stops in good order: not ready at once, streams end, what is under way is finished', async () => {
    const server = await team.serve({ metrics: HERE });
    const client = new Client(server);
    await client.beginRun(RUN);
    const attached = await attach({ ...server });
    expect(await attached.next()).toMatchObject({ runs: 1 });
    const { port } = new URL(server.url);
    // An upload that is half done.
    const { id } = await client.begin('mnist', { a: 'one' });
    const [upload] = await client.announce(id, { a: 'one' });
    const request = http.request(upload!, {
      method: 'PUT',
      headers: { 'content-length': '3' },
      agent: false,
    });
    request.write('on');
    // The window that is attached is one, too.
    await expect.poll(() => underWay(server.metrics!)).toBe(2);
    const stopped = server.stop();
    expect(await attached.next()).toBeUndefined();
    const reply = await ask(`http://127.0.0.1:${port}/ready`);
    expect([reply.status, reply.headers.connection]).toEqual([503, 'close']);
    expect(reply.text).toContain('The server is stopping.');
    expect((await ask(`${server.url}/amphora/attach`, client.headers)).status).toBe(503);
    request.end('e');
    const [response] = (await once(request, 'response')) as [http.IncomingMessage];
    expect(response.statusCode).toBe(200);
    response.resume();
    await stopped;
    await expect(ask(`${server.url}/healthz`)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });

  test('cuts off what takes longer than it has patience', async () => {
    const server = await team.serve({ drain: 50, metrics: HERE });
    const client = new Client(server);
    const { id } = await client.begin('mnist', { a: 'one' });
    const [upload] = await client.announce(id, { a: 'one' });
    const request = http.request(upload!, {
      method: 'PUT',
      headers: { 'content-length': '3' },
      agent: false,
    });
    request.write('on');
    const cut = once(request, 'response');
    const ended = expect(cut).rejects.toMatchObject({ code: 'ECONNRESET' });
    await expect.poll(() => underWay(server.metrics!)).toBe(1);
    await server.stop();
    await ended;
  });

  test.skipIf(!hasOpenssl)(
    `speaks TLS, and takes a new certificate without a new start${needsOpenssl}`,
    async () => {
      const folder = temporaryFolder();
      const make = (name: string) => {
        const own = path.join(folder.path, name);
        mkdirSync(own);
        return makeCertificate(own, `DNS:${name},IP:127.0.0.1`);
      };
      const [first, second] = [make('first'), make('second')];
      const files = {
        certificate: path.join(folder.path, 'tls.pem'),
        key: path.join(folder.path, 'tls.key'),
      };
      const put = ({ cert, key }: Certificate) => {
        copyFileSync(key, files.key);
        copyFileSync(cert, files.certificate);
      };
      put(first);
      let reload = () => {};
      const server = await team.serve({ tls: files, onReload: call => (reload = call) });
      expect(server.url).toMatch(/^https:\/\/127\.0\.0\.1:\d+$/);
      const port = Number(new URL(server.url).port);
      const nameShown = async (options: tls.ConnectionOptions = {}) => {
        const socket = tls.connect({ host: '127.0.0.1', port, rejectUnauthorized: false, ...options });
        await once(socket, 'secureConnect');
        const { subjectaltname } = socket.getPeerCertificate();
        socket.destroy();
        return /DNS:(\w+)/.exec(subjectaltname ?? '')?.[1];
      };
      expect(await nameShown()).toBe('first');
      await expect(nameShown({ maxVersion: 'TLSv1.1', minVersion: 'TLSv1' })).rejects.toThrow();
      const request = https.get(`${server.url}/ready`, { ca: readFileSync(first.authority), agent: false });
      const [response] = (await once(request, 'response')) as [http.IncomingMessage];
      expect(response.statusCode).toBe(200);
      response.resume();
      // A key that does not fit yet changes nothing.
      copyFileSync(second.key, files.key);
      reload();
      expect(await nameShown()).toBe('first');
      put(second);
      reload();
      expect(await nameShown()).toBe('second');
      // It notices by itself, too.
      put(first);
      await vi.waitUntil(async () => (await nameShown()) === 'first', { timeout: 30_000, interval: 200 });
      rmSync(files.certificate);
      reload();
      expect(await nameShown()).toBe('first');
      folder.remove();
    },
  );

  test.skipIf(!hasOpenssl)(`names a certificate that cannot be used${needsOpenssl}`, async () => {
    const folder = temporaryFolder();
    const [one, other] = ['one', 'other'].map(name => {
      const own = path.join(folder.path, name);
      mkdirSync(own);
      return makeCertificate(own, 'IP:127.0.0.1');
    }) as [Certificate, Certificate];
    const serve = (key: string) => team.serve({ tls: { certificate: one.cert, key } });
    await expect(serve(other.key)).rejects.toMatchObject({
      code: 'certificate-unusable',
      data: { path: one.cert },
    });
    const none = path.join(folder.path, 'none');
    await expect(serve(none)).rejects.toMatchObject({
      data: { path: none, problem: 'no such file or directory' },
    });
    folder.remove();
  });
});
