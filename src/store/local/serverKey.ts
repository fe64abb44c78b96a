import { randomBytes } from 'node:crypto';
import { constants, copyFile, link, open, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { AmphoraError } from '../../core/errors.ts';
import { isSystemError, systemProblem } from '../systemError.ts';
import { newId } from '../catalog/newId.ts';
import { serverFolder } from './layout.ts';
import { makeServerFolder } from './serverRecord.ts';

/**
 * 32 random bytes in hexadecimal. Clients take no key of fewer than 40 characters, and what stands before a hyphen for no part
 * of it, so that base64url will not do.
 */
const KEY = /^[0-9a-f]{64}$/;

async function writeDurably(file: string, text: string): Promise<void> {
  const handle = await open(file, 'wx', 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Puts a whole key in place unless one is there: nobody ever reads half of one. */
async function makeKey(folder: string, file: string): Promise<void> {
  const temporary = path.join(folder, `key.${newId()}`);
  try {
    await writeDurably(temporary, `${randomBytes(32).toString('hex')}\n`);
    await link(temporary, file).catch(async (error: unknown) => {
      if (isSystemError(error, 'EEXIST')) return;
      // A file system without links.
      await copyFile(temporary, file, constants.COPYFILE_EXCL);
    });
  } catch (error) {
    if (!isSystemError(error, 'EEXIST')) throw error;
  } finally {
    await rm(temporary, { force: true });
  }
}

async function readKey(file: string): Promise<string | undefined> {
  try {
    return (await readFile(file, 'utf8')).trim();
  } catch (error) {
    if (isSystemError(error, 'ENOENT')) return undefined;
    throw error;
  }
}

/**
 * The key that clients of a store's server show; made where there is none. It never changes by itself.
 * @throws AmphoraError `server-key-damaged`, `store-not-writable`
 */
export async function serverKey(storeFolder: string): Promise<string> {
  const folder = await makeServerFolder(storeFolder);
  const file = path.join(folder, 'key');
  try {
    let key = await readKey(file);
    if (key === undefined) {
      await makeKey(folder, file);
      key = await readKey(file);
    }
    if (key !== undefined && KEY.test(key)) return key;
  } catch (error) {
    const problem = systemProblem(error);
    throw new AmphoraError('store-not-writable', { path: storeFolder, problem }, { cause: error });
  }
  throw new AmphoraError('server-key-damaged', { path: file });
}

/** The key where there is one already, for whoever only looks. */
export async function existingServerKey(storeFolder: string): Promise<string | undefined> {
  return readKey(path.join(serverFolder(storeFolder), 'key')).catch(() => undefined);
}
