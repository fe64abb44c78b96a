/** How long something has taken so far, which goes on by itself. */
import { formatSpan } from '../ui/format.ts';

const SECOND = 1000;

/** `<amphora-elapsed>`; text only. */
export class Elapsed extends HTMLElement {
  #since = 0;
  #timer: ReturnType<typeof setInterval> | undefined;

  /** Milliseconds since the epoch. */
  set since(time: number) {
    this.#since = time;
    this.#tell();
  }

  connectedCallback(): void {
    this.#timer = setInterval(() => this.#tell(), SECOND);
    this.#tell();
  }

  disconnectedCallback(): void {
    clearInterval(this.#timer);
  }

  #tell(): void {
    if (this.isConnected) this.textContent = formatSpan(Date.now() - this.#since);
  }
}

customElements.define('amphora-elapsed', Elapsed);
