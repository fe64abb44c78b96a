import { existsSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { beforeEach, describe, expect, test } from 'vitest';
import { BlobSigner } from '../../../src/server/uploads/BlobUrls.ts';
import { ask, basic } from '../../cli/serverProcess.ts';
import type { Edges } from './client.ts';
import { put, send } from './client.ts';
import { useServing } from './serving.ts';

const serving = useServing('file');
/** Each test has a run of its own. */
let run = { project: 'digits', name: 'run0' };
beforeEach(() => {
  run = { ...run, name: `run${String(Number(run.name.slice(3)) + 1)}` };
});

/** All that needs the key, and something that is not there: nobody without it learns which is which. */
const KEYED = [
  ['POST', '/graphql'],
  ['POST', '/files/local/digits/abc12345/file_stream'],
  ['GET', '/files/local/digits/abc12345/config.yaml'],
  ['GET', '/artifactsV2/default/local/digits/mnist/birth/00000000000000000000000000000000/a.txt'],
  ['GET', '/artifactsV2/default/local/digits/mnist/id/birth/00000000000000000000000000000000/a.txt'],
  ['GET', '/artifacts/local/00000000000000000000000000000000'],
  ['GET', '/amphora/attach'],
  ['GET', '/nothing'],
  ['DELETE', '/graphql'],
  ['PUT', '/files/local/digits/abc12345/file_stream'],
] as const;

const SIGNED = [
  ['GET', '/wandb_artifacts/blobs/x/1/a'],
  ['GET', '/wandb_artifacts/versions/x/wandb_manifest.json'],
  ['GET', '/wandb_files/x/a'],
  ['PUT', '/wandb_artifacts/files/x/00000000000000000000000000000000'],
  ['PUT', '/wandb_artifacts/parts/x/1/00000000000000000000000000000000'],
  ['PUT', '/wandb_artifacts/manifests/x/wandb_manifest.json'],
  ['PUT', '/wandb_files/x/a'],
] as const;

test.each(KEYED)('%s %s needs the key', async (method, path) => {
  const { client, current } = serving;
  const { apiKey } = current.server;
  const wrong = [
    undefined,
    basic(`${apiKey}x`),
    basic(apiKey.slice(1)),
    basic(''),
    `Bearer ${apiKey}`,
    apiKey,
    `Basic ${Buffer.from(apiKey).toString('base64')}`,
    `Basic ${Buffer.from(`user:${apiKey}`).toString('base64')}`,
  ];
  for (const authorization of wrong) {
    const reply = await ask(`${client.url}${path}`, authorization === undefined ? {} : { authorization }, {
      method,
    });
    expect([reply.status, JSON.parse(reply.text)]).toEqual([
      401,
      { errors: [{ message: expect.any(String) }] },
    ]);
  }
});

test.each(SIGNED)('%s %s needs its signature, which the key is not', async (method, path) => {
  const { client } = serving;
  const { authorization } = client.headers;
  for (const query of [
    '',
    '?expires=99999999999999&signature=',
    `?expires=99999999999999&signature=${'A'.repeat(43)}`,
  ]) {
    const reply = await ask(`${client.url}${path}${query}`, { authorization: authorization! }, { method });
    expect(reply.status).toBe(403);
  }
});

describe('who comes from elsewhere', () => {
  test.each([
    { host: 'evil.example' },
    { host: '127.0.0.1.evil.example' },
    { host: 'evil.example:80' },
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { origin: 'http://localhost:1' },
  ])('is refused: %j', async headers => {
    const { client } = serving;
    for (const path of ['/graphql', '/healthz', '/wandb_files/x/a', '/sdk/otel/v1/traces']) {
      const reply = await ask(
        `${client.url}${path}`,
        { ...client.headers, ...headers },
        { method: 'POST', body: '{}' },
      );
      expect(reply.status).toBe(403);
      expect(reply.headers).not.toHaveProperty('access-control-allow-origin');
    }
  });
});

describe('a signed address', () => {
  async function runFile(name: string) {
    const { client } = serving;
    await client.beginRun(run);
    const { files } = await client.mutate<{ files: readonly { uploadUrl: string }[] }>(
      'createRunFiles',
      { projectName: run.project, runName: run.name, files: [name] },
      'files { uploadUrl }',
    );
    return files[0]!.uploadUrl;
  }

  const listed = (names?: readonly string[]) =>
    serving.client
      .run<{ files: Edges<{ name: string; directUrl: string }> }>(
        run,
        `files(first: 100${names ? `, names: ${JSON.stringify(names)}` : ''}) { edges { node { name directUrl } } }`,
      )
      .then(({ files }) => files.edges.map(({ node }) => node));

  test('is good for nothing but its method and its path', async () => {
    const url = await runFile('a b/ü%2F.txt');
    expect((await put(url, 'content')).status).toBe(200);
    const [file] = await listed();
    expect(file?.name).toBe('a b/ü%2F.txt');
    expect(await ask(file!.directUrl)).toMatchObject({ status: 200, text: 'content' });
    expect((await ask(url)).status).toBe(403);
    expect((await put(file!.directUrl, 'other')).status).toBe(403);
    for (const method of ['POST', 'PATCH', 'DELETE'])
      expect((await send(method, url, 'other', { 'content-length': '5' })).status).toBe(403);
    expect((await put(url.replace('a%20b', 'c'), 'other')).status).toBe(403);
    expect((await put(url.replace('%20', '+'), 'other')).status).toBe(403);
    expect((await ask(file!.directUrl)).text).toBe('content');
  });

  test('is out of date at its time', async () => {
    const { current, client } = serving;
    const path = new URL(await runFile('a.txt')).pathname;
    const signer = new BlobSigner(current.server.apiKey);
    const sendUntil = (expires: number) =>
      put(
        `${client.url}${path}?expires=${String(expires)}&limit=9&signature=${signer.sign('PUT', path, expires, 9)}`,
        'x',
      );
    expect((await sendUntil(Date.now() + 60_000)).status).toBe(200);
    const late = await sendUntil(Date.now() - 1);
    expect([late.status, late.text]).toEqual([403, expect.stringContaining('out of date')]);
  });

  test('takes as many bytes as it is signed for, whether or not the request says how many come', async () => {
    const { current, client } = serving;
    const path = new URL(await runFile('a.txt')).pathname;
    const expires = Date.now() + 60_000;
    const signature = new BlobSigner(current.server.apiKey).sign('PUT', path, expires, 9);
    const url = (limit: number) =>
      `${client.url}${path}?expires=${String(expires)}&limit=${String(limit)}&signature=${signature}`;
    expect((await put(url(9), 'x'.repeat(9))).status).toBe(200);
    for (const headers of [{}, { 'transfer-encoding': 'chunked' }]) {
      const long = await send('PUT', url(9), 'x'.repeat(10), headers);
      expect([long.status, long.text]).toEqual([400, expect.stringContaining('9 bytes')]);
    }
    expect((await put(url(10), 'x')).status).toBe(403);
  });

  test.each(['../out.txt', '/etc/passwd', 'a/../../b', 'a//b', '.', '', 'a\0b', 'x'.repeat(300)])(
    'is not given for %j',
    async name => {
      await expect(runFile(name)).rejects.toThrow('leads outside its folder');
      expect(await listed()).toEqual([]);
    },
  );

  test.each(['..%2F..%2Fout', '%2Fetc%2Fpasswd', 'a%00b', '%E0%A4%A', '%2e%2e%2fx', 'a%2F%2Fb'])(
    'leads nowhere as %s, even if it were signed',
    async tail => {
      const { current, client } = serving;
      const id = Buffer.from(await client.beginRun(run), 'base64')
        .toString()
        .slice('Run:'.length);
      const path = `/wandb_files/${id}/${tail}`;
      const expires = Date.now() + 60_000;
      const signer = new BlobSigner(current.server.apiKey);
      for (const method of ['PUT', 'GET'] as const) {
        const url = `${client.url}${path}?expires=${String(expires)}&limit=9&signature=${signer.sign(method, path, expires, 9)}`;
        expect((await send(method, url, 'x')).status).toBe(400);
      }
      expect(await listed()).toEqual([]);
      expect(existsSync(current.inStore('out'))).toBe(false);
    },
  );
});

describe('a body over the limit', () => {
  test('is refused by its length, before it is sent', async () => {
    const { client } = serving;
    for (const path of ['/graphql', '/files/local/digits/abc12345/file_stream']) {
      const reply = await ask(
        `${client.url}${path}`,
        { ...client.headers, 'content-length': String(2 ** 33) },
        { method: 'POST' },
      );
      expect([reply.status, reply.text]).toEqual([413, expect.stringContaining('over the limit')]);
    }
  });

  test('is refused where it comes in pieces', async () => {
    const { client } = serving;
    const reply = await send('POST', `${client.url}/graphql`, Buffer.alloc(65 << 20, ' '), {
      ...client.headers,
      'transfer-encoding': 'chunked',
    }).then(
      ({ status }) => status,
      // The server may end the connection before all was sent.
      () => 413,
    );
    expect(reply).toBe(413);
    expect((await client.query('{ viewer { id } }')).status).toBe(200);
  });
});

test('nothing secret is in the log, however much is logged', async () => {
  const { current } = serving;
  await current.stop();
  current.space.env = { AMPHORA_DEBUG: '1' };
  const client = await current.start();
  const { id } = await client.log('mnist', { 'a.txt': 'content' }, { description: 'secret words' });
  await client.read(id);
  await client.query('{ nothing }');
  await ask(`${client.url}/graphql`, { authorization: basic('guessed-key') }, { method: 'POST', body: '{}' });
  await ask(`${client.url}/wandb_files/x/a?expires=1&signature=guessed-signature`);
  await put((await client.announce((await client.begin('b', { b: 'x' })).id, { b: 'x' }))[0]!, 'other');
  const catalog = new DatabaseSync(current.inStore('catalog.db'));
  catalog.exec('drop table digests');
  catalog.close();
  const failed = await client.query<null>(
    'query ($id: ID!) { artifact(id: $id) { id } clientIDMapping(clientID: "c") { serverID } }',
    { id },
  );
  expect(failed.status).toBe(200);
  await client.announce(id, { c: 'y' }).catch(() => undefined);
  const log = current.log();
  expect(log).toMatch(/debug PUT \/wandb_artifacts\/files\//);
  expect(log).toContain('no such table: digests');
  for (const secret of [
    current.server.apiKey,
    Buffer.from(`api:${current.server.apiKey}`).toString('base64'),
    'guessed-key',
    'guessed-signature',
    'signature=',
    'secret words',
  ])
    expect(log).not.toContain(secret);
});
