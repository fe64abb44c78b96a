import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readTree, temporaryFolder, writeTree } from '../transfer/workspace.ts';
import { Remote, startBehindProxy, startServing } from './serving.ts';

const isBlob = (url: string | undefined): boolean => (url ?? '').startsWith('/wandb_artifacts/blobs/');

describe('files of a remote store', () => {
  test('come down as they went up, small, empty, large and of any name', async () => {
    const remote = new Remote(await startServing());
    const files = {
      'a.txt': 'one',
      'sub/empty': '',
      'sub/same as a.txt': 'one',
      '日本/🗡 %2F?#.bin': randomBytes(3000),
      // Comes in several ranges.
      'large.bin': Buffer.alloc(70 << 20, 'seventy megabytes '),
    };
    const folder = writeTree(temporaryFolder(), files);
    const version = await remote.log(folder);
    expect(version).toMatchObject({ fileCount: 5, index: 0 });
    const target = temporaryFolder();
    expect(await remote.download(version, target)).toMatchObject({ files: 5, keptFiles: 0 });
    expect(readTree(target)).toEqual(readTree(folder));
    // What is right already is not fetched again.
    fs.writeFileSync(`${target}/a.txt`, 'changed');
    fs.rmSync(`${target}/sub/empty`);
    expect(await remote.download(version, target)).toMatchObject({ keptFiles: 3 });
    expect(readTree(target)).toEqual(readTree(folder));
  });

  test('are sent once, whatever they are called, and not at all where they are there', async () => {
    const { proxy, remote } = await startBehindProxy();
    const sent = () => proxy.seen.filter(line => line.startsWith('PUT /wandb_artifacts/files/')).length;
    await remote.log(writeTree(temporaryFolder(), { a: '1', b: '1', c: '2' }));
    expect(sent()).toBe(2);
    await remote.log(writeTree(temporaryFolder(), { a: '1', b: '1', c: '2' }));
    await remote.log(writeTree(temporaryFolder(), { x: '2', y: '3' }), 'other');
    expect(sent()).toBe(3);
  });

  test('go on where a connection was cut', async () => {
    const { proxy, remote } = await startBehindProxy();
    const content = randomBytes(400_000);
    const version = await remote.log(writeTree(temporaryFolder(), { a: content, b: '1' }));
    const ranges: (string | undefined)[] = [];
    proxy.meddling = {
      body(request, bytes) {
        if (!isBlob(request.url) || bytes.length < 1000) return { bytes };
        ranges.push(request.headers.range);
        return ranges.length < 3 ? { bytes: bytes.subarray(0, 100_000), cut: true } : { bytes };
      },
    };
    const target = temporaryFolder();
    await remote.download(version, target);
    expect(fs.readFileSync(`${target}/a`).equals(content)).toBe(true);
    expect(ranges).toEqual([undefined, 'bytes=100000-399999', 'bytes=200000-399999']);
  });

  test('are asked for anew where their address is out of date', async () => {
    const { proxy, remote } = await startBehindProxy();
    const files = Object.fromEntries(Array.from({ length: 40 }, (_, i) => [`f${String(i)}`, String(i)]));
    const version = await remote.log(writeTree(temporaryFolder(), files));
    const stale = new Set<string>();
    proxy.meddling = {
      answer(request) {
        if (!isBlob(request.url) || stale.size >= 20) return undefined;
        stale.add(request.url ?? '');
        return { status: 403 };
      },
    };
    const target = temporaryFolder();
    await remote.download(version, target);
    expect(readTree(target)).toEqual(files);
    expect(stale.size).toBe(20);
  });

  test('are refused where a byte of them is another, and what was there stays', async () => {
    const { proxy, remote } = await startBehindProxy();
    const version = await remote.log(writeTree(temporaryFolder(), { good: 'good', bad: 'abcdef' }));
    proxy.meddling = {
      body: (request, bytes) =>
        isBlob(request.url) && bytes.toString() === 'abcdef' ? { bytes: Buffer.from('abcdeg') } : { bytes },
    };
    const target = writeTree(temporaryFolder(), { bad: 'before' });
    await expect(remote.download(version, target)).rejects.toMatchObject({
      code: 'blob-damaged',
      data: { path: 'bad', version: 'mnist:v0' },
    });
    expect(readTree(target)['bad']).toBe('before');
    expect(Object.keys(readTree(target)).every(name => ['good', 'bad'].includes(name))).toBe(true);
  });

  test('that are longer than they were said to be are refused', async () => {
    const { proxy, remote } = await startBehindProxy();
    const version = await remote.log(writeTree(temporaryFolder(), { a: 'abc' }));
    proxy.meddling = {
      body: (request, bytes) => (isBlob(request.url) ? { bytes: Buffer.alloc(5_000_000) } : { bytes }),
    };
    await expect(remote.download(version, temporaryFolder())).rejects.toMatchObject({ code: 'blob-damaged' });
  });

  test('are tried again after the time that a busy server asks for', async () => {
    const { proxy, remote } = await startBehindProxy();
    const version = await remote.log(writeTree(temporaryFolder(), { a: 'abc' }));
    let refusals = 0;
    let refusedAt = 0;
    let waited = 0;
    proxy.meddling = {
      answer(request) {
        if (!isBlob(request.url)) return undefined;
        if (refusals++ === 0) {
          refusedAt = performance.now();
          return { status: 503, headers: { 'retry-after': '1' } };
        }
        waited = performance.now() - refusedAt;
        return undefined;
      },
    };
    const target = temporaryFolder();
    await remote.download(version, target);
    expect(readTree(target)).toEqual({ a: 'abc' });
    expect(waited).toBeGreaterThan(900);
  });

  test('stop when they are cancelled, and leave whole files only', async () => {
    const { proxy, remote } = await startBehindProxy();
    const files = Object.fromEntries(
      Array.from({ length: 200 }, (_, i) => [`f${String(i)}`, `content ${String(i)}`]),
    );
    const version = await remote.log(writeTree(temporaryFolder(), files));
    const abort = new AbortController();
    let answered = 0;
    proxy.meddling = {
      body(request, bytes) {
        if (isBlob(request.url) && ++answered === 50) abort.abort();
        return { bytes };
      },
    };
    const target = temporaryFolder();
    await expect(remote.download(version, target, { signal: abort.signal })).rejects.toMatchObject({
      name: 'AbortError',
    });
    const left = readTree(target);
    expect(Object.keys(left).length).toBeLessThan(200);
    for (const [name, content] of Object.entries(left)) expect(content).toBe(files[name]);
  });

  test('and an upload are refused where the file changes under way', async () => {
    const { proxy, remote } = await startBehindProxy();
    const folder = writeTree(temporaryFolder(), { a: 'before' });
    let asked = 0;
    proxy.meddling = {
      answer() {
        // Between the hash and the sending: the first asks who we are, the second begins the version.
        if (++asked === 2) fs.writeFileSync(`${folder}/a`, 'after!');
        return undefined;
      },
    };
    await expect(remote.log(folder)).rejects.toMatchObject({ code: 'upload-differs' });
    proxy.meddling = {};
    expect((await remote.store.projects()).items.every(({ artifactCount }) => artifactCount === 0)).toBe(
      true,
    );
  });
});
