/** Sizes, counts, ages and durations as people read them, in the language of `locale`. */

const numberFormats = new Map<string, Intl.NumberFormat>();

function numberFormat(locale: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `${locale} ${options.unit ?? ''} ${String(options.maximumFractionDigits)}`;
  let format = numberFormats.get(key);
  if (format === undefined) numberFormats.set(key, (format = new Intl.NumberFormat(locale, options)));
  return format;
}

function formatUnit(value: number, unit: string, maximumFractionDigits: number, locale: string): string {
  return numberFormat(locale, { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits }).format(
    value,
  );
}

const BYTE_UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte', 'petabyte'] as const;
const ENGLISH_UNITS = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'] as const;

/**
 * English numbers as Intl writes them. The first Intl format of a process takes a tenth of what a whole command
 * does, and the command line speaks English.
 */
function englishNumber(value: number, maximumFractionDigits: number): string {
  const [whole = '', fraction = ''] = value.toFixed(maximumFractionDigits).split('.');
  const digits = fraction.replace(/0+$/, '');
  return whole.replace(/\B(?=(\d{3})+$)/g, ',') + (digits === '' ? '' : `.${digits}`);
}

/** `4.2 MB`: decimal units, one digit after the point below 100. */
export function formatBytes(bytes: number, locale: string): string {
  let value = bytes;
  let unit = 0;
  // 999.5 would round up to 1,000 of the smaller unit.
  while (value >= (unit === 0 ? 1000 : 999.5) && unit < BYTE_UNITS.length - 1) {
    value /= 1000;
    unit++;
  }
  // Intl's own word for the smallest unit is "999 byte".
  if (unit === 0) return `${formatCount(value, locale)} B`;
  const fractionDigits = value < 99.95 ? 1 : 0;
  if (locale === 'en') return `${englishNumber(value, fractionDigits)} ${ENGLISH_UNITS[unit] ?? 'PB'}`;
  return formatUnit(value, BYTE_UNITS[unit] ?? 'petabyte', fractionDigits, locale);
}

/** `1,797`. */
export function formatCount(count: number, locale: string): string {
  return locale === 'en' ? englishNumber(count, 0) : numberFormat(locale, {}).format(count);
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const AGES: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['year', 365 * DAY],
  ['month', 30 * DAY],
  ['day', DAY],
  ['hour', HOUR],
  ['minute', MINUTE],
];
const ageFormats = new Map<string, Intl.RelativeTimeFormat>();

function ageFormat(locale: string, numeric: 'auto' | 'always'): Intl.RelativeTimeFormat {
  const key = `${locale} ${numeric}`;
  let format = ageFormats.get(key);
  if (format === undefined) {
    format = new Intl.RelativeTimeFormat(locale, { numeric, style: 'narrow' });
    ageFormats.set(key, format);
  }
  return format;
}

/**
 * `3h ago`; `now` below a minute, and for a time to come (another machine's clock). Both times in milliseconds
 * since the epoch.
 */
export function formatAge(then: number, now: number, locale: string): string {
  const age = now - then;
  for (const [unit, length] of AGES) {
    // Not 'auto': "yesterday" would be wrong for what happened 30 hours ago.
    if (age >= length) return ageFormat(locale, 'always').format(-Math.floor(age / length), unit);
  }
  return ageFormat(locale, 'auto').format(0, 'second');
}

/** `3 min`: a stretch of milliseconds in its largest unit, rounded up, so that what remains never reads as nothing. */
export function formatDuration(milliseconds: number, locale: string): string {
  const seconds = Math.max(1, Math.ceil(milliseconds / SECOND));
  if (seconds < 100) return formatUnit(seconds, 'second', 0, locale);
  const minutes = Math.ceil(seconds / 60);
  if (minutes < 100) return formatUnit(minutes, 'minute', 0, locale);
  return formatUnit(Math.ceil(minutes / 60), 'hour', 0, locale);
}
