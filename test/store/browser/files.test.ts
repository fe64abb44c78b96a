import { describe, expect, test } from 'vitest';
import { ask, basic } from '../../cli/serverProcess.ts';
import { Client, put } from '../protocol/client.ts';
import { useLocal } from './useLocal.ts';
import { signedIn, Visitor } from './Visitor.ts';

const local = useLocal();
const HTML = '<script>alert(1)</script>';

const idOf = (id: string): string => Buffer.from(id, 'base64').toString().split(':')[1]!;

async function logged(files: Readonly<Record<string, string>>): Promise<string> {
  const { id } = await new Client(local.server).log('raw', files);
  return `/amphora/files/versions/${idOf(id)}`;
}

describe('a file of a version', () => {
  test('is sent to be kept, and never shown as a page', async () => {
    const folder = await logged({ 'a b/ü.html': HTML });
    const one = await signedIn(local.server);
    const reply = await one.open(`${folder}/a%20b/%C3%BC.html`);
    expect([reply.status, reply.text]).toEqual([200, HTML]);
    expect(reply.headers).toMatchObject({
      'content-disposition': `attachment; filename="_.html"; filename*=UTF-8''%C3%BC.html`,
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
      'content-type': 'application/octet-stream',
      'x-content-type-options': 'nosniff',
      'cross-origin-resource-policy': 'same-origin',
    });
  });

  test('comes in stretches', async () => {
    const folder = await logged({ 'a.txt': '0123456789' });
    const one = await signedIn(local.server);
    const part = await one.fetch(`${folder}/a.txt`, { range: 'bytes=2-4' });
    expect([part.status, part.text, part.headers['content-range']]).toEqual([206, '234', 'bytes 2-4/10']);
    expect((await one.fetch(`${folder}/a.txt`, { range: 'bytes=20-' })).status).toBe(416);
    const head = await one.send('HEAD', `${folder}/a.txt`, {});
    expect([head.status, head.headers['content-length'], head.text]).toEqual([200, '10', '']);
  });

  test.each(['..%2F..%2Fkey', '%2Fetc%2Fpasswd', 'a%00', '%E0%A4%A', '.'])('is none at %s', async path => {
    const folder = await logged({ 'a.txt': 'x' });
    const one = await signedIn(local.server);
    expect([400, 401, 404]).toContain((await one.open(`${folder}/${path}`)).status);
  });

  test('that is not there is told so', async () => {
    const folder = await logged({ 'a.txt': 'x' });
    const one = await signedIn(local.server);
    const reply = await one.open(`${folder}/b.txt`);
    expect([reply.status, reply.text]).toEqual([
      404,
      expect.stringContaining('no file \\"b.txt\\" in raw:v0'),
    ]);
    expect((await one.open('/amphora/files/versions/nothing/a.txt')).status).toBe(404);
  });

  test('is for who is signed in, or shows the key, and for no other page', async () => {
    const where = `${await logged({ 'a.txt': 'x' })}/a.txt`;
    expect((await new Visitor(local.server.url).open(where)).status).toBe(401);
    const { url, apiKey } = local.server;
    expect((await ask(`${url}${where}`, { authorization: basic(apiKey) })).status).toBe(200);
    const one = await signedIn(local.server);
    for (const site of ['cross-site', 'same-site'])
      expect((await one.fetch(where, { 'sec-fetch-site': site })).status).toBe(403);
  });
});

test('a file of a run is sent the same way, whatever kind it was said to be', async () => {
  const client = new Client(local.server);
  const run = { project: 'digits', name: 'abc12345' };
  const id = idOf(await client.beginRun(run));
  const name = 'media/a";\u202Egnp.html';
  const { files } = await client.mutate<{ files: readonly { uploadUrl: string }[] }>(
    'createRunFiles',
    { projectName: run.project, runName: run.name, files: [name] },
    'files { uploadUrl }',
  );
  expect((await put(files[0]!.uploadUrl, HTML, { 'content-type': 'text/html' })).status).toBe(200);
  const one = await signedIn(local.server);
  const reply = await one.open(`/amphora/files/runs/${id}/${encodeURIComponent(name)}`);
  expect([reply.status, reply.text]).toEqual([200, HTML]);
  expect(reply.headers).toMatchObject({
    'content-disposition': `attachment; filename="a___gnp.html"; filename*=UTF-8''a%22%3B_gnp.html`,
    'content-security-policy': expect.stringContaining('sandbox'),
    'x-content-type-options': 'nosniff',
  });
  expect((await one.open(`/amphora/files/runs/${id}/other`)).status).toBe(404);
});
