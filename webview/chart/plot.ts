/** A chart laid out: its axes, and its lines as px. */
import { type Axis, type XScale, xAxis, type YScale, yAxis } from './axis.ts';
import { extent, placesIn, screenPoints, union } from './points.ts';
import type { LineStyle, Series, Span } from './series.ts';
import { keptSmoothed } from './smooth.ts';

export interface PlotModel {
  readonly series: readonly Series[];
  readonly xScale: XScale;
  readonly yScale: YScale;
  /** 0 to less than 1. */
  readonly smoothing: number;
  /** The stretch of x that is shown; all of it where it is undefined. */
  readonly zoom: Span | undefined;
  /** Whether each point is marked, however many there are. */
  readonly points: boolean;
}

/** Sizes in px. */
export interface Room {
  readonly width: number;
  readonly height: number;
  /** Width of a text as it will be drawn. */
  readonly textWidth: (text: string) => number;
}

interface PlottedLine {
  readonly style: LineStyle;
  readonly label: string;
  /** x and y in turn; NaN where the line breaks. */
  readonly points: Float32Array;
  /** Drawn faintly, behind its smoothed twin. */
  readonly faint: boolean;
  readonly marked: boolean;
}

export interface Plot {
  readonly x: Axis;
  readonly y: Axis;
  readonly lines: readonly PlottedLine[];
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

const TOP = 8;
/** Labels of x below the plot. */
const BELOW = 20;
const BESIDE = 8;
/** Lines of which each is named where it ends, rather than in a legend alone. */
const MOST_NAMED = 3;
const WIDEST_NAME = 96;
/** px that a label of an axis takes, with the gap to the next. */
const [X_LABEL, Y_LABEL] = [72, 36];
/** px between points that are close enough to be marked each. */
const APART = 10;
const MARGIN = 0.05;

/** Whether lines are named where they end. */
export function isNamed({ series }: Pick<PlotModel, 'series'>, width: number): boolean {
  return series.length > 1 && series.length <= MOST_NAMED && width >= 4 * WIDEST_NAME;
}

/** The stretch of x that all lines have. */
export function wholeSpan(series: readonly Series[]): Span | undefined {
  return union(series.map(({ x }) => extent(x, 0, x.length)));
}

/** Undefined where there is nothing to draw. */
export function layOut(model: PlotModel, room: Room): Plot | undefined {
  const { series, yScale, zoom } = model;
  const whole = zoom ?? wholeSpan(series);
  if (!whole) return undefined;
  const xs = isWhole(model.xScale)
    ? widened(whole, 0.5, 0)
    : widened(whole, Math.abs(whole.from) / 10 || 1, 0);
  const isShown = yScale === 'log' ? isPositive : Number.isFinite;
  const ys = union(series.map(({ x, y }) => extent(y, ...placesIn(x, xs), isShown)));
  if (!ys) return undefined;
  const [top, bottom] = [TOP, Math.max(TOP + 1, room.height - BELOW)];
  const y = yAxis(yScale, marginsOf(ys, yScale), [bottom, top], Math.max(2, (bottom - top) / Y_LABEL));
  const widest = Math.max(...y.ticks.map(({ label }) => room.textWidth(label)), 0);
  const left = Math.min(room.width / 2, Math.ceil(widest) + 8);
  const names = isNamed(model, room.width) ? series.map(({ label }) => room.textWidth(label)) : [];
  const beside = names.length > 0 ? Math.min(WIDEST_NAME, Math.max(...names) + 8) : BESIDE;
  const right = Math.max(left + 1, room.width - beside);
  const x = xAxis(model.xScale, xs, [left, right], Math.max(2, Math.min(8, (right - left) / X_LABEL)));
  const plot = { x, y, left, right, top, bottom };
  return { ...plot, lines: series.flatMap(each => linesOf(each, model, plot)) };
}

type Place = Omit<Plot, 'lines'>;

function linesOf(line: Series, model: PlotModel, place: Place): readonly PlottedLine[] {
  const { label, style, x } = line;
  const [start, end] = placesIn(x, place.x.domain);
  const width = place.right - place.left;
  const marked = model.points || (end - start) * APART <= width;
  const at = (y: ArrayLike<number>, faint: boolean): PlottedLine => {
    const yOf =
      model.yScale === 'log' ? (value: number) => (value > 0 ? place.y.at(value) : NaN) : place.y.at;
    const points = screenPoints({ x, y, xOf: place.x.at, yOf }, start, end, width);
    return { label, style, points, faint, marked: marked && !faint };
  };
  if (model.smoothing === 0) return [at(line.y, false)];
  return [at(line.y, true), at(keptSmoothed(line.y, model.smoothing), false)];
}

const isPositive = (value: number): boolean => value > 0 && value < Infinity;
const isWhole = (kind: XScale): boolean => kind === 'step' || kind === 'version';

/** A stretch that has some length. @param least half of its length where it has none */
function widened({ from, to }: Span, least: number, share: number): Span {
  const margin = from === to ? least : (to - from) * share;
  return { from: from - margin, to: to + margin };
}

function marginsOf(values: Span, scale: YScale): Span {
  if (scale !== 'log') {
    const wider = widened(values, Math.abs(values.from) / 10 || 1, MARGIN);
    return scale === 'bytes' ? { from: 0, to: Math.max(values.to * (1 + MARGIN), 1) } : wider;
  }
  const share = values.from === values.to ? 2 : (values.to / values.from) ** MARGIN;
  return { from: values.from / share, to: values.to * share };
}
