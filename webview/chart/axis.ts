/** Axes: where values stand on the screen, and which of them are written there. */
import { scaleLinear, scaleLog, scaleTime } from 'd3-scale';
import { formatBytes } from '../ui/format.ts';
import { formatMoment, formatValue, inUnit, unitOf } from './format.ts';
import type { Span } from './series.ts';

/** `number`; `step` and `version` (`v3`) are whole; `duration` is seconds, `time` seconds since the epoch. */
export type XScale = 'number' | 'step' | 'version' | 'duration' | 'time';
/** `log` and `linear` show numbers, `bytes` sizes. */
export type YScale = 'linear' | 'log' | 'bytes';

interface Tick {
  /** px */
  readonly at: number;
  /** Empty where only its line is drawn. */
  readonly label: string;
}

export interface Axis {
  readonly domain: Span;
  /** px of a value. */
  at(value: number): number;
  /** The value at a px. */
  value(at: number): number;
  readonly ticks: readonly Tick[];
}

type Range = readonly [number, number];

/** @param count of labels that have room, about */
export function xAxis(kind: XScale, domain: Span, range: Range, count: number): Axis {
  const scale = scaleLinear([domain.from, domain.to], [...range]);
  const format = numberLabels(scale, domain, count);
  const ticksOf = (values: readonly number[], label: (value: number) => string) =>
    values.map(value => ({ at: scale(value), label: label(value) }));
  const axis = { domain, at: linear(domain, range), value: (at: number) => scale.invert(at) };
  switch (kind) {
    case 'number':
      return { ...axis, ticks: ticksOf(scale.ticks(count), format) };
    case 'step':
      return { ...axis, ticks: ticksOf(scale.ticks(count).filter(Number.isInteger), format) };
    case 'version':
      return { ...axis, ticks: ticksOf(scale.ticks(count).filter(Number.isInteger), value => `v${value}`) };
    case 'duration': {
      const { step, values } = durationTicks(domain, count, scale.ticks(count));
      return { ...axis, ticks: ticksOf(values, value => inUnit(value, unitOf(step))) };
    }
    case 'time': {
      const times = scaleTime([new Date(domain.from * 1000), new Date(domain.to * 1000)], [...range]);
      // Times have whole milliseconds, where the stretch may have none.
      const values = times
        .ticks(count)
        .map(each => each.getTime() / 1000)
        .filter(each => each >= domain.from && each <= domain.to);
      const step = (values[1] ?? domain.to) - (values[0] ?? domain.from);
      return { ...axis, ticks: ticksOf(values, value => formatMoment(value, step)) };
    }
  }
}

export function yAxis(kind: YScale, domain: Span, range: Range, count: number): Axis {
  if (kind === 'log') {
    const scale = scaleLog([domain.from, domain.to], [...range]);
    const format = scale.tickFormat(count, '~g');
    const ticks = scale.ticks(count).map(value => ({ at: scale(value), label: format(value) }));
    return { domain, at: scale, value: at => scale.invert(at), ticks };
  }
  const scale = scaleLinear([domain.from, domain.to], [...range]);
  const label = kind === 'bytes' ? formatBytes : numberLabels(scale, domain, count);
  const ticks = scale.ticks(count).filter(value => kind !== 'bytes' || value >= 0);
  return {
    domain,
    at: linear(domain, range),
    value: at => scale.invert(at),
    ticks: ticks.map(value => ({ at: scale(value), label: label(value) })),
  };
}

/** What the scale says too, for millions of points. */
function linear({ from, to }: Span, [start, end]: Range): (value: number) => number {
  const slope = (end - start) / (to - from);
  return value => start + (value - from) * slope;
}

function numberLabels(
  scale: ReturnType<typeof scaleLinear>,
  domain: Span,
  count: number,
): (value: number) => string {
  const format = scale.tickFormat(count, specifier(domain));
  // Not `0k` or `0.00`.
  return value => (value === 0 ? '0' : format(value));
}

/** How numbers of a stretch are written in little room, as d3 names it. */
function specifier({ from, to }: Span): string | undefined {
  const largest = Math.max(Math.abs(from), Math.abs(to));
  if (largest >= 1e15 || (largest > 0 && largest < 1e-3)) return '~e';
  return largest >= 1e4 ? '~s' : undefined;
}

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Steps in seconds that people count time in. */
const STEPS = [
  ...[1, 2, 5, 10, 15, 30],
  ...[1, 2, 5, 10, 15, 30].map(each => each * MINUTE),
  ...[1, 2, 3, 6, 12].map(each => each * HOUR),
  ...[1, 2, 5, 10, 20, 50, 100, 200, 500].map(each => each * DAY),
] as const;

function durationTicks(
  { from, to }: Span,
  count: number,
  decimal: readonly number[],
): { readonly step: number; readonly values: readonly number[] } {
  const wanted = (to - from) / Math.max(1, count);
  const step = STEPS.find(each => each >= wanted);
  if (step === undefined || wanted < 0.5) {
    return { step: step === undefined ? DAY : 1, values: decimal };
  }
  const values: number[] = [];
  for (let value = Math.ceil(from / step) * step; value <= to; value += step) values.push(value);
  return { step, values };
}

/** A value of an axis in words. */
export function xText(kind: XScale, value: number): string {
  switch (kind) {
    case 'number':
    case 'step':
      return formatValue(value);
    case 'version':
      return `v${value}`;
    case 'duration':
      return inUnit(value, unitOf(value));
    case 'time':
      return formatMoment(value, 0);
  }
}

export function yText(kind: YScale, value: number): string {
  return kind === 'bytes' ? formatBytes(value) : formatValue(value);
}
