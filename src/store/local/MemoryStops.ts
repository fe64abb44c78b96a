import type { RunId } from '../../core/ids.ts';
import type { RunStops } from '../serverHost.ts';

/** Stops of a store that one process serves: a run that outlives it is asked again. */
export class MemoryStops implements RunStops {
  readonly #asked = new Set<RunId>();

  ask(run: RunId): Promise<void> {
    this.#asked.add(run);
    return Promise.resolve();
  }

  isAsked(run: RunId): Promise<boolean> {
    return Promise.resolve(this.#asked.has(run));
  }

  forget(run: RunId): Promise<void> {
    this.#asked.delete(run);
    return Promise.resolve();
  }
}
