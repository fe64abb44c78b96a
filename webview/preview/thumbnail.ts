/** `<amphora-thumbnail>`: an image of the files around it, read once it comes into sight. */
import { html, LitElement, type PropertyValues, type TemplateResult } from 'lit';
import { MAX_FILE_BYTES } from '../../src/protocol/pages/shared.ts';
import { t } from '../ui/l10n.ts';
import { BlobUrl } from './blobUrl.ts';
import { bytesOf } from './bytes.ts';
import type { FileHost } from './fileSource.ts';
import { kindOf } from './kind.ts';

export class Thumbnail extends LitElement {
  static override properties = { path: {}, host: { attribute: false }, text: {} };

  declare path: string;
  declare host: FileHost | undefined;
  /** What stands for it; the path where that is empty. */
  declare text: string;

  #url: BlobUrl | undefined;
  #state: 'waiting' | 'shown' | 'missing' = 'waiting';
  #reading: AbortController | undefined;
  readonly #sight = new IntersectionObserver(entries => {
    if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
    this.#sight.disconnect();
    void this.#read();
  });

  constructor() {
    super();
    this.path = '';
    this.text = '';
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated) this.#wait();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#leave();
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('path')) this.#wait();
  }

  #leave(): void {
    this.#sight.disconnect();
    this.#reading?.abort();
    this.#url?.dispose();
    this.#url = undefined;
  }

  #wait(): void {
    this.#leave();
    this.#state = 'waiting';
    this.#sight.observe(this);
  }

  async #read(): Promise<void> {
    const { path, host } = this;
    const source = host?.source(path);
    const kind = kindOf(path);
    const reading = new AbortController();
    this.#reading = reading;
    try {
      if (!source || kind.kind !== 'image' || source.size > MAX_FILE_BYTES) throw new Error('No image');
      const { base64 } = await source.read(MAX_FILE_BYTES, reading.signal);
      if (reading.signal.aborted) return;
      this.#url = new BlobUrl(bytesOf(base64), kind.type);
      this.#state = 'shown';
    } catch {
      // What cannot be read is told in its place; the file itself says why.
      if (reading.signal.aborted) return;
      this.#state = 'missing';
    }
    this.requestUpdate();
  }

  protected override render(): TemplateResult {
    const label = this.text === '' ? this.path : this.text;
    if (this.#state === 'shown' && this.#url) {
      return html`<img src=${this.#url.href} alt=${label} title=${label} @error=${this.#onError} />`;
    }
    if (this.#state === 'waiting') return html`<span class="thumbnail-room" aria-busy="true"></span>`;
    return html`<span class="muted" title=${t('There is no such image here.')}
      ><i class="codicon codicon-file-media" aria-hidden="true"></i><bdi>${label}</bdi></span
    >`;
  }

  readonly #onError = (): void => {
    this.#state = 'missing';
    this.requestUpdate();
  };
}

customElements.define('amphora-thumbnail', Thumbnail);
