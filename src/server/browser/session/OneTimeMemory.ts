import type { Clock } from '../../../core/clock.ts';
import { keepNewest } from '../../../core/keepNewest.ts';
import type { OneTimeValues } from '../../../store/oneTime.ts';

/** Values kept at once; the oldest go first. */
const KEPT = 1000;

/** Values of a server that is alone: they end with its process. */
export class OneTimeMemory implements OneTimeValues {
  readonly #values = new Map<string, { readonly value: string; readonly until: number }>();
  readonly #now: Clock;

  constructor(now: Clock) {
    this.#now = now;
  }

  put(digest: string, value: string, lifetime: number): Promise<void> {
    this.#values.set(digest, { value, until: this.#now() + lifetime });
    keepNewest(this.#values, KEPT);
    return Promise.resolve();
  }

  take(digest: string): Promise<string | undefined> {
    const kept = this.#values.get(digest);
    this.#values.delete(digest);
    return Promise.resolve(kept && kept.until > this.#now() ? kept.value : undefined);
  }
}
