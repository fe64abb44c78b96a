/** `<run-media-file>`: one file of a step: a picture, a sound, or its name. */
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { sentenceOf } from '../../ui/sentence.ts';
import { openDialog } from '../../parts/dialog.ts';
import { t } from '../../ui/l10n.ts';
import type { FileCache } from './FileCache.ts';
import { mediaTypeOf } from './kinds.ts';
import type { RunMedia } from '../../../src/protocol/pages/run.ts';

type MediaFile = RunMedia['steps'][number]['files'][number];

export class MediaFileView extends LitElement {
  static override properties = {
    file: { attribute: false },
    files: { attribute: false },
    name: { attribute: false },
  };

  declare file: MediaFile;
  declare files: FileCache;
  /** What it is called where it has no caption. */
  declare name: string;
  /** Opens a file that cannot be shown here. */
  onOpen: ((path: string) => void) | undefined;

  #address: string | undefined;
  #failure: string | undefined;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override willUpdate(changed: PropertyValues): void {
    const before = changed.get('file') as MediaFile | undefined;
    if (!changed.has('files') && (!changed.has('file') || before?.path === this.file.path)) return;
    this.#failure = undefined;
    // What was shown stays until the next has come.
    if (this.#kind === undefined) this.#address = undefined;
    else this.#load();
  }

  get #kind(): string | undefined {
    return mediaTypeOf(this.file.path);
  }

  #load(): void {
    const { path } = this.file;
    this.files.address(path).then(
      address => {
        if (this.file.path !== path) return;
        this.#address = address;
        this.requestUpdate();
      },
      (error: unknown) => {
        if (this.file.path !== path) return;
        this.#address = undefined;
        this.#failure = sentenceOf(error);
        this.requestUpdate();
      },
    );
  }

  protected override render(): TemplateResult {
    const { caption, path } = this.file;
    return html`<figure class="media-file">
      ${this.#content()}${
        caption === undefined || caption === ''
          ? nothing
          : html`<figcaption class="muted" title=${caption}><bdi>${caption}</bdi></figcaption>`
      }
      ${this.#failure === undefined ? nothing : html`<p class="muted" title=${path}>${this.#failure}</p>`}
    </figure>`;
  }

  #content(): TemplateResult | typeof nothing {
    const { file, name } = this;
    const text = file.caption ?? name;
    if (this.#kind === undefined) {
      return html`<button class="link-button" @click=${() => this.onOpen?.(file.path)}>
        <i class="codicon codicon-file" aria-hidden="true"></i><bdi>${file.path.split('/').at(-1)}</bdi>
      </button>`;
    }
    if (this.#address === undefined) return nothing;
    if (this.#kind.startsWith('audio/')) {
      return html`<audio controls src=${this.#address} aria-label=${text}></audio>`;
    }
    return html`<button
      class="media-image"
      title=${t('Show at Full Size')}
      @click=${() => this.#openFull(text)}
    >
      <img
        src=${this.#address}
        alt=${text}
        @error=${() => {
          this.#address = undefined;
          this.#failure = t('This file is not an image that can be shown.');
          this.requestUpdate();
        }}
      />
    </button>`;
  }

  #openFull(text: string): void {
    if (this.#address === undefined) return;
    const holder = document.createElement('div');
    holder.className = 'media-full';
    holder.tabIndex = 0;
    const image = document.createElement('img');
    image.src = this.#address;
    image.alt = text;
    holder.append(image);
    openDialog(text, holder, () => undefined);
  }
}

customElements.define('run-media-file', MediaFileView);
