/** Tells how far a transfer is, a bounded number of times a second. */
import type { Counters } from './counters.ts';
import type { TransferProgress } from './requests.ts';

const INTERVAL_MS = 50;

type Phase = TransferProgress['phase'];

/** Work that needs no worker counts too: add it by `skip`. Close it in any case. */
export class ProgressMeter {
  readonly #onProgress: ((progress: TransferProgress) => void) | undefined;
  #counters: Counters;
  readonly #timer: NodeJS.Timeout | undefined;
  #phase: Phase = 'scan';
  #files = 0;
  #bytes = 0;
  #totals: { readonly filesTotal: number; readonly bytesTotal: number } | undefined;

  constructor(onProgress: ((progress: TransferProgress) => void) | undefined, counters: Counters) {
    this.#onProgress = onProgress;
    this.#counters = counters;
    if (onProgress) this.#timer = setInterval(() => this.#tell(), INTERVAL_MS);
  }

  /** Files that need no work. */
  skip(bytes: number): void {
    this.#files++;
    this.#bytes += bytes;
  }

  /** Counts on from here: what these counters say, beside so many files that are done. */
  follow(counters: Counters, files: number, bytes: number): void {
    this.#counters = counters;
    this.#files = files;
    this.#bytes = bytes;
  }

  enter(phase: Phase, totals?: { readonly filesTotal: number; readonly bytesTotal: number }): void {
    this.#phase = phase;
    this.#totals = totals ?? this.#totals;
    this.#tell();
  }

  close(): void {
    clearInterval(this.#timer);
  }

  #tell(): void {
    const files = this.#files + this.#counters.files;
    const bytes = this.#bytes + this.#counters.bytes;
    // A file that is read again, because it changed, counts twice until it is done.
    const most = this.#totals ?? { filesTotal: Infinity, bytesTotal: Infinity };
    this.#onProgress?.({
      phase: this.#phase,
      files: Math.min(files, most.filesTotal),
      bytes: Math.min(bytes, most.bytesTotal),
      ...this.#totals,
    });
  }
}
