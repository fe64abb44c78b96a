/** Numbers, sizes and times in the person's language. */
import { locale } from './l10n.ts';

/** Made once for each language and kind: making one takes longer than a hundred uses. */
const made = new Map<string, Intl.NumberFormat | Intl.DateTimeFormat>();

function formatOf<T extends Intl.NumberFormat | Intl.DateTimeFormat>(kind: string, make: () => T): T {
  const key = `${locale()} ${kind}`;
  const known = made.get(key) ?? make();
  made.set(key, known);
  return known as T;
}

export function formatNumber(value: number): string {
  return formatOf('number', () => new Intl.NumberFormat(locale())).format(value);
}

const UNITS = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'] as const;

/** `1.2 GB`; powers of 1,000. */
export function formatBytes(bytes: number): string {
  const power = bytes < 1000 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log10(bytes) / 3));
  const digits = power === 0 ? 0 : 1;
  const format = formatOf(
    `bytes ${String(digits)}`,
    () => new Intl.NumberFormat(locale(), { maximumFractionDigits: digits }),
  );
  return `${format.format(bytes / 1000 ** power)} ${UNITS[power] ?? 'B'}`;
}

/** @param time milliseconds since the epoch */
export function formatTime(time: number): string {
  const date = new Date(time);
  if (Number.isNaN(date.getTime())) return '';
  return formatOf(
    'time',
    () => new Intl.DateTimeFormat(locale(), { dateStyle: 'medium', timeStyle: 'short' }),
  ).format(date);
}

const SPANS = [
  ['second', 60],
  ['minute', 60],
  ['hour', 24],
] as const;

/** `12 seconds`, `3 minutes`, `2 hours`, `4 days`. @param span milliseconds */
export function formatSpan(span: number): string {
  let value = Math.max(0, span / 1000);
  for (const [unit, size] of SPANS) {
    if (value < size) return inUnit(value, unit);
    value /= size;
  }
  return inUnit(value, 'day');
}

function inUnit(value: number, unit: string): string {
  const digits = value < 10 ? 1 : 0;
  return formatOf(
    `${unit} ${String(digits)}`,
    () =>
      new Intl.NumberFormat(locale(), {
        style: 'unit',
        unit,
        unitDisplay: 'long',
        maximumFractionDigits: digits,
      }),
  ).format(value);
}
