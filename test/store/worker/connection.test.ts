import { chmodSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { isAmphoraError, isCancellation } from '../../../src/core/errors.ts';
import type { Store } from '../../../src/store/contract.ts';
import { connectWorker } from '../../../src/worker/connectWorker.ts';
import type { SERVICE_METHODS, STORE_METHODS } from '../../../src/worker/messages.ts';
import type { PageService, StoreService } from '../../../src/worker/service.ts';
import { commitFiles, temporaryFolder } from '../../support/storeKit.ts';

const workerFile = path.resolve(import.meta.dirname, '../../../dist/storeWorker.js');

// Compiles only while every method of the contract is named, and nothing else.
type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;
export const STORE_IS_COMPLETE: Same<
  (typeof STORE_METHODS)[number],
  Exclude<keyof Store, 'onDidChange' | 'close'>
> = true;
export const SERVICE_IS_COMPLETE: Same<
  (typeof SERVICE_METHODS)[number],
  Exclude<keyof PageService, 'store' | 'fetch' | 'close'>
> = true;

let folder: ReturnType<typeof temporaryFolder>;
let service: StoreService;
const storeFolder = () => path.join(folder.path, 'store');
beforeEach(() => {
  folder = temporaryFolder();
  service = connectWorker(workerFile, storeFolder());
});
afterEach(async () => {
  await service.close();
  folder.remove();
});

test('nothing is made before the first call, listening included', () => {
  service.store.onDidChange(() => undefined);
  expect(existsSync(storeFolder())).toBe(false);
});

test('a store that cannot be opened says why at each call, and opens once it can', async () => {
  writeFileSync(storeFolder(), 'a file in the way');
  for (let i = 0; i < 2; i++) {
    await expect(service.store.projects()).rejects.toMatchObject({ code: 'store-not-writable' });
  }
  rmSync(storeFolder());
  expect((await service.store.projects()).items).toEqual([]);
});

test('a failure crosses with its code, its facts and its sentence', async () => {
  const error: unknown = await service.store.project('nowhere').catch((reason: unknown) => reason);
  expect(isAmphoraError(error, 'project-not-found')).toBe(true);
  expect((error as Error).message).toBe('There is no project "nowhere" in this store.');
});

test('a log can be cancelled from this side, and says how far it came', async () => {
  const data = path.join(folder.path, 'data');
  mkdirSync(data);
  for (let i = 0; i < 2000; i++) writeFileSync(path.join(data, `${String(i)}.txt`), `content ${String(i)}`);
  const controller = new AbortController();
  const phases = new Set<string>();
  const request = { path: data, project: 'p', artifact: 'a', type: 'dataset' };
  const logging = service.log(request, {
    signal: controller.signal,
    onProgress: progress => {
      phases.add(progress.phase);
      controller.abort();
    },
  });
  const error: unknown = await logging.catch((reason: unknown) => reason);
  expect(isCancellation(error)).toBe(true);
  expect(phases.size).toBeGreaterThan(0);
  expect((await service.store.projects()).items).toEqual([]);
  const again = await service.log(request);
  expect(again).toMatchObject({ files: 2000, created: true });
});

test('a call that was cancelled before it began does nothing', async () => {
  const error: unknown = await service
    .verify({ signal: AbortSignal.abort() })
    .catch((reason: unknown) => reason);
  expect(isCancellation(error)).toBe(true);
  expect(existsSync(storeFolder())).toBe(false);
});

test('megabytes come over as a stream', async () => {
  const content = 'x'.repeat(5_000_000);
  const { version } = await commitFiles(service.store, { big: content });
  let bytes = 0;
  for await (const chunk of await service.store.readFile(version.id, 'big')) bytes += chunk.length;
  expect(bytes).toBe(content.length);
});

test('a file that is damaged fails its stream with its sentence, and its bytes never end as if it were whole', async () => {
  const { version } = await commitFiles(service.store, { big: 'x'.repeat(3_000_000) });
  const [location] = await service.store.locate(version.id, ['big']);
  if (location?.kind !== 'file') throw new Error('It is not on this machine.');
  chmodSync(location.path, 0o600);
  writeFileSync(location.path, 'y'.repeat(3_000_000));
  const stream = await service.store.readFile(version.id, 'big');
  const error: unknown = await new Response(stream).arrayBuffer().catch((reason: unknown) => reason);
  expect(isAmphoraError(error, 'blob-damaged')).toBe(true);
});

test('a thread that cannot start fails its calls instead of leaving them', async () => {
  const broken = connectWorker(path.join(folder.path, 'no-such-worker.js'), storeFolder());
  await expect(broken.store.projects()).rejects.toThrow();
  await broken.close();
});

test('after closing, calls are refused', async () => {
  await service.store.projects();
  await service.close();
  await expect(service.store.projects()).rejects.toThrow('The store is closed');
});
