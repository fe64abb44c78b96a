/** Stretches of an axis that are looked at closer. */
import type { Span } from './series.ts';

/** The least share of the whole that is still told apart by numbers. */
const CLOSEST = 1e-9;

/**
 * A stretch made larger or smaller around a place, within the whole; undefined where it is the whole again.
 * @param factor of its length: less than 1 comes closer
 */
export function zoomed(span: Span, whole: Span, around: number, factor: number): Span | undefined {
  const length = (span.to - span.from) * factor;
  const wholeLength = whole.to - whole.from;
  if (length >= wholeLength || wholeLength <= 0) return undefined;
  if (length < wholeLength * CLOSEST) return span;
  const share = (around - span.from) / (span.to - span.from);
  const from = Math.min(Math.max(around - share * length, whole.from), whole.to - length);
  return { from, to: from + length };
}
