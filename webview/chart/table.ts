/** The points of a chart as rows, for those who read rather than look. */
import type { Column } from '../grid/column.ts';
import { type XScale, xText, type YScale, yText } from './axis.ts';
import type { Series } from './series.ts';

export interface PointRow {
  readonly x: number;
  /** In the order of the lines; undefined where a line has no point. */
  readonly values: readonly (number | undefined)[];
}

const kept = new WeakMap<readonly Series[], readonly PointRow[]>();

/** Every point of all lines in order of x; the same list for the same lines. */
export function pointRows(series: readonly Series[]): readonly PointRow[] {
  const known = kept.get(series);
  if (known) return known;
  const rows = new Map<number, (number | undefined)[]>();
  const list: { x: number; values: (number | undefined)[] }[] = [];
  for (const [k, { x, y }] of series.entries()) {
    for (let i = 0; i < x.length; i++) {
      const at = x[i] ?? NaN;
      let values = rows.get(at);
      if (!values || values[k] !== undefined) {
        values = series.map(() => undefined);
        rows.set(at, values);
        list.push({ x: at, values });
      }
      values[k] = y[i];
    }
  }
  list.sort((a, b) => a.x - b.x);
  kept.set(series, list);
  return list;
}

interface Scales {
  readonly xLabel: string;
  readonly xScale: XScale;
  readonly yScale: YScale;
}

export function pointColumns(
  series: readonly Series[],
  { xLabel, xScale, yScale }: Scales,
): readonly Column<PointRow>[] {
  const x: Column<PointRow> = {
    key: 'x',
    label: xLabel,
    width: 120,
    end: true,
    cell: row => xText(xScale, row.x),
  };
  return [
    x,
    ...series.map(({ label }, i) => ({
      key: `y${i}`,
      label,
      width: 120,
      grows: i === 0,
      end: true,
      cell: (row: PointRow) => {
        const value = row.values[i];
        return value === undefined ? '' : yText(yScale, value);
      },
    })),
  ];
}
