/**
 * The exponential moving average of values, corrected for where it starts: the first is what it was, and not pulled towards zero.
 * What is no finite number stays what it is and is not counted.
 * @param weight of what came before, from 0 (nothing is smoothed) to less than 1
 */
export function smoothed(values: ArrayLike<number>, weight: number): Float64Array {
  const result = new Float64Array(values.length);
  let average = 0;
  let missing = 1;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? NaN;
    if (!Number.isFinite(value)) {
      result[i] = value;
      continue;
    }
    average = average * weight + (1 - weight) * value;
    missing *= weight;
    result[i] = average / (1 - missing);
  }
  return result;
}

const kept = new WeakMap<object, { readonly weight: number; readonly values: Float64Array }>();

/** The same, remembered for as long as the values are there and smoothed alike. */
export function keptSmoothed(values: ArrayLike<number>, weight: number): Float64Array {
  const known = kept.get(values);
  if (known?.weight === weight) return known.values;
  const made = smoothed(values, weight);
  kept.set(values, { weight, values: made });
  return made;
}
