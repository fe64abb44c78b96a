/** Where a growing list of numbers is lowest and highest, block by block: any stretch of it is told without a look at each. */

/** Edges of a stretch are looked at one by one, so blocks are no longer than they need be. */
const BLOCK = 128;

/** Positions; -1 of a stretch that has no finite number. */
export interface Found {
  readonly lowest: number;
  readonly highest: number;
}

export class Extremes {
  readonly #lowest: number[] = [];
  readonly #highest: number[] = [];
  /** Finite numbers before each block, and before the next one. */
  readonly #before: number[] = [0];

  /** Looks at blocks that are full now. @param values what was there before, and more */
  follow(values: Float64Array): void {
    for (let block = this.#lowest.length; (block + 1) * BLOCK <= values.length; block++) {
      const [start, end] = [block * BLOCK, (block + 1) * BLOCK];
      const { lowest, highest } = look(values, start, end, NONE);
      this.#lowest.push(lowest);
      this.#highest.push(highest);
      this.#before.push((this.#before[block] ?? 0) + countFinite(values, start, end));
    }
  }

  /** The first of the lowest and the first of the highest from `start` to `end`, exclusive. */
  find(values: Float64Array, start: number, end: number): Found {
    let found = NONE;
    for (let i = start; i < end;) {
      const block = Math.floor(i / BLOCK);
      const next = (block + 1) * BLOCK;
      if (i % BLOCK === 0 && next <= end && block < this.#lowest.length) {
        found = better(values, found, this.#lowest[block]!, this.#highest[block]!);
      } else found = look(values, i, Math.min(next, end), found);
      i = next;
    }
    return found;
  }

  /** Finite numbers from `start` to `end`, exclusive. */
  count(values: Float64Array, start: number, end: number): number {
    return start < end ? this.#countTo(values, end) - this.#countTo(values, start) : 0;
  }

  #countTo(values: Float64Array, end: number): number {
    const block = Math.min(Math.floor(end / BLOCK), this.#lowest.length);
    return (this.#before[block] ?? 0) + countFinite(values, block * BLOCK, end);
  }
}

const NONE: Found = { lowest: -1, highest: -1 };

function look(values: Float64Array, start: number, end: number, before: Found): Found {
  let { lowest, highest } = before;
  for (let i = start; i < end; i++) {
    const value = values[i]!;
    if (!Number.isFinite(value)) continue;
    if (lowest < 0) lowest = highest = i;
    else if (value < values[lowest]!) lowest = i;
    else if (value > values[highest]!) highest = i;
  }
  return { lowest, highest };
}

function better(values: Float64Array, before: Found, lowest: number, highest: number): Found {
  if (before.lowest < 0 || lowest < 0) return lowest < 0 ? before : { lowest, highest };
  return {
    lowest: values[lowest]! < values[before.lowest]! ? lowest : before.lowest,
    highest: values[highest]! > values[before.highest]! ? highest : before.highest,
  };
}

function countFinite(values: Float64Array, start: number, end: number): number {
  let count = 0;
  for (let i = start; i < end; i++) if (Number.isFinite(values[i])) count++;
  return count;
}
