/** What changed in a remote store: at once what is changed through here, after a while what others do. */
import type { StoreChanges } from '../changes.ts';

type Listener = (changes: StoreChanges) => void;

const NOTHING: StoreChanges = { everything: false, projects: [], artifacts: [], runs: [] };

export class RemoteChanges {
  readonly #look: () => Promise<string>;
  readonly #interval: number;
  readonly #listeners = new Set<Listener>();
  #timer: NodeJS.Timeout | undefined;
  #seen: string | undefined;
  #closed = false;

  /**
   * @param look gives a text that is another one when anything changed
   * @param interval milliseconds between looks, which are taken while anybody listens
   */
  constructor(look: () => Promise<string>, interval: number) {
    this.#look = look;
    this.#interval = interval;
  }

  onDidChange(listener: Listener): { dispose(): void } {
    this.#listeners.add(listener);
    this.#schedule();
    return { dispose: () => void this.#listeners.delete(listener) };
  }

  /** Tells of a change of one's own. */
  tell(changes: Partial<StoreChanges>): void {
    for (const listener of [...this.#listeners]) listener({ ...NOTHING, ...changes });
  }

  close(): void {
    this.#closed = true;
    this.#listeners.clear();
    clearTimeout(this.#timer);
  }

  #schedule(): void {
    if (this.#timer || this.#closed) return;
    if (this.#seen === undefined) void this.#compare();
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      if (this.#listeners.size === 0) return;
      void this.#compare().finally(() => this.#schedule());
    }, this.#interval);
    this.#timer.unref();
  }

  /** A server that cannot be asked now is asked again; whoever reads meanwhile is told why it fails. */
  async #compare(): Promise<void> {
    const now = await this.#look().catch(() => undefined);
    if (now === undefined || now === this.#seen) return;
    const isFirst = this.#seen === undefined;
    this.#seen = now;
    if (!isFirst) this.tell({ everything: true });
  }
}
