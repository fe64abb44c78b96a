/** Proxies on the way, and authorities that only this machine trusts. */
import { once } from 'node:events';
import fs from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import net from 'node:net';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { HttpTransport, readBody } from '../../../src/store/http/HttpTransport.ts';
import type { Certificate } from '../../support/certificates.ts';
import { hasOpenssl, makeCertificate, needsOpenssl } from '../../support/certificates.ts';
import { temporaryFolder } from '../../support/storeKit.ts';

/** A name that only the proxy can look up. */
const NAME = 'amphora.test';

const ends: (() => unknown)[] = [];
let folder: string;
let transport: HttpTransport;
beforeEach(() => {
  const made = temporaryFolder();
  folder = made.path;
  transport = new HttpTransport();
  ends.push(
    () => made.remove(),
    () => transport.close(),
  );
  for (const name of ['HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY', 'NO_PROXY'])
    for (const one of [name, name.toLowerCase()]) vi.stubEnv(one, '');
});
afterEach(async () => {
  vi.unstubAllEnvs();
  for (const end of ends.splice(0).reverse()) await end();
});

async function listen(server: net.Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  ends.push(() => {
    if (server instanceof http.Server || server instanceof https.Server) server.closeAllConnections();
    server.close();
  });
  return (server.address() as net.AddressInfo).port;
}

const answer: http.RequestListener = (request, response) => response.end(`for ${request.headers.host ?? ''}`);
const serveHttp = () => listen(http.createServer(answer));
const serveHttps = ({ cert, key }: Certificate) =>
  listen(https.createServer({ cert: fs.readFileSync(cert), key: fs.readFileSync(key) }, answer));

/** A proxy that leads every name to this machine. @param user whom it lets through, if not everyone */
async function startProxy(user?: string): Promise<{ readonly port: number; readonly asked: string[] }> {
  const asked: string[] = [];
  const isKnown = ({ headers }: http.IncomingMessage) =>
    user === undefined || headers['proxy-authorization'] === `Basic ${Buffer.from(user).toString('base64')}`;
  const proxy = http.createServer((request, response) => {
    asked.push(request.url ?? '');
    if (!isKnown(request)) return void response.writeHead(407).end();
    const { port, pathname } = new URL(request.url ?? '');
    http.get({ host: '127.0.0.1', port, path: pathname, headers: request.headers }, found =>
      found.pipe(response),
    );
  });
  proxy.on('connect', (request: http.IncomingMessage, client: net.Socket) => {
    asked.push(request.url ?? '');
    if (!isKnown(request)) return void client.end('HTTP/1.1 407 No\r\ncontent-length: 0\r\n\r\n');
    const [, port] = (request.url ?? '').split(':');
    const server = net.connect(Number(port), '127.0.0.1', () => {
      client.write('HTTP/1.1 200 OK\r\n\r\n');
      client.pipe(server).pipe(client);
    });
    for (const socket of [client, server]) socket.on('error', () => undefined);
  });
  return { port: await listen(proxy), asked };
}

async function get(url: string): Promise<string> {
  const response = await transport.send({ method: 'GET', url });
  return (await readBody(response, 1000, url)).toString();
}

describe('a proxy', () => {
  test('that the environment names is gone through, but not to this machine', async () => {
    const [port, proxy] = [await serveHttp(), await startProxy()];
    vi.stubEnv('HTTP_PROXY', `http://127.0.0.1:${String(proxy.port)}`);
    expect(await get(`http://${NAME}:${String(port)}/x`)).toBe(`for ${NAME}:${String(port)}`);
    expect(proxy.asked).toEqual([`http://${NAME}:${String(port)}/x`]);
    expect(await get(`http://127.0.0.1:${String(port)}/`)).toBe(`for 127.0.0.1:${String(port)}`);
    vi.stubEnv('NO_PROXY', NAME);
    await expect(get(`http://${NAME}:${String(port)}/`)).rejects.toMatchObject({
      code: 'remote-unreachable',
    });
    expect(proxy.asked).toHaveLength(1);
  });

  test('that wants a user is told one where its address has one, else says so', async () => {
    const [port, proxy] = [await serveHttp(), await startProxy('me:secret')];
    vi.stubEnv('HTTP_PROXY', `http://me:secret@127.0.0.1:${String(proxy.port)}`);
    expect(await get(`http://${NAME}:${String(port)}/`)).toContain(NAME);
    vi.stubEnv('HTTP_PROXY', `http://me:wrong@127.0.0.1:${String(proxy.port)}`);
    const failure = await get(`http://${NAME}:${String(port)}/`).catch((error: unknown) => error);
    expect(failure).toMatchObject({
      code: 'proxy-refused',
      message: expect.not.stringContaining('wrong') as string,
    });
  });

  test('that is not there is what the sentence names', async () => {
    vi.stubEnv('ALL_PROXY', 'http://127.0.0.1:1');
    await expect(get(`http://${NAME}/`)).rejects.toMatchObject({
      code: 'proxy-failed',
      message: expect.stringContaining('through the proxy 127.0.0.1:1 (nothing listens there)') as string,
    });
  });
});

describe.skipIf(!hasOpenssl)(`a certificate${needsOpenssl}`, () => {
  let certificate: Certificate;
  beforeEach(() => {
    certificate = makeCertificate(folder, `DNS:${NAME},IP:127.0.0.1`);
  });

  test('of an authority that nothing trusts is told of', async () => {
    const port = await serveHttps(certificate);
    await expect(get(`https://127.0.0.1:${String(port)}/`)).rejects.toMatchObject({
      code: 'remote-not-trusted',
    });
  });

  test('of one that the machine trusts is good, through a proxy too', async () => {
    const [port, proxy] = [await serveHttps(certificate), await startProxy()];
    vi.stubEnv('SSL_CERT_FILE', certificate.authority);
    expect(await get(`https://127.0.0.1:${String(port)}/`)).toContain('127.0.0.1');
    vi.stubEnv('HTTPS_PROXY', `http://127.0.0.1:${String(proxy.port)}`);
    expect(await get(`https://${NAME}:${String(port)}/`)).toContain(NAME);
    expect(proxy.asked).toEqual([`${NAME}:${String(port)}`]);
    // For another name it is none.
    await expect(get(`https://other.test:${String(port)}/`)).rejects.toMatchObject({
      code: 'remote-not-trusted',
    });
  });
});
