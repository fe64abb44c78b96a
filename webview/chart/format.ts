/** Values of charts in words. */
import { locale } from '../ui/l10n.ts';

const kept = new Map<string, Intl.NumberFormat>();

function numberFormat(options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = locale() + JSON.stringify(options);
  const known = kept.get(key);
  if (known) return known;
  const made = new Intl.NumberFormat(locale(), options);
  kept.set(key, made);
  return made;
}

/** A number with as many digits as tell points apart: `0.04217`, `1,797`, `1.2e-7`. */
export function formatValue(value: number): string {
  const size = Math.abs(value);
  if (!Number.isFinite(value)) return String(value);
  if (size !== 0 && (size < 1e-4 || size >= 1e15)) {
    return value
      .toExponential(3)
      .replace(/\.?0+e/, 'e')
      .replace('e+', 'e');
  }
  if (Number.isInteger(value)) return numberFormat({}).format(value);
  return numberFormat(size >= 1000 ? { maximumFractionDigits: 2 } : { maximumSignificantDigits: 5 }).format(
    value,
  );
}

type TimeUnit = 'second' | 'minute' | 'hour' | 'day';
const SECONDS: Readonly<Record<TimeUnit, number>> = { second: 1, minute: 60, hour: 3600, day: 86_400 };

/** The largest unit that a number of seconds fills. */
export function unitOf(seconds: number): TimeUnit {
  const size = Math.abs(seconds);
  return size < 60 ? 'second' : size < 3600 ? 'minute' : size < 86_400 ? 'hour' : 'day';
}

/** `1.5h` */
export function inUnit(seconds: number, unit: TimeUnit): string {
  return numberFormat({ style: 'unit', unit, unitDisplay: 'narrow', maximumFractionDigits: 2 }).format(
    seconds / SECONDS[unit],
  );
}

/**
 * A time as exactly as a step in seconds needs it; a step of 0 for all of it.
 * @param seconds since the epoch
 */
export function formatMoment(seconds: number, step: number): string {
  const date = new Date(seconds * 1000);
  if (Number.isNaN(date.getTime())) return String(seconds);
  if (step === 0) return date.toLocaleString(locale(), { dateStyle: 'medium', timeStyle: 'medium' });
  if (step < 60) return date.toLocaleTimeString(locale(), { timeStyle: 'medium' });
  if (step < SECONDS.day) {
    const isMidnight = date.getHours() === 0 && date.getMinutes() === 0;
    if (!isMidnight) return date.toLocaleTimeString(locale(), { timeStyle: 'short' });
  }
  if (step < 300 * SECONDS.day) return date.toLocaleDateString(locale(), { month: 'short', day: 'numeric' });
  return date.toLocaleDateString(locale(), { year: 'numeric', month: 'short' });
}
