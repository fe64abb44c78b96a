import fs from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import http from 'node:http';
import { once } from 'node:events';
import { describe, expect, test } from 'vitest';
import { artifactContract } from '../../../src/protocol/pages/artifact.ts';
import { ask } from '../../cli/serverProcess.ts';
import { Client } from '../protocol/client.ts';
import { useLocal } from './useLocal.ts';

import { OPENED, signedIn, Visitor } from './Visitor.ts';

const local = useLocal();

const welcomeOf = (html: string): unknown =>
  JSON.parse(/<script type="application\/json" id="welcome">(.*?)<\/script>/s.exec(html)?.[1] ?? '');

/** Bytes as they come over the wire. */
async function raw(url: string, headers: Readonly<Record<string, string>>) {
  const request = http.request(url, { headers, agent: false });
  request.end();
  const [response] = (await once(request, 'response')) as [http.IncomingMessage];
  const chunks: Buffer[] = [];
  for await (const chunk of response as AsyncIterable<Buffer>) chunks.push(chunk);
  return { headers: response.headers, bytes: Buffer.concat(chunks) };
}

describe('a page', () => {
  test.each([
    ['/', 'project'],
    ['/local', 'project'],
    ['/local/digits', 'project'],
    ['/local/digits/workspace', 'project'],
    ['/local/digits/runs', 'project'],
    ['/local/digits/runs/abc12345', 'run'],
    ['/local/digits/runs/abc12345/files/media/a.png', 'run'],
    ['/local/digits/artifacts/dataset/raw/v0', 'artifact'],
    ['/local/digits/lineage?focus=raw:v0', 'lineage'],
    ['/local/digits/compare?version=raw:v0&version=raw:v1', 'compare'],
  ])('at %s is of its bundle', async (where, bundle) => {
    const { status, headers, text } = await (await signedIn(local.server)).open(where);
    expect([status, headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
    const [, script = ''] = /<script src="([^"]*)">/.exec(text) ?? [];
    expect(script).toMatch(new RegExp(`^/amphora/assets/[0-9a-f]{16}/${bundle}\\.js$`));
    const styles = [...text.matchAll(/<link rel="stylesheet" href="([^"]*)"/g)].map(match => match[1]!);
    expect(styles.map(style => path.posix.basename(style))).toEqual(['codicon.css', `${bundle}.css`]);
    for (const address of [script, ...styles])
      expect((await ask(`${local.server.url}${address}`)).status).toBe(200);
    expect(text).toContain('<main id="page"></main>');
    expect(text.match(/<script/g)).toHaveLength(2);
  });

  test('allows its own files and nothing else', async () => {
    const { headers } = await (await signedIn(local.server)).open('/local/digits');
    expect(headers).toMatchObject({
      'content-security-policy':
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; media-src blob:; font-src 'self'; connect-src 'self'; worker-src blob:; frame-ancestors 'none'; base-uri 'none'; form-action 'self'",
      'x-frame-options': 'DENY',
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'referrer-policy': 'same-origin',
    });
  });

  test('knows its language and whose it is', async () => {
    const one = await signedIn(local.server);
    const english = await one.open('/');
    expect(welcomeOf(english.text)).toEqual({
      locale: 'en',
      messages: {},
      user: 'local',
      editor: 'vscode://amphora.amphora',
      signOut: true,
    });
    const korean = await raw(`${local.server.url}/`, {
      ...OPENED,
      cookie: [...one.cookies].map(pair => pair.join('=')).join(';'),
      'accept-language': 'ko',
      'accept-encoding': 'gzip, br',
    });
    expect(korean.headers['content-encoding']).toBe('gzip');
    const welcome = welcomeOf(gunzipSync(korean.bytes).toString());
    expect(welcome).toMatchObject({ locale: 'ko', messages: { 'Sign in': '로그인' } });
  });

  test.each(['/local/%3C%2Fscript%3E%3Cscript%3Ealert(1)%2F%2F', "/%22%3E%3Cimg%20src=x%3E/'x'"])(
    'at the hostile address %s is the same page',
    async where => {
      const one = await signedIn(local.server);
      for (const { text } of [
        await one.open(where),
        await new (one.constructor as typeof Visitor)(one.url).open(where),
      ])
        expect(text).not.toMatch(/<script>|<img|alert\(1\)\/\/<|<\/script><script/);
    },
  );

  test('is not where a route of the server is', async () => {
    const one = await signedIn(local.server);
    for (const where of ['/files/digits', '/graphql', '/amphora', '/artifacts/digits/runs/x', '/sdk'])
      expect((await one.open(where)).headers['content-type']).not.toContain('text/html');
    expect((await one.open('/ready')).status).toBe(200);
  });

  test('is said not to be there where no page is, and no password is asked for', async () => {
    for (const one of [await signedIn(local.server), new Visitor(local.server.url)]) {
      for (const where of ['/a/b/c/d', '/local/digits/compare', '/local/%zz']) {
        const { status, headers, text } = await one.open(where);
        expect([status, headers['www-authenticate']]).toEqual([404, undefined]);
        expect(text).toContain('There is no page here');
      }
    }
  });

  test('is shown from another site’s link, and in no frame', async () => {
    const one = await signedIn(local.server);
    const reply = await one.open('/local/digits', { 'sec-fetch-site': 'cross-site' });
    expect([reply.status, reply.headers['x-frame-options']]).toEqual([200, 'DENY']);
  });

  test('whose bundle was not built says so', async () => {
    const one = await signedIn(local.server);
    fs.rmSync(path.join(local.pages, 'compare.js'));
    const missing = await one.open('/local/digits/compare?run=a');
    expect([missing.status, missing.text]).toEqual([503, expect.stringContaining('webview/compare.js')]);
    expect((await one.open('/local/digits')).status).toBe(200);
  });
});

describe('a file of the pages', () => {
  const version = async () => {
    const { text } = await (await signedIn(local.server)).open('/');
    return /assets\/([0-9a-f]+)\//.exec(text)?.[1] ?? '';
  };
  const at = (address: string, headers = {}) => ask(`${local.server.url}/amphora/assets/${address}`, headers);

  test('is kept by browsers, for its address says what is in it', async () => {
    const reply = await at(`${await version()}/project.js`);
    expect([reply.status, reply.text]).toEqual([200, "document.title = 'project';"]);
    expect(reply.headers).toMatchObject({
      'cache-control': 'public, max-age=31536000, immutable',
      'content-type': 'text/javascript; charset=utf-8',
      'x-content-type-options': 'nosniff',
    });
    const other = await at('0000000000000000/codicon.ttf');
    expect([other.status, other.headers['cache-control']]).toEqual([200, 'no-store']);
  });

  test.each([
    'project.js.map',
    '..%2f..%2fpackage.json',
    '%2e%2e/project.js',
    '..',
    '%2fetc%2fpasswd',
    'project.js%00.css',
    'constructor',
    '__proto__',
    'PROJECT.JS/..',
  ])('is none called %s', async name => {
    const reply = await at(`${await version()}/${name}`);
    expect([401, 404]).toContain(reply.status);
  });
});

describe('what a page asks', () => {
  test('is answered in JSON, or with a sentence and its parts', async () => {
    const one = await signedIn(local.server);
    const reply = await one.post('/amphora/pages/nowhere', { version: 1, method: 'look', params: { a: 1 } });
    expect([reply.status, reply.headers['content-type']]).toEqual([400, 'application/json']);
    expect(JSON.parse(reply.text)).toEqual({
      error: {
        code: 'input-malformed',
        message: expect.stringContaining('cannot be understood'),
        sentences: [{ template: expect.stringContaining('{what}'), values: { what: expect.any(String) } }],
      },
    });
  });

  test('is answered from the store, packed where it is long', async () => {
    const long = 'x'.repeat(5000);
    await new Client(local.server).log('raw', { 'a.txt': 'x' }, { description: long });
    const one = await signedIn(local.server);
    const params = { entity: 'local', project: 'digits', artifact: 'raw', version: 'latest' };
    const ask = (headers = {}) =>
      one.post(
        '/amphora/pages/artifact',
        { version: artifactContract.version, method: 'getVersion', params },
        headers,
      );
    const plain = await ask();
    expect([plain.status, plain.headers['content-encoding']]).toEqual([200, undefined]);
    expect(JSON.stringify(JSON.parse(plain.text))).toContain(long);
    const packed = await ask({ 'accept-encoding': 'gzip' });
    expect([packed.status, packed.headers['content-encoding']]).toEqual([200, 'gzip']);
    expect(Number(packed.headers['content-length'])).toBeLessThan(plain.text.length / 2);
    const missing = { ...params, artifact: 'nothing' };
    const reply = await one.post('/amphora/pages/artifact', {
      version: artifactContract.version,
      method: 'getVersion',
      params: missing,
    });
    expect([reply.status, JSON.parse(reply.text)]).toMatchObject([
      404,
      { error: { code: 'artifact-not-found' } },
    ]);
  });

  test.each([
    [{ origin: 'https://evil.example' }],
    [{ origin: 'null' }],
    [{ host: 'evil.example' }],
    [{ 'content-type': 'text/plain' }],
    [{ 'content-type': 'application/x-www-form-urlencoded' }],
    [{ 'sec-fetch-site': 'cross-site' }],
    [{ 'sec-fetch-site': 'same-site' }],
  ])('is not answered to others: %j', async headers => {
    const one = await signedIn(local.server);
    expect((await one.post('/amphora/pages/run', { method: 'x' }, headers)).status).toBe(403);
  });

  test('is not answered to who does not say where it is from, or is not signed in', async () => {
    const one = await signedIn(local.server);
    const headers = { 'content-type': 'application/json' };
    expect((await one.send('POST', '/amphora/pages/run', headers, '{"method":"x"}')).status).toBe(403);
    one.cookies.clear();
    const reply = await one.post('/amphora/pages/run', { method: 'x' });
    expect([reply.status, reply.headers]).toEqual([
      401,
      expect.not.objectContaining({ 'www-authenticate': expect.anything() }),
    ]);
  });

  test.each([
    '',
    'null',
    '[]',
    '{"version":1,"method":1}',
    '{"method":"x"}',
    '{',
    `{"version":1,"method":"${'x'.repeat(100)}"}`,
  ])('is refused where it is %j', async body => {
    const one = await signedIn(local.server);
    const headers = { origin: one.url, 'content-type': 'application/json' };
    const reply = await one.send('POST', '/amphora/pages/run', headers, body);
    expect([reply.status, JSON.parse(reply.text)]).toMatchObject([
      400,
      { error: { code: 'input-malformed' } },
    ]);
  });

  test('is no longer than 16 MB', async () => {
    const one = await signedIn(local.server);
    const reply = await one
      .post('/amphora/pages/run', {}, { 'content-length': String((16 << 20) + 1) })
      .catch(() => ({ status: 413 }));
    expect(reply.status).toBe(413);
  });
});

describe('news', () => {
  async function listen(one: Visitor) {
    const cookie = [...one.cookies].map(pair => pair.join('=')).join(';');
    const request = http.request(`${one.url}/amphora/pages/events`, { headers: { cookie }, agent: false });
    request.end();
    const [response] = (await once(request, 'response')) as [http.IncomingMessage];
    const lines = response.setEncoding('utf8')[Symbol.asyncIterator]() as AsyncIterator<string>;
    return { request, response, next: async () => (await lines.next()).value as string | undefined };
  }

  test('come when the store changes, until the server stops', async () => {
    const stream = await listen(await signedIn(local.server));
    expect(stream.response.headers).toMatchObject({
      'content-type': 'text/event-stream',
      'cache-control': 'no-store',
    });
    expect(await stream.next()).toContain('retry: ');
    await new Client(local.server).beginRun({ project: 'digits', name: 'abc12345' });
    expect(await stream.next()).toBe('event: changed\ndata: {}\n\n');
    const stopped = local.server.stop();
    let more = await stream.next();
    while (more !== undefined) more = await stream.next();
    await stopped;
  });

  test('are for who is signed in, and no other page', async () => {
    const one = await signedIn(local.server);
    for (const site of ['cross-site', 'same-site'])
      expect((await one.fetch('/amphora/pages/events', { 'sec-fetch-site': site })).status).toBe(403);
    expect((await one.fetch('/amphora/pages/events', { origin: 'http://127.0.0.1:1' })).status).toBe(403);
    expect((await one.send('HEAD', '/amphora/pages/events', {})).status).toBe(200);
    one.cookies.clear();
    expect((await one.fetch('/amphora/pages/events')).status).toBe(401);
  });
});
