/** Files that clients send to a bucket themselves, and fetch there. */
import { readdirSync, utimesSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { checksumOf } from '../../../src/store/blobs.ts';
import type { Edges } from '../protocol/client.ts';
import { md5, put } from '../protocol/client.ts';
import { ask } from '../../cli/serverProcess.ts';
import { readText } from '../../support/storeKit.ts';
import { decodeId } from '../../../src/server/ids.ts';
import { bucketStores, hasBuckets, needsBuckets, OTHER } from './bucketStores.ts';

interface Multipart {
  readonly storagePath: string;
  readonly uploadMultipartUrls: {
    readonly uploadID: string;
    readonly uploadUrlParts: readonly { readonly uploadUrl: string }[];
  };
}

const FILES = { 'a.txt': 'one', 'sub/b.txt': 'two', empty: '' };

/** Objects below a folder of the bucket. */
function objects(folder: string, ...below: readonly string[]): readonly string[] {
  try {
    return readdirSync(path.join(folder, ...below), { recursive: true, withFileTypes: true })
      .filter(entry => entry.isFile() && !entry.parentPath.includes('.sgwtmp'))
      .map(entry => entry.name);
  } catch {
    return [];
  }
}

describe.skipIf(!hasBuckets)(`files in a bucket${needsBuckets}`, () => {
  const store = bucketStores();

  test('are sent and fetched past the server, and nothing but the version is left', async () => {
    const { serve, bucket, open, s3 } = await store();
    const { client } = await serve();
    const { id } = await client.begin('mnist', FILES);
    for (const url of await client.announce(id, FILES)) expect(url).toMatch(new RegExp(`^${s3.url}/`));
    await client.sendFiles(id, FILES);
    expect(objects(bucket.folder, 'incoming')).toHaveLength(3);
    expect(objects(bucket.folder, 'blobs', 'md5')).toEqual([]);
    await client.sendManifest(id, FILES);
    const committed = await client.commit(id);
    expect(objects(bucket.folder, 'incoming')).toEqual([]);
    expect(objects(bucket.folder, 'blobs', 'md5')).toHaveLength(3);
    for (const url of Object.values(await client.fileUrls(committed.id)))
      expect(url).toMatch(new RegExp(`^${s3.url}/`));
    expect(await client.read(committed.id)).toEqual(FILES);
    const direct = await open();
    const version = decodeId('Artifact', committed.id);
    expect(await readText(await direct.readFile(version, 'a.txt'))).toBe('one');
    expect(await direct.verify()).toMatchObject({ versions: 1, damaged: [] });
    const { entries } = await direct.manifest(version);
    for (const entry of entries) {
      if (entry.kind !== 'file') throw new Error('not a file');
      expect(checksumOf(entry.blob)).toEqual({
        algorithm: 'md5',
        value: Buffer.from(entry.digest, 'base64').toString('hex'),
      });
    }
  });

  test('need not be sent again by their owner, and by nobody else are they had for their MD5', async () => {
    const { serve, open } = await store();
    const { client } = await serve();
    await client.log('mnist', FILES);
    const { id } = await client.begin('copy', FILES);
    expect(await client.announce(id, FILES)).toEqual([null, null, null]);
    const { id: foreign } = await client.begin('copy', FILES, { entityName: OTHER });
    expect((await client.announce(foreign, FILES)).every(url => url !== null)).toBe(true);
    await client.sendManifest(foreign, FILES);
    await expect(client.commit(foreign)).rejects.toThrow('The bytes of');
    const known = await (await open()).drafts.findBlobs(OTHER, [md5('one') as never]);
    expect(known.size).toBe(0);
  });

  test('are refused where they are not what was announced, at any address but their own, and too late', async () => {
    const { serve, bucket } = await store();
    const { client } = await serve();
    const { id } = await client.begin('mnist', { a: 'one', b: 'two' });
    const [first, second] = (await client.announce(id, { a: 'one', b: 'two' })) as [string, string];
    const header = (content: string) => ({ 'content-md5': md5(content) });
    expect((await put(first, 'other', header('one'))).status).toBe(400);
    expect((await put(first, 'other', header('other'))).status).toBe(403);
    expect((await put(first, 'one')).status).toBe(403);
    expect((await put(first.replace(/[0-9a-f]{32}/g, md5('x', 'hex')), 'one', header('one'))).status).toBe(
      403,
    );
    const late = new URL(second);
    late.searchParams.set('X-Amz-Expires', '604800');
    expect((await put(late.href, 'two', header('two'))).status).toBe(403);
    expect(objects(bucket.folder)).toEqual([]);
    expect((await put(first, 'one', header('one'))).status).toBe(200);
  });

  test('cannot be changed by whoever still has the address', async () => {
    const { serve } = await store();
    const { client } = await serve();
    const { id } = await client.begin('mnist', { a: 'one' });
    const [url] = (await client.announce(id, { a: 'one' })) as [string];
    await client.sendFiles(id, { a: 'one' });
    await client.sendManifest(id, { a: 'one' });
    const committed = await client.commit(id);
    const [read] = Object.values(await client.fileUrls(committed.id));
    // What is sent there later lies where nothing reads it.
    expect((await put(url, 'one', { 'content-md5': md5('one') })).status).toBe(200);
    expect((await put(read!, 'two', { 'content-md5': md5('two') })).status).toBe(403);
    expect(await client.read(committed.id)).toEqual({ a: 'one' });
  });

  test('that never came are told of by name, and can be sent then', async () => {
    const { serve } = await store();
    const { client } = await serve();
    const { id } = await client.begin('mnist', FILES);
    await client.sendManifest(id, FILES);
    await expect(client.commit(id)).rejects.toThrow('The bytes of');
    await client.sendFiles(id, FILES);
    expect(await client.commit(id)).toMatchObject({ state: 'COMMITTED', fileCount: 3 });
  });

  test('that were taken in for a commit that failed are good for the next one', async () => {
    const { serve } = await store();
    const { client } = await serve();
    const { id } = await client.begin('mnist', FILES);
    await client.sendFiles(id, { 'a.txt': 'one' });
    await client.sendManifest(id, FILES);
    await expect(client.commit(id)).rejects.toThrow('The bytes of');
    const { id: next } = await client.begin('other', { 'a.txt': 'one' });
    expect(await client.announce(next, { 'a.txt': 'one' })).toEqual([null]);
    await client.sendManifest(next, { 'a.txt': 'one' });
    const committed = await client.commit(next);
    expect(await client.read(committed.id)).toEqual({ 'a.txt': 'one' });
  });

  test('of one MD5 that two commits take in at once are two objects, each whole', async () => {
    const { serve, bucket } = await store();
    const [one, other] = [await serve(), await serve()];
    const begun = await Promise.all(
      [one, other].map(async ({ client }, i) => {
        const { id } = await client.begin(`mnist-${String(i)}`, { a: 'one' });
        await client.sendFiles(id, { a: 'one' });
        await client.sendManifest(id, { a: 'one' });
        return id;
      }),
    );
    const committed = await Promise.all([one.client.commit(begun[0]!), other.client.commit(begun[1]!)]);
    for (const { id } of committed) expect(await one.client.read(id)).toEqual({ a: 'one' });
    expect(objects(bucket.folder, 'blobs', 'md5').length).toBeGreaterThan(0);
    // The one that comes later may find the other's bytes known already: it leaves its own to the collector.
    expect(objects(bucket.folder, 'incoming').length).toBeLessThan(2);
  });

  test('that are large come in parts, and are compared as a whole', async () => {
    const { serve } = await store();
    const { client } = await serve();
    // S3 takes no smaller part than this, but for the last.
    const parts = ['a'.repeat(5 << 20), 'end'];
    const whole = parts.join('');
    const send = async (announced: string) => {
      const files = { large: announced };
      const { id } = await client.begin('large', files);
      const { files: edges } = await client.mutate<{ files: Edges<Multipart> }>(
        'createArtifactFiles',
        {
          artifactFiles: [
            {
              artifactID: id,
              name: 'large',
              md5: md5(announced),
              uploadPartsInput: parts.map((part, i) => ({ partNumber: i + 1, hexMD5: md5(part, 'hex') })),
            },
          ],
          storageLayout: 'V2',
        },
        'files { edges { node { storagePath uploadMultipartUrls { uploadID uploadUrlParts { uploadUrl } } } } }',
      );
      const { storagePath, uploadMultipartUrls } = edges.edges[0]!.node;
      const { uploadID, uploadUrlParts } = uploadMultipartUrls;
      expect((await put(uploadUrlParts[0]!.uploadUrl, 'other', { 'content-md5': md5('other') })).status).toBe(
        403,
      );
      const completedParts = [];
      for (const [i, part] of parts.entries()) {
        const sent = await put(uploadUrlParts[i]!.uploadUrl, part, { 'content-md5': md5(part) });
        completedParts.push({ partNumber: i + 1, hexMD5: sent.headers.etag });
      }
      const input = {
        completeMultipartAction: 'Complete',
        artifactID: id,
        storagePath,
        uploadID,
        completedParts,
      };
      for (let again = 0; again < 2; again++)
        expect(await client.mutate('completeMultipartUploadArtifact', input, 'digest')).toEqual({
          digest: md5(announced),
        });
      await client.sendManifest(id, files);
      return client.commit(id);
    };
    await expect(send('something else')).rejects.toThrow('not those that were announced');
    expect(await client.read((await send(whole)).id)).toEqual({ large: whole });
  });

  test('of a run go through the server and are fetched from the bucket', async () => {
    const { serve, open, s3 } = await store();
    const { client, url } = await serve();
    const run = { project: 'digits', name: 'k3j9x2ab' };
    await client.beginRun(run);
    const query = `mutation ($input: CreateRunFilesInput!) { createRunFiles(input: $input) { files { uploadUrl } } }`;
    const input = { projectName: 'digits', runName: run.name, files: ['notes/ä b.txt'], entityName: 'local' };
    const { createRunFiles } = await client.must<{
      createRunFiles: { files: readonly { uploadUrl: string }[] };
    }>(query, { input });
    const [file] = createRunFiles.files;
    expect(file?.uploadUrl).toMatch(new RegExp(`^${url}/`));
    expect((await put(file!.uploadUrl, 'noted')).status).toBe(200);
    const direct = await open();
    const { id } = await direct.runByKey((await direct.project('digits')).id, run.name);
    const location = await direct.locateRunFile(id, 'notes/ä b.txt');
    expect(location).toMatchObject({ kind: 'url', url: expect.stringMatching(`^${s3.url}/`) as string });
    expect(location.kind === 'url' && (await ask(location.url)).text).toBe('noted');
    const redirected = await ask(
      `${url}/files/local/digits/${run.name}/notes/${encodeURIComponent('ä b.txt')}`,
      client.headers,
    );
    expect(redirected.status).toBe(302);
  });

  test('that were given up are cleaned away after a week, not before', async () => {
    const { serve, open, bucket } = await store();
    const { client } = await serve();
    const { id } = await client.begin('mnist', FILES);
    await client.sendFiles(id, FILES);
    const direct = await open();
    expect(await direct.collectGarbage({ dryRun: false })).toMatchObject({ temporaryFiles: 0 });
    expect(objects(bucket.folder, 'incoming')).toHaveLength(3);
    const folder = path.join(bucket.folder, 'incoming', decodeId('Artifact', id));
    const old = Date.now() / 1000 - 8 * 24 * 3600;
    for (const name of readdirSync(folder)) utimesSync(path.join(folder, name), old, old);
    expect(await direct.collectGarbage({ dryRun: true })).toMatchObject({ temporaryFiles: 3, bytes: 6 });
    expect(objects(bucket.folder, 'incoming')).toHaveLength(3);
    await direct.collectGarbage({ dryRun: false });
    expect(objects(bucket.folder, 'incoming')).toEqual([]);
  });
});
