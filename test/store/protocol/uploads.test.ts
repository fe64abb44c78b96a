import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, readdirSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import { describe, expect, test } from 'vitest';
import { ask } from '../../cli/serverProcess.ts';
import type { Edges } from './client.ts';
import { digestOf, manifestOf, md5, put } from './client.ts';
import { useServing } from './serving.ts';

const serving = useServing();
/** Long enough for a machine that does much else. */
const POLL = { timeout: 30_000 };
const FILES = { 'a.txt': 'one', 'sub/b.txt': 'two', empty: '' };
const sha256 = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('hex');

test('a version that is sent by hand is there, to the byte, and the same again is the same', async () => {
  const { client } = serving;
  const committed = await client.log('mnist', FILES);
  expect(committed).toMatchObject({
    state: 'COMMITTED',
    versionIndex: 0,
    fileCount: 3,
    digest: digestOf(FILES),
  });
  expect(await client.read(committed.id)).toEqual(FILES);
  expect(await client.begin('mnist', FILES)).toEqual({ id: committed.id, state: 'COMMITTED' });
  expect(await client.commit(committed.id)).toEqual(committed);
  // Under another name nothing has to be sent.
  const { id } = await client.begin('other', FILES);
  expect(await client.announce(id, FILES)).toEqual([null, null, null]);
});

test('the same bytes may be sent twice, also at once', async () => {
  const { client } = serving;
  const { id } = await client.begin('mnist', { a: 'again' });
  const [url] = await client.announce(id, { a: 'again' });
  const replies = await Promise.all([1, 2, 3].map(() => put(url!, 'again')));
  expect(replies.map(({ status, headers }) => [status, headers.etag])).toEqual(
    [1, 2, 3].map(() => [200, `"${md5('again', 'hex')}"`]),
  );
});

test('two commits of one content at once become one version', async () => {
  const { client } = serving;
  const drafts = await Promise.all([1, 2, 3].map(() => client.begin('mnist', FILES)));
  expect(new Set(drafts.map(({ id }) => id)).size).toBe(3);
  await Promise.all(
    drafts.map(async ({ id }) => {
      await client.sendFiles(id, FILES);
      await client.sendManifest(id, FILES);
    }),
  );
  const committed = await Promise.all([...drafts, ...drafts].map(({ id }) => client.commit(id)));
  expect(new Set(committed.map(({ id, versionIndex }) => `${id} ${String(versionIndex)}`)).size).toBe(1);
});

describe('what does not arrive as it was announced', () => {
  test.each([
    ['of other bytes', 'exactly that ', undefined],
    ['too short', 'exactly', undefined],
    ['too long', 'exactly this and more', undefined],
    ['under another checksum', 'exactly this', md5('other')],
  ])('is refused: %s', async (_, bytes, checksum) => {
    const { client, current } = serving;
    const { id } = await client.begin('mnist', { a: 'exactly this' });
    const [url] = await client.announce(id, { a: 'exactly this' });
    const reply = await put(url!, bytes, checksum === undefined ? {} : { 'content-md5': checksum });
    if (checksum === undefined) {
      expect([reply.status, reply.text]).toEqual([
        400,
        expect.stringContaining('are not those that were announced'),
      ]);
      expect(current.blobs()).toEqual([]);
    }
    expect(current.temporaries()).toEqual([]);
    await client.sendManifest(id, { a: 'exactly this' });
    if (checksum === undefined) await expect(client.commit(id)).rejects.toThrow('"a" were not uploaded');
    expect((await put(url!, 'exactly this')).status).toBe(200);
    expect(await client.commit(id)).toMatchObject({ versionIndex: 0 });
  });

  test('is forgotten where the connection ends in the middle', async () => {
    const { client, current } = serving;
    const content = 'x'.repeat(3_000_000);
    const { id } = await client.begin('mnist', { a: content });
    const [url] = await client.announce(id, { a: content });
    const request = http.request(url!, { method: 'PUT', headers: { 'content-length': '3000000' } });
    request.write(content.slice(0, 2_000_000));
    request.on('error', () => undefined);
    await once(request, 'socket');
    await expect.poll(() => current.temporaries().length, POLL).toBe(1);
    request.destroy();
    await expect.poll(() => current.temporaries().length, POLL).toBe(0);
    expect(current.blobs()).toEqual([]);
    expect((await put(url!, content)).status).toBe(200);
  });

  test('is no manifest', async () => {
    const { client } = serving;
    const { id } = await client.begin('mnist', FILES);
    await client.sendFiles(id, FILES);
    const texts = [
      'no json',
      '{"version":1}',
      '{"version":2,"contents":{}}',
      '{"version":1,"contents":{"a":1}}',
    ];
    for (const text of [...texts, `{"version":1,"contents":{"a":{"digest":"","extra":${'['.repeat(5000)}`]) {
      expect((await put(await client.manifestUrl(id, text), text)).status).toBe(200);
      await expect(client.commit(id)).rejects.toThrow('manifest is not one');
    }
    for (const path of ['../out', '/etc/passwd', 'a\0b', '', 'a//b']) {
      const text = manifestOf({ [path]: 'one' });
      await put(await client.manifestUrl(id, text), text);
      await expect(client.commit(id)).rejects.toThrow('leads outside its folder');
    }
    const url = await client.manifestUrl(id, manifestOf(FILES));
    expect((await put(url, 'other bytes')).status).toBe(400);
    await client.sendManifest(id, FILES);
    expect(await client.commit(id)).toMatchObject({ versionIndex: 0 });
  });
});

describe('what is damaged in the store', () => {
  const large = randomBytes(9 << 20).toString('base64');

  test.each([
    ['small', 'a small file'],
    ['large', large],
  ])('is not given out as good: %s', async (_, content) => {
    const { client, current } = serving;
    const { id } = await client.log('mnist', { a: content });
    const url = (await client.fileUrls(id))['a']!;
    const file = current.blobFile(sha256(content));
    expect((await ask(url, { range: 'bytes=2-5' })).text).toBe(content.slice(2, 6));
    writeFileSync(file, `${content.slice(0, -1)}?`);
    const whole = await ask(url).then(
      ({ status, text }) => ({ status, text }),
      (error: unknown) => ({ status: 0, text: String(error) }),
    );
    expect(whole.text).not.toHaveLength(content.length);
    if (content === large) expect(whole.status).toBe(0);
    else expect(whole).toMatchObject({ status: 404, text: expect.stringContaining('damaged in the store') });
    truncateSync(file, 4);
    for (const headers of [{}, { range: 'bytes=0-1' }] as const) {
      const reply = await ask(url, headers);
      expect([reply.status, reply.text]).toEqual([404, expect.stringContaining('damaged in the store')]);
    }
    expect(current.log()).toContain('damaged');
  });

  test('is whole again when it is sent again', async () => {
    const { client, current } = serving;
    const { id } = await client.log('mnist', { a: 'good' });
    writeFileSync(current.blobFile(sha256('good')), 'baad');
    const draft = await client.begin('other', { a: 'good', b: 'new' });
    // The client cannot know, and an address of before is as good as one of now.
    const put2 = await client.announce(draft.id, { b: 'new' });
    const url = put2[0]!.replace(md5('new', 'hex'), md5('good', 'hex'));
    expect((await put(url, 'good')).status).toBe(403);
    truncateSync(current.blobFile(sha256('good')), 1);
    await client.sendFiles(draft.id, { a: 'good' });
    expect(await client.read(id)).toEqual({ a: 'good' });
  });
});

describe('a file in parts', () => {
  const parts = ['first part;', 'second part;', 'third part'];
  const whole = parts.join('');

  async function begin(name: string, content: readonly string[] = parts) {
    const { client } = serving;
    const { id: artifactID } = await client.begin(name, { big: content.join('') });
    const uploadPartsInput = content.map((part, i) => ({ partNumber: i + 1, hexMD5: md5(part, 'hex') }));
    const spec = { artifactID, name: 'big', md5: md5(content.join('')), uploadPartsInput };
    const { files } = await client.mutate<{
      files: Edges<{
        storagePath: string;
        uploadUrl: string | null;
        uploadMultipartUrls: { uploadID: string; uploadUrlParts: readonly { uploadUrl: string }[] };
      }>;
    }>(
      'createArtifactFiles',
      { artifactFiles: [spec], storageLayout: 'V2' },
      'files { edges { node { storagePath uploadUrl uploadMultipartUrls { uploadID uploadUrlParts { uploadUrl } } } } }',
    );
    const { storagePath, uploadMultipartUrls } = files.edges[0]!.node;
    const { uploadID, uploadUrlParts } = uploadMultipartUrls;
    const complete = (numbers = [1, 2, 3], action = 'Complete', upload = uploadID) =>
      serving.client.mutate<{ digest: string | null }>(
        'completeMultipartUploadArtifact',
        {
          completeMultipartAction: action,
          completedParts: numbers.map(partNumber => ({
            partNumber,
            hexMD5: `"${md5(parts[partNumber - 1] ?? '', 'hex')}"`,
          })),
          artifactID,
          storagePath,
          uploadID: upload,
        },
        'digest',
      );
    return { artifactID, uploadID, urls: uploadUrlParts.map(({ uploadUrl }) => uploadUrl), complete };
  }

  test('takes them in any order, again, and puts them together once', async () => {
    const { client, current } = serving;
    const { artifactID, urls, complete } = await begin('mnist');
    for (const i of [2, 0, 2, 1]) {
      const reply = await put(urls[i]!, parts[i]!, { 'content-md5': md5(parts[i]!) });
      expect([reply.status, reply.headers.etag]).toEqual([200, `"${md5(parts[i]!, 'hex')}"`]);
    }
    expect(await Promise.all([complete(), complete()])).toEqual([1, 2].map(() => ({ digest: md5(whole) })));
    expect(await complete()).toEqual({ digest: md5(whole) });
    expect(readdirSync(current.inStore('uploads'))).toEqual([]);
    await client.sendManifest(artifactID, { big: whole });
    const { id } = await client.commit(artifactID);
    expect(await client.read(id)).toEqual({ big: whole });
  });

  test('is not put together of wrong or missing parts, and can be mended', async () => {
    const { current } = serving;
    const { urls, complete } = await begin('mnist');
    expect((await put(urls[0]!, 'another')).status).toBe(400);
    await expect(complete()).rejects.toThrow('"1" were not uploaded');
    for (const i of [0, 1, 2]) await put(urls[i]!, parts[i]!);
    await expect(complete([1, 2])).rejects.toThrow('are not those that were announced');
    await expect(complete([])).rejects.toThrow('are not those that were announced');
    await expect(complete([1, 2, -1])).rejects.toThrow('were not uploaded');
    expect(current.blobs()).toEqual([]);
    expect(current.temporaries()).toEqual([]);
    expect(await complete()).toEqual({ digest: md5(whole) });
  });

  test('is not known under another id, nor when it was given up', async () => {
    const { current } = serving;
    const { uploadID, urls, complete } = await begin('mnist');
    const unknown = '00000000-0000-0000-0000-000000000000';
    for (const id of [unknown, '..', 'x', `${uploadID}/../${uploadID}`]) {
      await expect(complete([1, 2, 3], 'Complete', id)).rejects.toThrow('not known here');
    }
    expect(await complete([], 'Abort')).toEqual({ digest: null });
    expect(existsSync(current.inStore('uploads', uploadID))).toBe(false);
    expect((await put(urls[0]!, parts[0]!)).status).toBe(404);
  });

  test('goes on after a kill, and is complete after one', async () => {
    const { current } = serving;
    const { urls, complete } = await begin('mnist');
    for (const i of [0, 1]) await put(urls[i]!, parts[i]!);
    await current.kill();
    await current.start();
    await put(urls[2]!, parts[2]!);
    expect(await complete()).toEqual({ digest: md5(whole) });
    await current.kill();
    await current.start();
    expect(await complete()).toEqual({ digest: md5(whole) });
    expect(statSync(current.blobFile(sha256(whole))).size).toBe(whole.length);
  });
});
