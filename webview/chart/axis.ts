/** Axes: where values stand on the screen, and which of them are written there. */
import { ticks } from 'd3-array';
import { tickFormat } from 'd3-scale';
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
  const axis = linear(domain, range);
  const decimal = ticks(domain.from, domain.to, count);
  const ticksOf = (values: readonly number[], label: (value: number) => string) =>
    values.map(value => ({ at: axis.at(value), label: label(value) }));
  switch (kind) {
    case 'number':
      return { ...axis, ticks: ticksOf(decimal, numberLabels(domain, count)) };
    case 'step':
      return { ...axis, ticks: ticksOf(decimal.filter(Number.isInteger), numberLabels(domain, count)) };
    case 'version':
      return { ...axis, ticks: ticksOf(decimal.filter(Number.isInteger), value => `v${value}`) };
    case 'duration': {
      const { step, values } = durationTicks(domain, count, decimal);
      return { ...axis, ticks: ticksOf(values, value => inUnit(value, unitOf(step))) };
    }
    case 'time': {
      // Hours and days begin where people's clocks say so.
      const east = -60 * new Date(domain.from * 1000).getTimezoneOffset() || 0;
      const local = { from: domain.from + east, to: domain.to + east };
      const { step, values } = durationTicks(local, count, ticks(local.from, local.to, count));
      return {
        ...axis,
        ticks: ticksOf(
          values.map(each => each - east),
          value => formatMoment(value, step),
        ),
      };
    }
  }
}

export function yAxis(kind: YScale, domain: Span, range: Range, count: number): Axis {
  if (kind === 'log') return logAxis(domain, range, count);
  const axis = linear(domain, range);
  const label = kind === 'bytes' ? formatBytes : numberLabels(domain, count);
  const values = ticks(domain.from, domain.to, count).filter(value => kind !== 'bytes' || value >= 0);
  return { ...axis, ticks: values.map(value => ({ at: axis.at(value), label: label(value) })) };
}

/** Decades that are so many have no labels between their powers; fewer have some. */
const MANY = 3;

function logAxis(domain: Span, range: Range, count: number): Axis {
  const powers = { from: Math.log10(domain.from), to: Math.log10(domain.to) };
  const { at, value } = linear(powers, range);
  const decades = powers.to - powers.from;
  const isIn = (each: number): boolean => each >= domain.from && each <= domain.to;
  const values: number[] = [];
  if (decades < 1) values.push(...ticks(domain.from, domain.to, count));
  else {
    const step = Math.max(1, Math.ceil(decades / Math.max(1, count)));
    const between = decades >= MANY ? [1] : [1, 2, 5];
    for (let power = Math.floor(powers.from / step) * step; power <= powers.to; power += step) {
      values.push(...between.map(each => each * 10 ** power).filter(isIn));
    }
  }
  return {
    domain,
    at: each => at(Math.log10(each)),
    value: each => 10 ** value(each),
    ticks: values.map(each => ({ at: at(Math.log10(each)), label: formatValue(each) })),
  };
}

function linear(domain: Span, [start, end]: Range): Omit<Axis, 'ticks'> {
  const { from, to } = domain;
  const slope = (end - start) / (to - from);
  return {
    domain,
    at: value => start + (value - from) * slope,
    value: at => from + (at - start) / slope,
  };
}

function numberLabels(domain: Span, count: number): (value: number) => string {
  const format = tickFormat(domain.from, domain.to, count, specifier(domain));
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
