/** What charts say in words. */
import { t } from '../ui/l10n.ts';
import { type XScale, xText, type YScale, yText } from './axis.ts';
import type { Reading } from './readings.ts';

export interface Scales {
  readonly xScale: XScale;
  readonly yScale: YScale;
  readonly xLabel: string;
}

/** The value of a reading: smoothed first, where it is, then as it was logged. */
export function valueWords({ y, smooth }: Pick<Reading, 'y' | 'smooth'>, { yScale }: Scales): string {
  const value = yText(yScale, y);
  if (smooth === undefined) return value;
  return t('{smoothed} ({value} logged)', { smoothed: yText(yScale, smooth), value });
}

/** A reading to be heard. */
export function readingWords(reading: Reading, scales: Scales, isNamed: boolean): string {
  const value = valueWords(reading, scales);
  return isNamed ? `${reading.series.label} ${value}` : value;
}

/** Where a reading is: `Step 12`. */
export function placeWords(x: number, { xLabel, xScale }: Scales): string {
  return `${xLabel} ${xText(xScale, x)}`;
}
