/** What charts are made of. */

export type LineColor = 'blue' | 'green' | 'purple' | 'yellow' | 'orange' | 'red';

export interface LineStyle {
  /** Of the theme's charts. */
  readonly color: LineColor;
  /** Lengths in px of strokes and gaps; empty for a line without gaps. */
  readonly dash: readonly number[];
}

/** A line of a chart. */
export interface Series {
  readonly label: string;
  readonly style: LineStyle;
  /** In rising order. */
  readonly x: ArrayLike<number>;
  /** As many; what is no finite number breaks the line. */
  readonly y: ArrayLike<number>;
}

/** A stretch of an axis. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

const COLORS: readonly LineColor[] = ['blue', 'green', 'purple', 'yellow', 'orange', 'red'];
/** Lines that share a colour are told apart by their strokes. */
const DASHES: readonly (readonly number[])[] = [[], [6, 3], [2, 3], [8, 3, 2, 3]];

/** How the line at a place of a list is drawn: no two of the first 24 look the same. */
export function lineStyle(index: number): LineStyle {
  return {
    color: COLORS[index % COLORS.length] ?? 'blue',
    dash: DASHES[Math.floor(index / COLORS.length) % DASHES.length] ?? [],
  };
}
