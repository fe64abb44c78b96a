/** `<amphora-media>`: sound or a film, with the browser's own controls. */
import { html, LitElement, type PropertyValues, type TemplateResult } from 'lit';
import { notice } from '../parts/notice.ts';
import { t } from '../ui/l10n.ts';
import { BlobUrl } from './blobUrl.ts';

export class MediaView extends LitElement {
  static override properties = { bytes: { attribute: false }, type: {}, label: {} };

  declare bytes: Uint8Array<ArrayBuffer> | undefined;
  /** Media type; `audio/…` or `video/…`. */
  declare type: string;
  declare label: string;

  #url: BlobUrl | undefined;
  #isBroken = false;

  constructor() {
    super();
    this.type = '';
    this.label = '';
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated) this.#hold();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#url?.dispose();
    this.#url = undefined;
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('bytes')) this.#hold();
  }

  #hold(): void {
    this.#url?.dispose();
    this.#url = this.bytes && new BlobUrl(this.bytes, this.type);
    this.#isBroken = false;
  }

  protected override render(): TemplateResult {
    if (!this.#url) return html``;
    const { href } = this.#url;
    if (this.#isBroken) return notice('unmute', t('This is nothing that can be played here.'));
    if (this.type.startsWith('audio/')) {
      return html`<audio controls src=${href} aria-label=${this.label} @error=${this.#onError}></audio>`;
    }
    return html`<video controls src=${href} aria-label=${this.label} @error=${this.#onError}></video>`;
  }

  readonly #onError = (): void => {
    this.#isBroken = true;
    this.requestUpdate();
  };
}

customElements.define('amphora-media', MediaView);
