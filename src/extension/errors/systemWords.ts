import { l10n } from 'vscode';

/** What the operating system and SQLite say in English where a file or the catalog is refused, translated. */
export function systemWords(): Readonly<Record<string, string>> {
  return {
    // Node's words, by libuv
    'permission denied': l10n.t('permission denied'),
    'operation not permitted': l10n.t('operation not permitted'),
    'read-only file system': l10n.t('read-only file system'),
    'no space left on device': l10n.t('no space left on device'),
    'i/o error': l10n.t('i/o error'),
    'resource busy or locked': l10n.t('resource busy or locked'),
    'resource temporarily unavailable': l10n.t('resource temporarily unavailable'),
    'text file is busy': l10n.t('text file is busy'),
    'too many open files': l10n.t('too many open files'),
    'file table overflow': l10n.t('file table overflow'),
    'not enough memory': l10n.t('not enough memory'),
    'no such file or directory': l10n.t('no such file or directory'),
    'file already exists': l10n.t('file already exists'),
    'not a directory': l10n.t('not a directory'),
    'illegal operation on a directory': l10n.t('illegal operation on a directory'),
    'directory not empty': l10n.t('directory not empty'),
    'too many symbolic links encountered': l10n.t('too many symbolic links encountered'),
    'name too long': l10n.t('name too long'),
    'invalid argument': l10n.t('invalid argument'),
    'illegal byte sequence': l10n.t('illegal byte sequence'),
    'file too large': l10n.t('file too large'),
    'no such device': l10n.t('no such device'),
    'no such device or address': l10n.t('no such device or address'),
    'cross-device link not permitted': l10n.t('cross-device link not permitted'),
    'connection timed out': l10n.t('connection timed out'),
    'host is down': l10n.t('host is down'),
    'unknown error': l10n.t('unknown error'),
    // SQLite's
    'attempt to write a readonly database': l10n.t('attempt to write a readonly database'),
    'unable to open database file': l10n.t('unable to open database file'),
    'disk I/O error': l10n.t('disk I/O error'),
    'database disk image is malformed': l10n.t('database disk image is malformed'),
    'file is not a database': l10n.t('file is not a database'),
    'access permission denied': l10n.t('access permission denied'),
  };
}
