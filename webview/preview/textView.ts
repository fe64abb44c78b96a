/** `<amphora-text>`: a text of any length with the numbers of its lines. Only lines in sight are in the document. */
import { html, LitElement, type PropertyValues, type TemplateResult } from 'lit';
import { css } from '../ui/css.ts';
import { Lines } from './lines.ts';

/** px of a line. */
const LINE = 20;
/** Lines beyond the edge that are drawn too. */
const BEYOND = 20;

export class TextView extends LitElement {
  static override properties = { text: {}, label: {} };

  declare text: string;
  declare label: string;

  #lines = new Lines('');
  readonly #resized = new ResizeObserver(() => this.requestUpdate());

  constructor() {
    super();
    this.text = '';
    this.label = '';
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#resized.observe(this);
    this.addEventListener('scroll', this.#onScroll, { passive: true });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resized.disconnect();
    this.removeEventListener('scroll', this.#onScroll);
  }

  readonly #onScroll = (): void => this.requestUpdate();

  protected override willUpdate(changed: PropertyValues): void {
    if (!changed.has('text')) return;
    this.#lines = new Lines(this.text);
    if (this.hasUpdated) this.scrollTop = 0;
  }

  protected override render(): TemplateResult {
    const lines = this.#lines;
    const first = Math.max(0, Math.floor(this.scrollTop / LINE) - BEYOND);
    const last = Math.min(lines.count, first + Math.ceil(this.clientHeight / LINE) + 2 * BEYOND);
    const numbers = Array.from({ length: last - first }, (_, i) => String(first + i + 1));
    const shift = css({ transform: `translateY(${String(first * LINE)}px)` });
    return html`<div
      class="text-lines"
      tabindex="0"
      role="region"
      aria-label=${this.label}
      ${css({
        height: `${String(lines.count * LINE)}px`,
        '--digits': `${String(String(lines.count).length)}ch`,
        '--longest': `${String(lines.longest)}ch`,
      })}
    >
      <pre class="text-numbers" aria-hidden="true" ${shift}>${numbers.join('\n')}</pre>
      <pre class="text-content" ${shift}>${lines.between(first, last).join('\n')}</pre>
    </div>`;
  }
}

customElements.define('amphora-text', TextView);
