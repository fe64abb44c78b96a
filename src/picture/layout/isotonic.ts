/**
 * The values nearest to `wish` (weighted least squares) that do not decrease: pool adjacent violators
 * (Ayer et al. 1955; Best and Chakravarti 1990), linear time. Writes over `wish[0 … count-1]`.
 */
export function isotonic(wish: Float64Array, weight: Float64Array, count: number, pool: Pool): void {
  const { mean, mass, end } = pool;
  let pools = 0;
  for (let i = 0; i < count; i++) {
    let m = wish[i]!;
    let w = weight[i]!;
    while (pools > 0 && mean[pools - 1]! > m) {
      pools--;
      m = (m * w + mean[pools]! * mass[pools]!) / (w + mass[pools]!);
      w += mass[pools]!;
    }
    mean[pools] = m;
    mass[pools] = w;
    end[pools++] = i + 1;
  }
  for (let p = 0, i = 0; p < pools; p++) for (; i < end[p]!; i++) wish[i] = mean[p]!;
}

/** Scratch memory for `isotonic`. */
export interface Pool {
  readonly mean: Float64Array;
  readonly mass: Float64Array;
  readonly end: Int32Array;
}

export function createPool(size: number): Pool {
  return { mean: new Float64Array(size), mass: new Float64Array(size), end: new Int32Array(size) };
}
