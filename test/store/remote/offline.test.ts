import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { metadataFolder } from '../../../src/store/remote/metadataFolder.ts';
import { RemoteStore } from '../../../src/store/remote/RemoteStore.ts';
import { commitFiles } from '../../support/storeKit.ts';
import { temporaryFolder } from '../transfer/workspace.ts';
import { Proxy } from './Proxy.ts';
import { startServing } from './serving.ts';

/** A server with a version on it, a proxy before it, and a store that keeps what it was told. */
async function startKept() {
  const served = await startServing();
  const proxy = await Proxy.start(served.url);
  onTestFinished(() => proxy.close());
  const cacheFolder = temporaryFolder();
  const address = { url: proxy.url, apiKey: served.apiKey };
  const open = () => {
    const store = new RemoteStore(address, { cacheFolder, lookInterval: 50 });
    onTestFinished(() => store.close());
    return store;
  };
  const { version } = await commitFiles(open(), { a: '1' });
  return { proxy, open, version, folder: metadataFolder(cacheFolder, address) };
}

/** Everything that comes is refused as by a network that is gone. */
function cut(proxy: Proxy): void {
  proxy.meddling = { body: () => ({ bytes: Buffer.alloc(0), cut: true }) };
}

describe('what a remote store listed', () => {
  test('is there without a network, and told to be from before', async () => {
    const { proxy, open, version } = await startKept();
    const before = open();
    const listed = await before.projects();
    const artifacts = await before.artifacts({ project: version.projectId });
    expect((await before.info()).asOf).toBeUndefined();
    cut(proxy);
    const start = Date.now();
    // Another process, later.
    const after = open();
    expect(await after.projects()).toEqual(listed);
    expect(await after.artifacts({ project: version.projectId })).toEqual(artifacts);
    const { asOf } = await after.info();
    expect(asOf).toBeLessThanOrEqual(start);
    expect(asOf).toBeGreaterThan(start - 60_000);
    // What has to be right is not answered from before.
    await expect(
      after.resolve({ project: 'digits', artifact: 'mnist', alias: 'latest' }),
    ).rejects.toMatchObject({
      code: 'remote-unreachable',
    });
    await expect(after.artifactTypes('local/other' as never)).rejects.toMatchObject({
      code: 'remote-unreachable',
    });
  }, 90_000);

  test('is read again when the network is back, and whoever shows it is told', async () => {
    const { proxy, open } = await startKept();
    const store = open();
    await store.projects();
    cut(proxy);
    await store.projects();
    const told = new Promise<boolean>(resolve => {
      store.onDidChange(({ everything }) => {
        if (everything && store.client.asOf === undefined) resolve(true);
      });
    });
    expect((await store.info()).asOf).toBeDefined();
    proxy.meddling = {};
    expect(await told).toBe(true);
    expect((await store.info()).asOf).toBeUndefined();
  }, 90_000);

  test('is for its owner’s account alone, and a damaged answer is none', async () => {
    const { proxy, open, folder } = await startKept();
    await open().projects();
    expect(fs.statSync(folder).mode & 0o777).toBe(0o700);
    const files = fs.readdirSync(folder).map(name => path.join(folder, name));
    expect(files.length).toBeGreaterThan(0);
    for (const file of files) {
      expect(fs.statSync(file).mode & 0o777).toBe(0o600);
      fs.writeFileSync(file, '{"at":1,"data":');
    }
    cut(proxy);
    await expect(open().projects()).rejects.toMatchObject({ code: 'remote-unreachable' });
  }, 90_000);

  test('is there at once where the server is slow, and what is new shows when it answers', async () => {
    const { proxy, open, version } = await startKept();
    const store = open();
    await store.projects();
    await commitFiles(open(), { b: '2' }, { project: 'later' });
    const gate = Promise.withResolvers<undefined>();
    proxy.delay = () => gate.promise;
    const shown: number[] = [];
    store.onDidChange(() => {
      void store.projects().then(({ items }) => shown.push(items.length));
    });
    expect((await store.projects()).items).toHaveLength(1);
    // Nobody says of so short a time that it is from before.
    expect(store.client.asOf).toBeUndefined();
    gate.resolve(undefined);
    await vi.waitUntil(() => shown.includes(2), { timeout: 10_000 });
    // What was written here is waited for.
    proxy.delay = () => new Promise(resolve => setTimeout(resolve, 600));
    await store.editArtifact(version.artifactId, { name: 'renamed' });
    expect((await store.artifacts({ project: version.projectId })).items).toMatchObject([
      { name: 'renamed' },
    ]);
  }, 90_000);

  test('comes from before where the answer takes long, and is read again when it is there', async () => {
    const { proxy, open } = await startKept();
    await open().projects();
    const gate = Promise.withResolvers<undefined>();
    proxy.delay = () => gate.promise;
    const store = open();
    expect((await store.projects()).items).toHaveLength(1);
    await vi.waitUntil(() => store.client.asOf !== undefined, { timeout: 10_000 });
    const told = new Promise<boolean>(resolve => {
      store.onDidChange(({ everything }) => resolve(everything));
    });
    gate.resolve(undefined);
    expect(await told).toBe(true);
    expect(store.client.asOf).toBeUndefined();
  }, 90_000);
});
