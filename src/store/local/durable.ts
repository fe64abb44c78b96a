/**
 * Makes blobs survive a power cut before a row names them. Syncing each of 10,000 files takes seconds; one sync
 * of their file system takes a fraction of one, so many blobs are synced at once where the system offers it.
 */
import { execFile } from 'node:child_process';
import { closeSync, fsyncSync, openSync, writeFileSync, renameSync, mkdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import type { BlobKey } from '../../core/ids.ts';
import { blobPath } from '../blobs.ts';

/** Up to this many files, a sync each is the quicker way. */
const FEW = 24;

/** Makes what was written to a file survive a power cut. */
export function syncFile(file: string): void {
  const handle = openSync(file, 'r+');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** Syncs a folder's entries; Windows has no such thing and needs none. */
function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** `sync -f`: all of one file system (syncfs). False where there is no such program or it failed. */
async function syncFileSystem(folder: string): Promise<boolean> {
  if (process.platform !== 'linux') return false;
  try {
    await promisify(execFile)('sync', ['-f', folder]);
    return true;
  } catch {
    return false;
  }
}

/** Resolves when these blobs, and the names they stand under, are on the disk. */
export async function makeDurable(blobs: string, keys: readonly BlobKey[]): Promise<void> {
  if (keys.length === 0) return;
  if (keys.length > FEW && (await syncFileSystem(blobs))) return;
  const folders = new Set<string>([blobs]);
  for (const key of keys) {
    const file = path.join(blobs, blobPath(key));
    syncFile(file);
    folders.add(path.dirname(file));
  }
  for (const folder of folders) syncFolder(folder);
}

/** Writes a blob under its key unless it stands there already. @returns whether it was written */
export function placeBlob(blobs: string, temporary: string, key: BlobKey, bytes: Uint8Array): boolean {
  const target = path.join(blobs, blobPath(key));
  if (statSync(target, { throwIfNoEntry: false })?.size === bytes.length) return false;
  const name = path.join(temporary, key);
  writeFileSync(name, bytes);
  mkdirSync(path.dirname(target), { recursive: true });
  renameSync(name, target);
  return true;
}
