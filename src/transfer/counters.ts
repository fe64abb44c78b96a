/** Cells of the shared numbers. */
const FILES = 0;
const BYTES = 1;
const STOP = 2;
const BUSY = 3;
const CELLS = 4;

/** Numbers that the main thread and its workers share: how far they are, how many are at it, and whether to stop. */
export class Counters {
  readonly shared: SharedArrayBuffer;
  readonly #cells: BigInt64Array;

  constructor(shared = new SharedArrayBuffer(CELLS * BigInt64Array.BYTES_PER_ELEMENT)) {
    this.shared = shared;
    this.#cells = new BigInt64Array(shared);
  }

  get files(): number {
    return Number(Atomics.load(this.#cells, FILES));
  }

  get bytes(): number {
    return Number(Atomics.load(this.#cells, BYTES));
  }

  get stopped(): boolean {
    return Atomics.load(this.#cells, STOP) !== 0n;
  }

  /** Workers that have something to do. */
  get busy(): number {
    return Number(Atomics.load(this.#cells, BUSY));
  }

  set busy(workers: number) {
    Atomics.store(this.#cells, BUSY, BigInt(workers));
  }

  add(files: number, bytes: number): void {
    if (files > 0) Atomics.add(this.#cells, FILES, BigInt(files));
    if (bytes !== 0) Atomics.add(this.#cells, BYTES, BigInt(bytes));
  }

  stop(): void {
    Atomics.store(this.#cells, STOP, 1n);
  }

  /** Ends work that nobody waits for any more. */
  throwIfStopped(): void {
    if (this.stopped) throw new Stopped();
  }
}

/** Ends a worker's task early; whoever stopped it has the reason. */
export class Stopped extends Error {}
