/** Pieces of files on their way from the thread that reads them to one that hashes them, in shared memory. */

/** Small enough to stay in the processor's cache. Bytes. */
export const PIECE = 1 << 20;
/** So many that neither thread waits for the other's every step. */
const SLOTS = 4;
const MD5_BYTES = 16;

/** Cells of the head, as 32-bit numbers; the lengths of the pieces follow. */
const READY = 0;
const PRODUCED = 1;
const CONSUMED = 2;
const LENGTHS = 3;
const DIGEST_AT = 4 * (LENGTHS + SLOTS);
const PIECES_AT = 64;
/** In a length's place: the file ends here, and its digest is asked for. */
const END = -1;

export class PieceRing {
  readonly shared: SharedArrayBuffer;
  readonly #head: Int32Array;

  constructor(shared = new SharedArrayBuffer(PIECES_AT + SLOTS * PIECE)) {
    this.shared = shared;
    this.#head = new Int32Array(shared, 0, LENGTHS + SLOTS);
  }

  /** Where the next piece goes; undefined where there was no room within `patience` milliseconds. */
  room(patience: number): Buffer | undefined {
    const produced = this.#load(PRODUCED);
    if (!this.#await(CONSUMED, consumed => produced - consumed < SLOTS, patience)) return undefined;
    return this.#piece(produced);
  }

  /** Hands over the piece that was written where `room` said. @param length bytes of it; undefined at a file's end */
  produce(length: number | undefined): void {
    const produced = this.#load(PRODUCED);
    Atomics.store(this.#head, LENGTHS + (produced % SLOTS), length ?? END);
    this.#advance(PRODUCED, produced);
  }

  /** The digest of the file that ended last; undefined where it was not there within `patience` milliseconds. */
  digest(patience: number): Buffer | undefined {
    const produced = this.#load(PRODUCED);
    if (!this.#await(CONSUMED, consumed => consumed === produced, patience)) return undefined;
    return Buffer.from(Buffer.from(this.shared, DIGEST_AT, MD5_BYTES));
  }

  /** Whether the other side works, waiting for it up to `patience` milliseconds. */
  isReady(patience: number): boolean {
    return this.#await(READY, ready => ready === 1, patience);
  }

  /** The other side: takes pieces for ever, waiting for them. @param onPiece gets undefined at a file's end and gives its digest */
  consume(onPiece: (bytes: Buffer | undefined) => Uint8Array | undefined): never {
    this.#advance(READY, 0);
    for (let consumed = 0; ; consumed++) {
      this.#await(PRODUCED, produced => produced !== consumed, Infinity);
      const length = Atomics.load(this.#head, LENGTHS + (consumed % SLOTS));
      const digest = onPiece(length === END ? undefined : this.#piece(consumed).subarray(0, length));
      if (digest) Buffer.from(this.shared, DIGEST_AT, MD5_BYTES).set(digest);
      this.#advance(CONSUMED, consumed);
    }
  }

  #piece(number: number): Buffer {
    return Buffer.from(this.shared, PIECES_AT + (number % SLOTS) * PIECE, PIECE);
  }

  #load(cell: number): number {
    return Atomics.load(this.#head, cell);
  }

  #advance(cell: number, from: number): void {
    Atomics.store(this.#head, cell, from + 1);
    Atomics.notify(this.#head, cell);
  }

  #await(cell: number, isEnough: (value: number) => boolean, patience: number): boolean {
    for (let value = this.#load(cell); !isEnough(value); value = this.#load(cell)) {
      if (Atomics.wait(this.#head, cell, value, patience) === 'timed-out') return false;
    }
    return true;
  }
}
