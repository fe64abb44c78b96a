/** The streams that tell open pages that something changed, and the server that pages are open. */
import type { StoreChanges } from '../../../store/changes.ts';

/** Milliseconds between news at least, and between signs of life. */
const REST = 500;
const BEAT = 20_000;
/** Milliseconds after which a page whose stream ended asks for another. */
const RETRY = 3000;

/** What a page may hear of. */
export interface NewsSource {
  onDidChange(listener: (changes: StoreChanges) => void): { dispose(): void };
}

const encoder = new TextEncoder();

class Stream {
  readonly body: ReadableStream<Uint8Array>;
  #controller: ReadableStreamDefaultController<Uint8Array> | undefined;
  #listening: { dispose(): void } | undefined;
  #rest: NodeJS.Timeout | undefined;
  #isOwed = false;
  readonly #onEnd: () => void;

  constructor(source: NewsSource, onEnd: () => void) {
    this.#onEnd = onEnd;
    this.body = new ReadableStream<Uint8Array>({
      start: controller => {
        this.#controller = controller;
        this.#listening = source.onDidChange(() => this.#tell());
        this.send(`retry: ${RETRY}\n: open\n\n`);
      },
      cancel: () => this.#stop(),
    });
  }

  send(text: string): void {
    try {
      this.#controller?.enqueue(encoder.encode(text));
    } catch {
      // Its reader has gone.
      this.#stop();
    }
  }

  end(): void {
    const controller = this.#controller;
    this.#stop();
    controller?.close();
  }

  /** At once where nothing was told a moment ago, else when that moment is over, for all that came in it. */
  #tell(): void {
    if (this.#rest) {
      this.#isOwed = true;
      return;
    }
    this.send('event: changed\ndata: {}\n\n');
    this.#rest = setTimeout(() => {
      this.#rest = undefined;
      if (!this.#isOwed) return;
      this.#isOwed = false;
      this.#tell();
    }, REST);
  }

  #stop(): void {
    if (!this.#controller) return;
    this.#controller = undefined;
    this.#listening?.dispose();
    clearTimeout(this.#rest);
    this.#onEnd();
  }
}

export class News {
  readonly #streams = new Map<Stream, () => Promise<boolean>>();
  #beat: NodeJS.Timeout | undefined;
  #ended = false;

  /**
   * A stream of `text/event-stream`: the event `changed` whenever something did.
   * @param isWelcome asked now and then whether whoever listens may still do so
   */
  open(source: NewsSource, isWelcome: () => Promise<boolean>): ReadableStream<Uint8Array> {
    const stream = new Stream(source, () => this.#remove(stream));
    // To be asked for again: a page that is refused would never listen any more.
    if (this.#ended) {
      stream.end();
      return stream.body;
    }
    this.#streams.set(stream, isWelcome);
    this.#beat ??= setInterval(() => void this.#tellAll(), BEAT);
    return stream.body;
  }

  /** Ends all streams. */
  end(): void {
    this.#ended = true;
    for (const stream of [...this.#streams.keys()]) stream.end();
  }

  async #tellAll(): Promise<void> {
    for (const [stream, isWelcome] of [...this.#streams]) {
      // Where it cannot be known at the moment, it is at the next.
      if (await isWelcome().catch(() => true)) stream.send(': still here\n\n');
      else stream.end();
    }
  }

  #remove(stream: Stream): void {
    this.#streams.delete(stream);
    if (this.#streams.size > 0) return;
    clearInterval(this.#beat);
    this.#beat = undefined;
  }
}
