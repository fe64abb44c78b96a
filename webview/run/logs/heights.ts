/** Where lines stand that are not all of the same height. */

/** Rows one below the other: those that were measured as they are, the others as they are guessed. */
export class Heights {
  readonly #guess: number;
  readonly #measured = new Map<number, number>();
  /** px of the top of each measured row's place in `#order`; made when it is asked for. */
  #order: readonly number[] | undefined;
  #sums: Float64Array | undefined;

  /** @param guess px of a row that was not measured */
  constructor(guess: number) {
    this.#guess = guess;
  }

  /** Forgets what was measured: rows are as wide as they were no longer. */
  clear(): void {
    this.#measured.clear();
    this.#order = undefined;
  }

  /** @returns whether that is news */
  measure(row: number, height: number): boolean {
    const before = this.#measured.get(row) ?? this.#guess;
    if (before === height) return false;
    this.#measured.set(row, height);
    this.#order = undefined;
    return true;
  }

  /** px of the top of a row. */
  top(row: number): number {
    const { order, sums } = this.#index();
    const before = lowerBound(order, row);
    return row * this.#guess + (sums[before] ?? 0);
  }

  /** The row that stands at a place; beyond the last where there is none. @param total rows */
  rowAt(y: number, total: number): number {
    let low = 0;
    let high = total;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.top(middle + 1) > y) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  /** Rows that differ from the guess in order, and what they and all before them differ by. */
  #index(): { readonly order: readonly number[]; readonly sums: Float64Array } {
    if (this.#order && this.#sums) return { order: this.#order, sums: this.#sums };
    const order = [...this.#measured.keys()].sort((a, b) => a - b);
    const sums = new Float64Array(order.length + 1);
    for (const [i, row] of order.entries()) {
      sums[i + 1] = (sums[i] ?? 0) + (this.#measured.get(row) ?? this.#guess) - this.#guess;
    }
    this.#order = order;
    this.#sums = sums;
    return { order, sums };
  }
}

/** How many of them are less. */
function lowerBound(order: readonly number[], row: number): number {
  let low = 0;
  let high = order.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((order[middle] ?? 0) < row) low = middle + 1;
    else high = middle;
  }
  return low;
}
