/** Numbers, sizes and ages in the language that the extension's own text is in. */
import { env, l10n } from 'vscode';
import { formatAge, formatBytes, formatCount, formatDuration } from '../../core/format.ts';

/** The language of our text: VS Code's where it is translated, else English. */
export function locale(): string {
  return l10n.bundle === undefined ? 'en' : env.language;
}

export function bytes(value: number): string {
  return formatBytes(value, locale());
}

export function count(value: number): string {
  return formatCount(value, locale());
}

/** How long ago, at `now` (milliseconds since the epoch). */
export function age(then: number, now: number = Date.now()): string {
  return formatAge(then, now, locale());
}

export function duration(milliseconds: number): string {
  return formatDuration(milliseconds, locale());
}

/** Date and time of day. */
export function dateTime(milliseconds: number): string {
  return new Intl.DateTimeFormat(locale(), { dateStyle: 'medium', timeStyle: 'short' }).format(milliseconds);
}

export function fileCount(files: number): string {
  return files === 1 ? l10n.t('1 file') : l10n.t('{0} files', count(files));
}

export function artifactCount(artifacts: number): string {
  return artifacts === 1 ? l10n.t('1 artifact') : l10n.t('{0} artifacts', count(artifacts));
}

export function runCount(runs: number): string {
  return runs === 1 ? l10n.t('1 run') : l10n.t('{0} runs', count(runs));
}

export function versionCount(versions: number): string {
  return versions === 1 ? l10n.t('1 version') : l10n.t('{0} versions', count(versions));
}

/** Parts of a description, those that are empty left out. */
export function joined(...parts: readonly (string | undefined)[]): string {
  return parts.filter(part => part !== undefined && part !== '').join(' · ');
}
