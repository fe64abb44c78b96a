/** `<amphora-media>`: sound or a film, with the browser's own controls. */
import { html, type TemplateResult } from 'lit';
import { notice } from '../parts/notice.ts';
import { t } from '../ui/l10n.ts';
import { BlobView } from './BlobView.ts';

/** Of media type `audio/…` or `video/…`. */
export class MediaView extends BlobView {
  protected override render(): TemplateResult {
    const { href, label } = this;
    if (href === undefined) return html``;
    if (this.isBroken) return notice('unmute', t('This is nothing that can be played here.'));
    return this.type.startsWith('audio/')
      ? html`<audio controls src=${href} aria-label=${label} @error=${this.onError}></audio>`
      : html`<video controls src=${href} aria-label=${label} @error=${this.onError}></video>`;
  }
}

customElements.define('amphora-media', MediaView);
