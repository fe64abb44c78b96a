/** Turns failures of the file system and of SQLite into ours. */
import { AmphoraError } from '../../core/errors.ts';
import { isSystemError, systemProblem } from '../systemError.ts';

/** SQLite's primary result codes, from its public interface documentation. */
const SQLITE = {
  perm: 3,
  busy: 5,
  locked: 6,
  readonly: 8,
  ioerr: 10,
  corrupt: 11,
  full: 13,
  cantopen: 14,
  notadb: 26,
};

/** SQLITE_IOERR_SHMSIZE: the shared-memory file could not grow, which is how a full disk shows first. */
const SQLITE_IOERR_SHMSIZE = 4874;

function sqliteCode(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('errcode' in error) || typeof error.errcode !== 'number')
    return undefined;
  return error.errcode === SQLITE_IOERR_SHMSIZE ? SQLITE.full : error.errcode & 0xff;
}

/** Whether another connection holds what SQLite was asked for. */
export function isBusy(error: unknown): boolean {
  return sqliteCode(error) === SQLITE.busy;
}

function sqliteFailure(error: Error, code: number, path: string): Error {
  const problem = error.message;
  const cause = error;
  switch (code) {
    case SQLITE.full:
      return new AmphoraError('disk-full', { path }, { cause });
    case SQLITE.corrupt:
    case SQLITE.notadb:
      return new AmphoraError('store-damaged', { path, problem }, { cause });
    case SQLITE.ioerr:
    case SQLITE.perm:
    case SQLITE.readonly:
    case SQLITE.cantopen:
      return new AmphoraError('store-not-writable', { path, problem }, { cause });
    case SQLITE.busy:
    case SQLITE.locked:
      return new AmphoraError('store-busy', { path, by: 'another process' }, { cause });
    default:
      return error;
  }
}

/** The failure to tell of where work on the store at `path` threw `error`; what is not known stays as it is. */
export function storeFailure(error: unknown, path: string): unknown {
  const code = sqliteCode(error);
  if (code !== undefined) return sqliteFailure(error as Error, code, path);
  if (isSystemError(error, 'ENOSPC', 'EDQUOT'))
    return new AmphoraError('disk-full', { path }, { cause: error });
  if (
    isSystemError(error, 'EACCES', 'EPERM', 'EROFS', 'ENOENT', 'ENOTDIR', 'EEXIST', 'ELOOP', 'ENAMETOOLONG')
  ) {
    return new AmphoraError('store-not-writable', { path, problem: systemProblem(error) }, { cause: error });
  }
  return error;
}
