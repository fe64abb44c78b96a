import { usageError } from '../usageError.ts';

const UNITS: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** Milliseconds; undefined where the text is none, such as `24h`. */
export function parseDuration(text: string): number | undefined {
  const [, number, unit = ''] = /^(\d{1,6})([smhd])$/.exec(text) ?? [];
  const size = UNITS[unit];
  return number === undefined || size === undefined ? undefined : Number(number) * size;
}

/** @throws AmphoraError `usage` */
export function readDuration(option: string, text: string): number {
  const duration = parseDuration(text);
  if (duration === undefined)
    throw usageError(`${option} takes a time such as 15m, 24h or 30d, not "${text}"`);
  return duration;
}

/** A moment, or how long ago it was. Milliseconds since the epoch. @throws AmphoraError `usage` */
export function readMoment(option: string, text: string, now: number): number {
  const ago = parseDuration(text);
  if (ago !== undefined) return now - ago;
  const moment = /^\d{4}-\d{2}-\d{2}/.test(text) ? Date.parse(text) : NaN;
  if (!Number.isNaN(moment)) return moment;
  throw usageError(`${option} takes a date such as 2026-01-31, or a time ago such as 24h, not "${text}"`);
}
