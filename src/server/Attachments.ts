import type { ServedStore } from '../store/serverHost.ts';

/** Milliseconds between signs of life on a stream that has nothing to tell. */
const BEAT = 15_000;

/** What an attached window is told; see docs/decisions/0012-server-process.md. */
export interface AttachedStatus {
  readonly pid: number;
  readonly url: string;
  readonly version: string;
  /** Runs under way. */
  readonly runs: number;
}

type WatchedStore = Pick<ServedStore, 'countRunning' | 'onDidChange'>;
type ServerFacts = () => Omit<AttachedStatus, 'runs'>;
type Controller = ReadableStreamDefaultController<Uint8Array>;
const encoder = new TextEncoder();

/** The streams that windows keep open: how the server knows that it is needed, and how they know what it does. */
export class Attachments {
  readonly #store: WatchedStore;
  readonly #server: ServerFacts;
  readonly #streams = new Set<Controller>();
  #runs: number | undefined;
  #beat: NodeJS.Timeout | undefined;
  #changes: { dispose(): void } | undefined;

  /** @param server asked for each line */
  constructor(store: WatchedStore, server: ServerFacts) {
    this.#store = store;
    this.#server = server;
  }

  get count(): number {
    return this.#streams.size;
  }

  /** A stream of lines, the first of them at once. */
  open(): ReadableStream<Uint8Array> {
    let own: Controller | undefined;
    return new ReadableStream<Uint8Array>({
      start: async controller => {
        own = controller;
        this.#add(controller);
        const runs = await this.#store.countRunning().catch((error: unknown) => {
          this.#remove(controller);
          throw error;
        });
        this.#runs ??= runs;
        // It may have been told meanwhile, or have ended.
        if (this.#streams.has(controller)) this.#send([controller], this.#line(runs));
      },
      cancel: () => {
        if (own) this.#remove(own);
      },
    });
  }

  /** Ends all streams. */
  end(): void {
    for (const controller of [...this.#streams]) {
      this.#remove(controller);
      controller.close();
    }
  }

  #add(controller: Controller): void {
    this.#streams.add(controller);
    if (this.#streams.size > 1) return;
    this.#changes = this.#store.onDidChange(() => void this.#tell(''));
    // A run that goes silent changes nothing in the store, so the count is taken at each beat too.
    this.#beat = setInterval(() => void this.#tell('\n'), BEAT);
  }

  #remove(controller: Controller): void {
    this.#streams.delete(controller);
    if (this.#streams.size > 0) return;
    this.#changes?.dispose();
    clearInterval(this.#beat);
    this.#changes = this.#beat = this.#runs = undefined;
  }

  /** Tells everyone what changed, else `otherwise`. */
  async #tell(otherwise: string): Promise<void> {
    // A store that cannot be read for a moment tells at the next beat.
    const runs = await this.#store.countRunning().catch(() => this.#runs);
    const changed = runs !== undefined && runs !== this.#runs;
    if (changed) this.#runs = runs;
    this.#send([...this.#streams], changed ? this.#line(runs) : otherwise);
  }

  #line(runs: number): string {
    const status: AttachedStatus = { ...this.#server(), runs };
    return `${JSON.stringify(status)}\n`;
  }

  #send(streams: readonly Controller[], text: string): void {
    if (text === '') return;
    for (const controller of streams) {
      try {
        controller.enqueue(encoder.encode(text));
      } catch {
        // Its reader has gone.
        this.#remove(controller);
      }
    }
  }
}
