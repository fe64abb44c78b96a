/**
 * MD5 of large files, a piece at a time. It is the slowest part of logging one, three times as slow as SHA-256, so it has a
 * thread of its own: the file is still read once, and both hashes take the same piece from shared memory.
 */
import { createHash } from 'node:crypto';
import type { Hash } from 'node:crypto';
import type { EntryDigest } from '../core/ids.ts';
import type { Counters } from './counters.ts';
import { PIECE, PieceRing } from './pieceRing.ts';
import { startWorker } from './workerProgram.ts';
import type { WorkerProgram } from './workerProgram.ts';

export interface PieceMd5 {
  /** Begins a file, whatever became of the one before. */
  begin(): void;
  /** Where to read the next piece to: `PIECE` bytes, good until it is asked for again. */
  room(): Buffer;
  /** @param length bytes that were read there */
  add(length: number): void;
  digest(): EntryDigest;
}

/** `workerData` of the thread. */
export interface Md5ThreadData {
  readonly kind: 'md5';
  readonly pieces: SharedArrayBuffer;
}

/** Serves on a thread of its own until that is ended. */
export function runMd5Thread({ pieces }: Md5ThreadData): never {
  let md5 = createHash('md5');
  return new PieceRing(pieces).consume(bytes => {
    if (bytes) {
      md5.update(bytes);
      return undefined;
    }
    const digest = md5.digest();
    md5 = createHash('md5');
    return digest;
  });
}

/** How long a thread may take to start; after that the work is done without it. Milliseconds. */
const START = 1000;
/** How often a wait looks whether anybody still wants its outcome. Milliseconds. */
const LOOK = 100;
/** Looks after which a thread is taken for dead. */
const LOOKS = 600;

/** Starts the thread, or does the work in this one where none can be had. It ends with the thread that started it. */
export function startMd5(program: WorkerProgram, counters: Counters): PieceMd5 {
  const ring = new PieceRing();
  const data: Md5ThreadData = { kind: 'md5', pieces: ring.shared };
  startWorker(program, data).unref();
  return ring.isReady(START) ? new ThreadMd5(ring, counters) : new InlineMd5();
}

class ThreadMd5 implements PieceMd5 {
  readonly #ring: PieceRing;
  readonly #counters: Counters;
  #begun = false;

  constructor(ring: PieceRing, counters: Counters) {
    this.#ring = ring;
    this.#counters = counters;
  }

  begin(): void {
    if (this.#begun) this.digest();
    this.#begun = true;
  }

  room(): Buffer {
    return this.#patiently(() => this.#ring.room(LOOK));
  }

  add(length: number): void {
    this.#ring.produce(length);
  }

  digest(): EntryDigest {
    this.room();
    this.#ring.produce(undefined);
    this.#begun = false;
    return this.#patiently(() => this.#ring.digest(LOOK)).toString('base64') as EntryDigest;
  }

  #patiently(attempt: () => Buffer | undefined): Buffer {
    for (let look = 0; look < LOOKS; look++) {
      const found = attempt();
      if (found) return found;
      this.#counters.throwIfStopped();
    }
    throw new Error('The thread that computes MD5 does not answer');
  }
}

class InlineMd5 implements PieceMd5 {
  readonly #piece = Buffer.allocUnsafeSlow(PIECE);
  #md5: Hash | undefined;

  begin(): void {
    this.#md5 = createHash('md5');
  }

  room(): Buffer {
    return this.#piece;
  }

  add(length: number): void {
    this.#md5?.update(this.#piece.subarray(0, length));
  }

  digest(): EntryDigest {
    return (this.#md5 ?? createHash('md5')).digest('base64') as EntryDigest;
  }
}

/** MD5 in this thread. */
export function inlineMd5(): PieceMd5 {
  return new InlineMd5();
}
