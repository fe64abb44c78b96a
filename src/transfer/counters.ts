/** Numbers that the main thread and its workers share: how far they are, and whether to stop. */
export class Counters {
  readonly shared: SharedArrayBuffer;
  readonly #cells: BigInt64Array;

  constructor(shared = new SharedArrayBuffer(3 * BigInt64Array.BYTES_PER_ELEMENT)) {
    this.shared = shared;
    this.#cells = new BigInt64Array(shared);
  }

  get files(): number {
    return Number(Atomics.load(this.#cells, 0));
  }

  get bytes(): number {
    return Number(Atomics.load(this.#cells, 1));
  }

  get stopped(): boolean {
    return Atomics.load(this.#cells, 2) !== 0n;
  }

  add(files: number, bytes: number): void {
    if (files > 0) Atomics.add(this.#cells, 0, BigInt(files));
    if (bytes !== 0) Atomics.add(this.#cells, 1, BigInt(bytes));
  }

  stop(): void {
    Atomics.store(this.#cells, 2, 1n);
  }

  /** Ends work that nobody waits for any more. */
  throwIfStopped(): void {
    if (this.stopped) throw new Stopped();
  }
}

/** Ends a worker's task early; whoever stopped it has the reason. */
export class Stopped extends Error {}
