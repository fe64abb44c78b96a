import type { ServedStore } from '../store/serverHost.ts';

/** Milliseconds between signs of life on a stream that has nothing to tell. */
const BEAT = 15_000;

/** What an attached window is told; see docs/decisions/0012-server-process.md. */
export interface AttachedStatus {
  readonly pid: number;
  readonly url: string;
  readonly version: string;
  /** Runs under way, of those that its key may see. */
  readonly runs: number;
}

type ChangingStore = Pick<ServedStore, 'onDidChange'>;
type CountingStore = Pick<ServedStore, 'countRunning'>;
type ServerFacts = () => Omit<AttachedStatus, 'runs'>;

interface Attached {
  readonly controller: ReadableStreamDefaultController<Uint8Array>;
  readonly store: CountingStore;
  /** As it was told last. */
  runs: number | undefined;
}

const encoder = new TextEncoder();

/** The streams that windows keep open: how the server knows that it is needed, and how they know what it does. */
export class Attachments {
  readonly #store: ChangingStore;
  readonly #server: ServerFacts;
  readonly #streams = new Set<Attached>();
  #beat: NodeJS.Timeout | undefined;
  #changes: { dispose(): void } | undefined;
  #ended = false;

  /** @param server asked for each line */
  constructor(store: ChangingStore, server: ServerFacts) {
    this.#store = store;
    this.#server = server;
  }

  get count(): number {
    return this.#streams.size;
  }

  get ended(): boolean {
    return this.#ended;
  }

  /** A stream of lines, the first of them at once. @param store what whoever attaches may see */
  open(store: CountingStore): ReadableStream<Uint8Array> {
    let own: Attached | undefined;
    return new ReadableStream<Uint8Array>({
      start: async controller => {
        own = { controller, store, runs: undefined };
        this.#add(own);
        const runs = await store.countRunning().catch((error: unknown) => {
          if (own) this.#remove(own);
          throw error;
        });
        // It may have been told meanwhile, or have ended.
        if (this.#streams.has(own) && own.runs === undefined) this.#tellRuns(own, runs);
      },
      cancel: () => {
        if (own) this.#remove(own);
      },
    });
  }

  /** Ends all streams. */
  end(): void {
    this.#ended = true;
    for (const attached of [...this.#streams]) {
      this.#remove(attached);
      attached.controller.close();
    }
  }

  #add(attached: Attached): void {
    this.#streams.add(attached);
    if (this.#streams.size > 1) return;
    this.#changes = this.#store.onDidChange(({ everything, runs }) => {
      if (everything || runs.length > 0) this.#tellAll('');
    });
    // A run that goes silent changes nothing in the store, so the count is taken at each beat too.
    this.#beat = setInterval(() => this.#tellAll('\n'), BEAT);
  }

  #remove(attached: Attached): void {
    this.#streams.delete(attached);
    if (this.#streams.size > 0) return;
    this.#changes?.dispose();
    clearInterval(this.#beat);
    this.#changes = this.#beat = undefined;
  }

  #tellAll(otherwise: string): void {
    for (const attached of [...this.#streams]) void this.#tell(attached, otherwise);
  }

  /** Tells what changed, else `otherwise`. */
  async #tell(attached: Attached, otherwise: string): Promise<void> {
    // A store that cannot be read for a moment tells at the next beat.
    const runs = await attached.store.countRunning().catch(() => attached.runs);
    if (!this.#streams.has(attached)) return;
    if (runs !== undefined && runs !== attached.runs) this.#tellRuns(attached, runs);
    else this.#send(attached, otherwise);
  }

  #tellRuns(attached: Attached, runs: number): void {
    attached.runs = runs;
    const status: AttachedStatus = { ...this.#server(), runs };
    this.#send(attached, `${JSON.stringify(status)}\n`);
  }

  #send(attached: Attached, text: string): void {
    if (text === '') return;
    try {
      attached.controller.enqueue(encoder.encode(text));
    } catch {
      // Its reader has gone.
      this.#remove(attached);
    }
  }
}
