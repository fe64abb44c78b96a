/** Finds the files of a folder: what is left out, which links are followed, what is refused. */
import fs from 'node:fs';
import path from 'node:path';
import { AmphoraError } from '../core/errors.ts';
import { IGNORE_FILE, isIgnored, NO_RULES, withIgnoreFile } from './ignoreRules.ts';
import type { IgnoreRules } from './ignoreRules.ts';
import type { Pause } from './pause.ts';
import { PROBLEMS } from './problems.ts';
import type { Stamp } from './stamp.ts';
import { isTemporaryName } from './temporaryName.ts';
import { isStoreLayout } from '../store/storePlaces.ts';
import { isSystemError } from '../store/systemError.ts';
import { problemOf, readFailure } from './fileFailures.ts';

export interface ScannedFile {
  /** Relative to the folder, `/` between folders. */
  readonly path: string;
  /** Where its bytes are: the file a link points to, with every link resolved. */
  readonly source: string;
  readonly stamp: Stamp;
}

interface Folder {
  /** Relative, ending in `/`; empty for the root. */
  readonly prefix: string;
  readonly absolute: string;
  /** With all links resolved. */
  readonly real: string;
  readonly rules: IgnoreRules;
  readonly parent?: Folder;
  /** Whether a link led here, or to a folder above. */
  readonly linked: boolean;
}

export interface ScanRequest {
  /** Absolute path. */
  readonly root: string;
  readonly pause: Pause;
  readonly visit: (file: ScannedFile) => void;
}

type Stats = fs.Stats;

/**
 * Calls `visit` with every file below a folder, in no particular order. Links to files and folders inside it are
 * followed; `.git`, `.amphoraignore` and what the latter names are left out, and what belongs to a store.
 * @throws AmphoraError `link-outside`, `ignore-file-unreadable`, `file-unreadable` (also pipes, sockets, devices, and links that lead
 * nowhere or round in a circle), `file-name-not-text`, `file-vanished`
 */
export async function scanFolder({ root, pause, visit }: ScanRequest): Promise<void> {
  const real = realPath(root);
  const pending: Folder[] = [{ prefix: '', absolute: root, real, rules: NO_RULES, linked: false }];
  for (let next = pending.pop(); next; next = pending.pop()) {
    const { names, folder } = enter(next);
    for (const name of names) {
      const waiting = pause();
      if (waiting) await waiting;
      const found = look(name, folder, real);
      if (found === undefined) continue;
      if (!('rules' in found)) visit(found);
      else if (!isStoreLayout(found.real)) pending.push(found);
    }
  }
}

/** The names in a folder, and the folder with the rules of its own ignore file. */
function enter(folder: Folder): { names: readonly string[]; folder: Folder } {
  try {
    const names = fs.readdirSync(folder.absolute);
    const rules = rulesOf(folder, names);
    const entered = rules === folder.rules ? folder : { ...folder, rules };
    // Bytes that are not UTF-8 were replaced; a name may also hold that character in its own right.
    if (!names.some(name => name.includes('\uFFFD'))) return { names, folder: entered };
    return { names: readTextNames(entered), folder: entered };
  } catch (error) {
    throw readFailure(error, folder.absolute);
  }
}

function readTextNames(folder: Folder): string[] {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  const names: string[] = [];
  for (const bytes of fs.readdirSync(folder.absolute, { encoding: 'buffer' })) {
    try {
      names.push(decoder.decode(bytes));
    } catch {
      // As far as it can be shown, the name may still be matched by a pattern.
      if (isIgnored(folder.rules, folder.prefix + bytes.toString())) continue;
      throw new AmphoraError('file-name-not-text', { path: folder.absolute });
    }
  }
  return names;
}

function rulesOf(folder: Folder, names: readonly string[]): IgnoreRules {
  if (!names.includes(IGNORE_FILE)) return folder.rules;
  const file = path.join(folder.absolute, IGNORE_FILE);
  try {
    const stats = fs.statSync(file, { throwIfNoEntry: false });
    if (!stats) throw ignoreFailure(file, PROBLEMS.leadsNowhere);
    if (stats.isDirectory()) throw ignoreFailure(file, PROBLEMS.folder);
    if (!stats.isFile()) throw ignoreFailure(file, PROBLEMS.special);
    return withIgnoreFile(folder.rules, folder.prefix, fs.readFileSync(file, 'utf8'));
  } catch (error) {
    throw isSystemError(error) ? ignoreFailure(file, problemOf(error), error) : error;
  }
}

/** Passed over, it would let in what it was to keep out. */
function ignoreFailure(path: string, problem: string, cause?: unknown): AmphoraError {
  return new AmphoraError('ignore-file-unreadable', { path, problem }, { cause });
}

/** What is behind one name: a file, a folder to go into, or nothing where it is left out. */
function look(name: string, folder: Folder, root: string): ScannedFile | Folder | undefined {
  if (name === '.git' || name === IGNORE_FILE || isTemporaryName(name)) return undefined;
  const relative = folder.prefix + name;
  const absolute = below(folder.absolute, '/', name);
  const stats = statOf(absolute);
  if (stats.isSymbolicLink()) {
    if (isIgnored(folder.rules, relative) || isIgnored(folder.rules, `${relative}/`)) return undefined;
    return followed(relative, absolute, folder, root);
  }
  const real = below(folder.real, path.sep, name);
  return describe({ relative, absolute, real, stats, linked: folder.linked }, folder);
}

interface Found {
  readonly relative: string;
  readonly absolute: string;
  readonly real: string;
  readonly stats: Stats;
  readonly linked: boolean;
}

function describe(found: Found, folder: Folder): ScannedFile | Folder | undefined {
  const { relative, absolute, real, stats, linked } = found;
  if (stats.isDirectory()) {
    if (isIgnored(folder.rules, `${relative}/`)) return undefined;
    if (linked) refuseCircle(absolute, real, folder);
    return { prefix: `${relative}/`, absolute, real, rules: folder.rules, parent: folder, linked };
  }
  if (isIgnored(folder.rules, relative)) return undefined;
  if (!stats.isFile()) throw unreadable(absolute, PROBLEMS.special);
  return { path: relative, source: linked ? real : absolute, stamp: stats };
}

function followed(
  relative: string,
  absolute: string,
  folder: Folder,
  root: string,
): ScannedFile | Folder | undefined {
  let real: string;
  try {
    real = fs.realpathSync(absolute);
  } catch (error) {
    throw unreadable(absolute, PROBLEMS.leadsNowhere, error);
  }
  const inside = real === root || real.startsWith(below(root, path.sep, ''));
  if (!inside) throw new AmphoraError('link-outside', { path: absolute });
  return describe({ relative, absolute, real, stats: statOf(real), linked: true }, folder);
}

/** A folder that lies in itself, through a link, has no end. */
function refuseCircle(absolute: string, real: string, folder: Folder): void {
  for (let above: Folder | undefined = folder; above; above = above.parent) {
    if (above.real === real) throw unreadable(absolute, PROBLEMS.circle);
  }
}

function realPath(file: string): string {
  try {
    return fs.realpathSync(file);
  } catch (error) {
    throw readFailure(error, file);
  }
}

/** Finds one file, under its own name. @throws AmphoraError `file-vanished`, `file-unreadable` */
export function scanFile(file: string): ScannedFile {
  const source = realPath(file);
  return { path: path.basename(file), source, stamp: statOf(source) };
}

/** A file system's own root already ends in the separator. */
function below(folder: string, separator: string, name: string): string {
  return folder.endsWith(separator) ? folder + name : folder + separator + name;
}

function statOf(file: string): Stats {
  try {
    return fs.lstatSync(file);
  } catch (error) {
    throw readFailure(error, file);
  }
}

function unreadable(path: string, problem: string, cause?: unknown): AmphoraError {
  return new AmphoraError('file-unreadable', { path, problem }, { cause });
}
