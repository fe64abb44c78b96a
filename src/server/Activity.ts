import { setTimeout as delay } from 'node:timers/promises';

/** A sleep that took so much longer than asked for was the machine's own. Milliseconds. */
const SLEPT = 5000;

/** What goes on in a server: it may end when for long enough nothing did. */
export class Activity {
  #underWay = 0;
  #last = performance.now();

  /** A request came. */
  begin(): void {
    this.#underWay++;
    this.touch();
  }

  /** It was answered, or its client went. */
  end(): void {
    this.#underWay--;
    this.touch();
  }

  touch(): void {
    this.#last = performance.now();
  }

  /** Milliseconds until it will have been idle for so many. */
  #rest(idle: number): number {
    return this.#underWay > 0 ? idle : this.#last + idle - performance.now();
  }

  /**
   * Resolves when for `idle` milliseconds there was no request, and no run is under way. A window that keeps a
   * stream open is a request that lasts. Rejects when aborted.
   */
  async untilIdle(idle: number, countRunning: () => Promise<number>, signal: AbortSignal): Promise<void> {
    for (;;) {
      const rest = this.#rest(idle);
      if (rest > 0) {
        const due = Date.now() + rest;
        await delay(rest, undefined, { signal });
        // Runs slept as well, and are about to speak again.
        if (Date.now() - due > SLEPT) this.touch();
      } else if ((await countRunning()) > 0) this.touch();
      else if (this.#rest(idle) <= 0) return;
    }
  }
}
