import { sentenceOf } from '../ui/sentence.ts';

/** Something that a page has of the store, and how far that has come. */
export class Resource<T> {
  readonly #ask: (signal: AbortSignal) => Promise<T>;
  readonly #changed: () => void;
  #asking: AbortController | undefined;
  #value: T | undefined;
  #failure: string | undefined;
  #isOld = false;
  /** To be asked for once more when what is on its way has come. */
  #again = false;

  /** @param changed is called whenever there is something else to show */
  constructor(ask: (signal: AbortSignal) => Promise<T>, changed: () => void) {
    this.#ask = ask;
    this.#changed = changed;
  }

  /** What came last; it stays while it is asked for again. */
  get value(): T | undefined {
    return this.#value;
  }

  /** Why it did not come; one sentence. */
  get failure(): string | undefined {
    return this.#failure;
  }

  /** Asks where nothing has come yet or that is old, and nothing is on its way. */
  need(): void {
    if (this.#asking) return;
    if (this.#isOld || (this.#value === undefined && this.#failure === undefined)) this.load();
  }

  /** Asks anew. */
  load(): void {
    this.#asking?.abort();
    const asking = new AbortController();
    this.#asking = asking;
    this.#isOld = false;
    this.#again = false;
    const end = (): boolean => {
      if (this.#asking !== asking) return false;
      this.#asking = undefined;
      return true;
    };
    this.#ask(asking.signal).then(
      value => {
        if (!end()) return;
        this.#value = value;
        this.#failure = undefined;
        this.#tell();
      },
      (error: unknown) => {
        if (!end()) return;
        this.#failure = sentenceOf(error);
        this.#tell();
      },
    );
  }

  #tell(): void {
    this.#changed();
    if (this.#again) this.load();
  }

  /** Asks anew where anything was asked before; what is on its way comes first, however often the store changes. */
  refresh(): void {
    if (this.#asking) this.#again = true;
    else if (this.#value !== undefined || this.#failure !== undefined) this.load();
  }

  /** Asks anew when it is needed next; until then what came last stays. */
  forget(): void {
    this.#isOld = true;
  }

  /** Stops asking. */
  dispose(): void {
    this.#asking?.abort();
    this.#asking = undefined;
    this.#again = false;
  }
}
