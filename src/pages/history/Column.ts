/** One metric of a run: its values, and the numbers of the lines that have it. */
import { Extremes } from './Extremes.ts';

const FIRST_SIZE = 256;

export class Column {
  #size = 0;
  #rows = new Uint32Array(FIRST_SIZE);
  #values = new Float64Array(FIRST_SIZE);
  #last = -Infinity;
  #isRising = true;
  #extremes: Extremes | undefined;

  /** @param value NaN and infinities too: they are left out where they are drawn, and counted */
  push(row: number, value: number): void {
    if (this.#size === this.#values.length) this.#grow();
    if (!(value >= this.#last && Number.isFinite(value))) this.#isRising = false;
    this.#last = value;
    this.#rows[this.#size] = row;
    this.#values[this.#size++] = value;
  }

  /** Numbers of lines, rising. */
  get rows(): Uint32Array {
    return this.#rows.subarray(0, this.#size);
  }

  /** One for each of `rows`. */
  get values(): Float64Array {
    return this.#values.subarray(0, this.#size);
  }

  /** Whether every line has it from the first to the last that does, so that the number of a line is its place. */
  get isDense(): boolean {
    return this.#size === 0 || this.#rows[this.#size - 1] === this.#size - 1;
  }

  /** Whether all values are finite, and none is less than the one before it. */
  get isRising(): boolean {
    return this.#isRising;
  }

  /** Of the values there are now. */
  get extremes(): Extremes {
    this.#extremes ??= new Extremes();
    this.#extremes.follow(this.values);
    return this.#extremes;
  }

  get bytes(): number {
    return this.#rows.byteLength + this.#values.byteLength;
  }

  #grow(): void {
    const rows = new Uint32Array(this.#size * 2);
    const values = new Float64Array(this.#size * 2);
    rows.set(this.#rows);
    values.set(this.#values);
    this.#rows = rows;
    this.#values = values;
  }
}
