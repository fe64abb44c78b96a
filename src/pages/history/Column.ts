/** One metric of a run: its values, and the numbers of the lines that have it. */

const FIRST_SIZE = 256;

export class Column {
  /** Lines that were looked at, from the first on. */
  done = 0;
  #size = 0;
  #rows = new Uint32Array(FIRST_SIZE);
  #values = new Float64Array(FIRST_SIZE);

  /** @param value NaN and infinities too: they are left out where they are drawn, and counted */
  push(row: number, value: number): void {
    if (this.#size === this.#values.length) this.#grow();
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
