import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import path from 'node:path';
import type { AddressInfo } from 'node:net';
import { onTestFinished, describe, expect, test } from 'vitest';
import { RemoteStore } from '../../../src/store/remote/RemoteStore.ts';
import { temporaryFolder } from '../transfer/workspace.ts';
import { startServing } from './serving.ts';

function open(url: string, apiKey = 'k'.repeat(40)): RemoteStore {
  const store = new RemoteStore({ url, apiKey });
  onTestFinished(() => store.close());
  return store;
}

/** A server that answers everything alike. */
async function answering(
  status: number,
  body: string,
  headers: http.OutgoingHttpHeaders = {},
): Promise<string> {
  const server = http.createServer((_, response) => {
    response.writeHead(status, headers).end(body);
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
}

describe('a remote store that cannot be used says why', () => {
  test('for a key that it does not know', async () => {
    const { url } = await startServing();
    await expect(open(url).info()).rejects.toMatchObject({ code: 'remote-key-refused', data: { url } });
  });

  test('where servers of W&B answer a wrong key with nobody', async () => {
    const url = await answering(200, '{"data":{"viewer":null}}');
    await expect(open(url).info()).rejects.toMatchObject({ code: 'remote-key-refused' });
  });

  test('where nothing listens, and where its name is not known', async () => {
    const closed = await answering(200, '{}');
    await expect(open(closed.slice(0, -1)).info()).rejects.toMatchObject({
      code: 'remote-unreachable',
    });
    await expect(open('http://no-such-host.invalid').info()).rejects.toMatchObject({
      code: 'remote-unreachable',
      message: expect.stringContaining('http://no-such-host.invalid') as string,
    });
  }, 60_000);

  test('where TLS is spoken to a server that has none', async () => {
    const url = await answering(200, '{}');
    await expect(open(url.replace('http:', 'https:')).info()).rejects.toMatchObject({
      code: expect.stringMatching(/^remote-(not-trusted|unreachable)$/) as string,
    });
  }, 60_000);

  test('where its certificate is its own', async () => {
    const folder = temporaryFolder();
    const [key, cert] = ['key.pem', 'cert.pem'].map(name => path.join(folder, name)) as [string, string];
    execFileSync(
      'openssl',
      [
        'req',
        '-x509',
        '-newkey',
        'rsa:2048',
        '-nodes',
        '-keyout',
        key,
        '-out',
        cert,
        '-subj',
        '/CN=localhost',
      ],
      { stdio: 'ignore' },
    );
    const server = https.createServer({ key: readFileSync(key), cert: readFileSync(cert) });
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => {
      server.closeAllConnections();
      server.close();
    });
    const url = `https://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
    await expect(open(url).info()).rejects.toMatchObject({ code: 'remote-not-trusted', data: { url } });
  });

  test.each([
    ['a page of HTML', 200, '<html>', 'remote-answer-malformed'],
    ['another protocol’s JSON', 200, '{"data":{"viewer":7}}', 'remote-answer-malformed'],
    ['a refusal in words', 200, '{"errors":[{"message":"Not  today"}],"data":null}', 'remote-refused'],
    ['a refusal without any', 403, '', 'remote-forbidden'],
    ['a fault', 501, 'oops', 'remote-failed'],
  ])('for %s', async (_, status, body, code) => {
    await expect(open(await answering(status, body)).info()).rejects.toMatchObject({ code });
  });

  test('after some tries, not for ever, where it stays busy', async () => {
    const url = await answering(503, '', { 'retry-after': '0' });
    await expect(open(url).info()).rejects.toMatchObject({
      code: 'remote-failed',
      data: { url, status: 503 },
    });
  });

  test('at once where it asks for more patience than anybody has', async () => {
    const url = await answering(429, '', { 'retry-after': '86400' });
    const before = performance.now();
    await expect(open(url).info()).rejects.toMatchObject({ code: 'remote-failed', data: { status: 429 } });
    expect(performance.now() - before).toBeLessThan(5000);
  });

  test('by the parts of the server’s own failure, where it is one of ours', async () => {
    const served = await startServing();
    const store = open(served.url, served.apiKey);
    await expect(store.resolve({ project: 'none', artifact: 'a', alias: 'b' })).rejects.toMatchObject({
      code: 'project-not-found',
      data: { project: 'none' },
    });
    await expect(
      store.beginRun({ project: 'p', jobType: 'train', key: 'k'.repeat(200) }),
    ).rejects.toMatchObject({
      code: 'name-invalid',
    });
  });
});

describe('the key', () => {
  test('goes to the server alone, and not where an address is signed', async () => {
    const seen: (string | undefined)[] = [];
    const elsewhere = http.createServer((request, response) => {
      seen.push(request.headers.authorization);
      response.end('x');
    });
    await new Promise<void>(resolve => elsewhere.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => {
      elsewhere.closeAllConnections();
      elsewhere.close();
    });
    const other = `http://127.0.0.1:${String((elsewhere.address() as AddressInfo).port)}`;
    const store = open(await answering(200, '{}'));
    for (const url of [`${other}/file`, `${other}/file?signature=1`]) {
      (await store.fetch(url, undefined, undefined)).body.resume();
    }
    expect(seen).toEqual([undefined, undefined]);
    const own = open(other);
    (await own.fetch(`${other}/file`, undefined, undefined)).body.resume();
    (await own.fetch(`${other}/file?signature=1`, undefined, undefined)).body.resume();
    expect(seen.slice(2)).toEqual([expect.stringMatching(/^Basic /), undefined]);
  });
});
