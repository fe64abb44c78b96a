/** How a person arranged the charts. */
import * as v from 'valibot';

const shape = v.object({
  x: v.pipe(v.string(), v.maxLength(4096)),
  isLog: v.boolean(),
  smoothing: v.pipe(v.number(), v.minValue(0), v.maxValue(0.99)),
  /** Keys of sections that are shut. */
  closed: v.pipe(v.array(v.string()), v.maxLength(1000)),
});
export type ChartsView = v.InferOutput<typeof shape>;

const INITIAL: ChartsView = { x: '_step', isLog: false, smoothing: 0, closed: [] };

/** What was remembered, or how it is at first. */
export function parseChartsView(remembered: unknown): ChartsView {
  const parsed = v.safeParse(shape, remembered);
  return parsed.success ? parsed.output : INITIAL;
}
