/** A folder of its own for each test, with a real store in it, and what a test does to both. */
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import type { LocalStore } from '../../../src/store/local/LocalStore.ts';
import { openLocalStore } from '../../../src/store/local/openLocalStore.ts';
import { downloadVersion } from '../../../src/transfer/downloadVersion.ts';
import { logFolder } from '../../../src/transfer/logFolder.ts';
import { fileClock } from '../../../src/transfer/stamp.ts';
import type { TransferOptions } from '../../../src/transfer/options.ts';
import type { DownloadRequest, LogRequest } from '../../../src/transfer/requests.ts';
import type { VersionId } from '../../../src/core/ids.ts';

export const worker = {
  file: path.resolve(import.meta.dirname, '../../../src/transfer/transferWorkerMain.ts'),
};

/** Memory where there is room: a store waits for its disk, and others' writes, each time it commits. */
function scratch(): string {
  const memory = '/dev/shm';
  if (process.platform !== 'linux' || !fs.existsSync(memory)) return os.tmpdir();
  const { bavail, bsize } = fs.statfsSync(memory);
  return bavail * bsize > 2 ** 30 ? memory : os.tmpdir();
}

/** Removed when the test is over. */
export function temporaryFolder(): string {
  const folder = fs.realpathSync(fs.mkdtempSync(path.join(scratch(), 'amphora-transfer-')));
  onTestFinished(() => fs.rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));
  return folder;
}

/** Writes files below a folder: paths with what is in them. */
export function writeTree(folder: string, files: Readonly<Record<string, string | Uint8Array>>): string {
  for (const [name, content] of Object.entries(files)) {
    const file = path.join(folder, name);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, content);
  }
  return folder;
}

/** Every file below a folder, links not followed; relative paths with what is in them. */
export function readTree(folder: string): Record<string, string> {
  const files: Record<string, string> = {};
  for (const entry of fs.readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isDirectory()) continue;
    const file = path.join(entry.parentPath, entry.name);
    files[path.relative(folder, file)] = entry.isFile() ? fs.readFileSync(file, 'latin1') : '(not a file)';
  }
  return files;
}

/** As `settle`, without the wait: only the time of the last write is long ago. */
export function age(folder: string): void {
  const long = new Date('2020-01-01T00:00:00Z');
  for (const name of fs.readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    fs.lutimesSync(path.join(folder, name), long, long);
  }
}

/** Lets the file system's clock go on, so that what is in a folder now is told from what comes next. */
export async function settle(folder: string): Promise<void> {
  const { granularityMs } = fileClock(folder);
  age(folder);
  const until = Date.now() + granularityMs + 20;
  while (Date.now() < until) await new Promise(resolve => setTimeout(resolve, 5));
}

export interface Workspace {
  readonly folder: string;
  /** Folder to log. */
  readonly data: string;
  /** Folder to download to. */
  readonly target: string;
  readonly storeFolder: string;
  readonly store: LocalStore;
  log(request?: Partial<LogRequest>, options?: Partial<TransferOptions>): ReturnType<typeof logFolder>;
  get(
    version: VersionId,
    request?: Partial<DownloadRequest>,
    options?: Partial<TransferOptions>,
  ): ReturnType<typeof downloadVersion>;
  paths(version: VersionId): Promise<readonly string[]>;
}

/** @param folder made for the test unless given */
export function workspace(folder = temporaryFolder()): Workspace {
  const data = path.join(folder, 'data');
  const target = path.join(folder, 'target');
  const storeFolder = path.join(folder, 'store');
  fs.mkdirSync(data, { recursive: true });
  const store = openLocalStore(storeFolder);
  onTestFinished(() => store.close());
  return {
    folder,
    data,
    target,
    storeFolder,
    store,
    log: (request, options) =>
      logFolder(
        store,
        { path: data, project: 'jars', artifact: 'mnist', type: 'dataset', ...request },
        { worker, ...options },
      ),
    get: (version, request, options) =>
      downloadVersion(store, { version, target, ...request }, { worker, ...options }),
    paths: async version => (await store.manifest(version)).entries.map(entry => entry.path),
  };
}

/** Every file in the blobs folder of a store, with whether its bytes are what its name says. */
export function blobsOf(storeFolder: string): readonly { readonly file: string; readonly whole: boolean }[] {
  const blobs = path.join(storeFolder, 'store-v1', 'blobs');
  return fs
    .readdirSync(blobs, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => {
      const file = path.join(entry.parentPath, entry.name);
      const digest = createHash('sha256').update(fs.readFileSync(file)).digest('hex');
      return { file, whole: path.basename(entry.parentPath) + entry.name === digest };
    });
}

/** What is left of logs that ended: nothing, if all is well. */
export function temporariesOf(storeFolder: string): readonly string[] {
  return fs.readdirSync(path.join(storeFolder, 'store-v1', 'tmp'), { recursive: true, encoding: 'utf8' });
}

/** A failure's code, or a word for whatever else happened. */
export async function codeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return 'no failure';
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : String(error);
  }
}
