/** Words that answers are made of. The command line speaks English. */
import * as format from '../core/format.ts';
import { formatReference } from '../core/reference.ts';
import type { Version } from '../core/version.ts';
import { versionReference } from '../core/version.ts';

const LOCALE = 'en';

export const bytes = (count: number): string => format.formatBytes(count, LOCALE);
export const count = (number: number): string => format.formatCount(number, LOCALE);
export const age = (then: number, now: number): string => format.formatAge(then, now, LOCALE);
export const duration = (milliseconds: number): string => format.formatDuration(milliseconds, LOCALE);

/** `1 file`, `1,797 files`. */
export function some(number: number, one: string, many = `${one}s`): string {
  return `${count(number)} ${number === 1 ? one : many}`;
}

/** `1,797 files, 4.2 MB`. */
export const filesAndBytes = (files: number, size: number): string =>
  `${some(files, 'file')}, ${bytes(size)}`;

/** `digits/mnist-raw:v3 (1,797 files, 4.2 MB)`. */
export function versionWords(version: Version): string {
  return `${formatReference(versionReference(version))} (${filesAndBytes(version.fileCount, version.size)})`;
}
