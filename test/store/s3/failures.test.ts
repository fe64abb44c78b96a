/** A bucket that is not there, refuses, is cut off in the middle of everything, or has another clock. */
import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { openPostgresStore } from '../../../src/store/postgres/openPostgresStore.ts';
import { CredentialSource } from '../../../src/store/s3/credentials.ts';
import { parseS3Address } from '../../../src/store/s3/s3Address.ts';
import { S3Client } from '../../../src/store/s3/S3Client.ts';
import { ask } from '../../cli/serverProcess.ts';
import type { Bucket } from '../../support/s3.ts';
import { commitFiles, readText } from '../../support/storeKit.ts';
import { md5, put } from '../protocol/client.ts';
import { bucketStores, hasBuckets, needsBuckets } from './bucketStores.ts';

const FILES = { a: 'one', b: 'two' };

afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

describe.skipIf(!hasBuckets)(`a bucket${needsBuckets}`, () => {
  const store = bucketStores();
  const clientOf = async ({ address }: Bucket) => {
    const parsed = parseS3Address(address);
    const client = new S3Client(parsed, await CredentialSource.open(process.env, parsed.text));
    onTestFinished(() => client.close());
    return client;
  };

  test('that cannot be used is told of in a sentence that tells no secret', async () => {
    const { address: database, bucket } = await store();
    const open = (blobs: string) =>
      openPostgresStore({ database, blobs }).then(
        () => 'opened',
        (error: unknown) => String(error instanceof Error ? error.message : error),
      );
    expect(await open(bucket.address.replace('s3://bucket', 's3://nothing'))).toMatch(
      /^There is no bucket s3/,
    );
    expect(await open('s3://x')).toMatch(/^The address of the bucket is not one/);
    expect(await open('s3://bucket?endpoint=http://127.0.0.1:1')).toMatch(
      /^http:\/\/127\.0\.0\.1:1 cannot be/,
    );
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'wrong');
    expect(await open(bucket.address)).toMatch(
      /^The bucket s3:\/\/bucket-\d+\/a team\/store\/ refuses this key/,
    );
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', '');
    expect(await open(bucket.address)).toMatch(/^There is no key for the bucket/);
    vi.unstubAllEnvs();
    expect(await open(bucket.address)).toBe('opened');
  });

  test('that is cut off leaves nothing half: the same log goes on when it is back', async () => {
    const { open, s3, serve } = await store();
    const direct = await open();
    const { client } = await serve();
    const before = await client.log('mnist', FILES);
    const { id } = await client.begin('mnist', { ...FILES, c: 'three' });
    await client.sendFiles(id, { c: 'three' });
    await client.sendManifest(id, { ...FILES, c: 'three' });
    await s3.cut();
    await expect(client.commit(id)).rejects.toThrow('cannot be reached');
    await expect(commitFiles(direct, { d: 'four' })).rejects.toMatchObject({ code: 'remote-unreachable' });
    // What needs no bytes goes on.
    expect((await direct.projects()).items).toHaveLength(1);
    const run = { project: 'digits', name: 'k3j9x2ab' };
    await client.beginRun(run);
    expect((await client.streamSteps(run, 0, 10)).status).toBe(200);
    await s3.restart();
    expect(await client.commit(id)).toMatchObject({ state: 'COMMITTED', versionIndex: 1, fileCount: 3 });
    expect(await client.read(before.id)).toEqual(FILES);
    expect(await direct.verify()).toMatchObject({ versions: 2, damaged: [] });
  }, 120_000);

  test('with another clock is asked again by its own, and its addresses are good', async () => {
    const { bucket } = await store();
    const client = await clientOf(bucket);
    const now = Date.now.bind(Date);
    vi.spyOn(Date, 'now').mockImplementation(() => now() - 3 * 3600_000);
    const body = Buffer.from('bytes');
    expect(await client.require({ method: 'PUT', key: 'blobs/x', body })).toMatchObject({ status: 200 });
    expect((await ask(client.presign({ method: 'GET', key: 'blobs/x' }, 60))).text).toBe('bytes');
  });

  test('is written with keys that are lent for a while, and asked for anew before they run out', async () => {
    const { address: database, bucket } = await store();
    // What a container's service answers, with the key of these tests.
    const asked: (string | undefined)[] = [];
    const lender = http.createServer(({ headers }, response) => {
      asked.push(headers.authorization);
      const soon = new Date(Date.now() + 60_000).toISOString();
      const AccessKeyId = process.env['AWS_ACCESS_KEY_ID_OF_TESTS'];
      const SecretAccessKey = process.env['AWS_SECRET_ACCESS_KEY_OF_TESTS'];
      response.end(JSON.stringify({ AccessKeyId, SecretAccessKey, Token: '', Expiration: soon }));
    });
    lender.listen(0, '127.0.0.1');
    await once(lender, 'listening');
    onTestFinished(() => void lender.close());
    const { port } = lender.address() as AddressInfo;
    vi.stubEnv('AWS_ACCESS_KEY_ID_OF_TESTS', process.env['AWS_ACCESS_KEY_ID'] ?? '');
    vi.stubEnv('AWS_SECRET_ACCESS_KEY_OF_TESTS', process.env['AWS_SECRET_ACCESS_KEY'] ?? '');
    vi.stubEnv('AWS_ACCESS_KEY_ID', '');
    vi.stubEnv('AWS_CONTAINER_CREDENTIALS_FULL_URI', `http://127.0.0.1:${String(port)}/key`);
    vi.stubEnv('AWS_CONTAINER_AUTHORIZATION_TOKEN', 'of the container');
    const lent = await openPostgresStore({ database, blobs: bucket.address });
    const { version } = await commitFiles(lent, { a: '1' });
    expect(await readText(await lent.readFile(version.id, 'a'))).toBe('1');
    expect(asked.length).toBeGreaterThan(1);
    expect(new Set(asked)).toEqual(new Set(['of the container']));
    await lent.close();
  });

  test('takes and gives nothing at an address that is out of date', async () => {
    const { bucket } = await store();
    const client = await clientOf(bucket);
    await client.require({ method: 'PUT', key: 'blobs/x', body: Buffer.from('bytes') });
    const headers = { 'content-md5': md5('y') };
    const [read, write] = [
      client.presign({ method: 'GET', key: 'blobs/x' }, 1),
      client.presign({ method: 'PUT', key: 'blobs/y', headers }, 1),
    ];
    expect((await ask(read)).status).toBe(200);
    await sleep(2500);
    expect((await ask(read)).status).toBe(403);
    expect((await put(write, 'y', headers)).status).toBe(403);
  });

  test('gives a stretch of a file, and tells of one whose bytes are others', async () => {
    const { open, bucket } = await store();
    const direct = await open();
    const { version } = await commitFiles(direct, { a: '0123456789' });
    expect(await readText(await direct.readFile(version.id, 'a', { start: 2, end: 5 }))).toBe('234');
    const client = await clientOf(bucket);
    for await (const object of client.list('blobs/')) {
      if (object.size === 10) {
        await client.require({ method: 'PUT', key: object.key, body: Buffer.from('0123456780') });
      }
    }
    await expect(readText(await direct.readFile(version.id, 'a'))).rejects.toMatchObject({
      code: 'blob-damaged',
    });
    expect(await direct.verify()).toMatchObject({ damaged: [{ problem: 'damaged' }] });
    // It was set aside, so that the same bytes can take its place.
    await commitFiles(direct, { a: '0123456789', b: 'more' });
    expect(await direct.verify()).toMatchObject({ damaged: [] });
    expect(await readText(await direct.readFile(version.id, 'a'))).toBe('0123456789');
  });
});
