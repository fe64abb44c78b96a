import { randomUUID } from 'node:crypto';
import { chmod, open, readFile, realpath, rename, rm, stat } from 'node:fs/promises';
import { AmphoraError } from '../../core/errors.ts';
import { isSystemError, systemProblem } from '../../store/systemError.ts';

/** A file's text; empty where it is not there. @throws AmphoraError `file-not-editable` */
export async function readTextFile(file: string): Promise<string> {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(await readFile(file));
  } catch (error) {
    if (isSystemError(error, 'ENOENT')) return '';
    throw notEditable(file, error);
  }
}

/**
 * Puts a text in a file's place in one step, through links, with the permissions that it had; a new one is its owner's only.
 * @throws AmphoraError `file-not-editable`
 */
export async function replaceTextFile(file: string, text: string): Promise<void> {
  const target = await realpath(file).catch(() => file);
  const temporary = `${target}.${randomUUID()}.tmp`;
  try {
    const before = await stat(target).catch(() => undefined);
    const handle = await open(temporary, 'wx', 0o600);
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    if (before) await chmod(temporary, before.mode & 0o777);
    await rename(temporary, target);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw notEditable(file, error);
  }
}

function notEditable(path: string, cause: unknown): AmphoraError {
  const problem = cause instanceof TypeError ? 'it is not UTF-8 text' : systemProblem(cause);
  return new AmphoraError('file-not-editable', { path, problem }, { cause });
}
