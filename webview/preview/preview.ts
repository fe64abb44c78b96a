/** `<amphora-preview>`: what is in a file, as far as it can be shown, and what can be done with it. */
import './preview.css';
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { Token } from 'marked';
import { sentenceOf } from '../ui/sentence.ts';
import '../json/jsonView.ts';
import { failureNotice, notice } from '../parts/notice.ts';
import { baseName } from '../files/names.ts';
import { toolbarButton } from '../ui/controls.ts';
import { formatBytes } from '../ui/format.ts';
import { t } from '../ui/l10n.ts';
import { type Content, readContent } from './content.ts';
import type { FileHost, FileSource } from './fileSource.ts';
import './imageView.ts';
import { fileIcon, kindOf } from './kind.ts';
import { markdown } from './markdown/markdown.ts';
import { parseMarkdown } from './markdown/parse.ts';
import './mediaView.ts';
import './table/tableView.ts';
import './textView.ts';

export class Preview extends LitElement {
  static override properties = {
    file: { attribute: false },
    host: { attribute: false },
    steps: { attribute: false },
  };

  /** Another object is read anew. */
  declare file: FileSource | undefined;
  declare host: FileHost | undefined;
  /** Whether there are images before and after this one. */
  declare steps: boolean;
  /** Goes to the image before or after. */
  onStep: ((by: 1 | -1) => void) | undefined;
  /** Goes to another file, which this one refers to. */
  onShow: ((path: string) => void) | undefined;

  #content: Content | undefined;
  #tokens: readonly Token[] | undefined;
  #failure: string | undefined;
  #isText = false;
  #reading: AbortController | undefined;

  constructor() {
    super();
    this.steps = false;
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#reading?.abort();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated && !this.#content) void this.#read();
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (!changed.has('file')) return;
    const before = changed.get('file') as FileSource | undefined;
    if (before?.path !== this.file?.path) this.#isText = false;
    void this.#read();
  }

  async #read(): Promise<void> {
    this.#reading?.abort();
    const { file } = this;
    const reading = new AbortController();
    this.#reading = reading;
    this.#content = undefined;
    this.#failure = undefined;
    if (!file) return;
    try {
      const content = await readContent(file, reading.signal);
      const tokens =
        content.kind === 'markdown' ? await parseMarkdown(content.text, reading.signal) : undefined;
      if (reading.signal.aborted) return;
      this.#tokens = tokens;
      this.#content = content;
    } catch (error) {
      if (reading.signal.aborted) return;
      this.#failure = sentenceOf(error);
    }
    this.requestUpdate();
  }

  protected override render(): TemplateResult | typeof nothing {
    const { file } = this;
    if (!file) return nothing;
    return html`${this.#head(file)} ${this.#shownPart(file)}
      <div class="preview-body">${this.#body(file)}</div>`;
  }

  #head({ path, size }: FileSource): TemplateResult {
    const { host } = this;
    return html`<div class="preview-head">
      <i class="codicon codicon-${fileIcon(path)}" aria-hidden="true"></i>
      <h2 title=${path}><bdi>${baseName(path)}</bdi></h2>
      <span class="muted">${formatBytes(size)}</span>
      <span class="bar-end" role="toolbar" aria-label=${t('Actions')}>
        ${this.#asText()}
        ${toolbarButton({ icon: 'go-to-file', label: t('Open in Editor'), run: () => host?.open(path) })}
        ${toolbarButton({ icon: 'save-as', label: t('Save As…'), run: () => host?.save(path) })}
        ${toolbarButton({ icon: 'copy', label: t('Copy Path'), run: () => host?.copy(path) })}
      </span>
    </div>`;
  }

  #asText(): TemplateResult | typeof nothing {
    const kind = this.#content?.kind;
    if (kind !== 'json' && kind !== 'table' && kind !== 'markdown') return nothing;
    return toolbarButton({
      icon: this.#isText ? 'preview' : 'code',
      label: this.#isText ? t('Show Laid Out') : t('Show as Text'),
      run: () => {
        this.#isText = !this.#isText;
        this.requestUpdate();
      },
    });
  }

  /** Says so where only the beginning is shown. */
  #shownPart({ path, size }: FileSource): TemplateResult | typeof nothing {
    const content = this.#content;
    if (content === undefined || !('shown' in content) || content.shown >= size) return nothing;
    const values = { shown: formatBytes(content.shown), size: formatBytes(size) };
    return html`<p class="preview-part" role="status">
      ${t('The first {shown} of {size} are shown.', values)}
      <button class="link" @click=${() => this.host?.open(path)}>${t('Open in Editor')}</button>
    </p>`;
  }

  #body(file: FileSource): TemplateResult {
    if (this.#failure !== undefined) return failureNotice(this.#failure, () => this.#again());
    const content = this.#content;
    // The image's own element stays while the next one comes, and the keys on it.
    if (kindOf(file.path).kind === 'image' && content?.kind !== 'none') return this.#image(file, content);
    if (!content) return html`<p class="preview-wait muted" aria-busy="true">${t('Loading…')}</p>`;
    switch (content.kind) {
      case 'image':
        return this.#image(file, content);
      case 'sound':
      case 'video':
        return html`<amphora-media
          .bytes=${content.bytes}
          .type=${content.type}
          .label=${file.path}
        ></amphora-media>`;
      case 'none':
        return this.#none(file, content.why);
      case 'text':
      case 'json':
      case 'table':
      case 'markdown':
        return this.#isText ? textOf(file, content.text) : this.#laidOut(file, content);
    }
  }

  #again(): void {
    void this.#read();
    this.requestUpdate();
  }

  #image(file: FileSource, content: Content | undefined): TemplateResult {
    const image = content?.kind === 'image' ? content : undefined;
    return html`<amphora-image
      .bytes=${image?.bytes}
      .type=${image?.type ?? ''}
      .label=${file.path}
      .steps=${this.steps}
      .onStep=${this.onStep}
    ></amphora-image>`;
  }

  #laidOut(file: FileSource, content: Extract<Content, { readonly text: string }>): TemplateResult {
    const { path } = file;
    switch (content.kind) {
      case 'json':
        return html`<amphora-json
          .text=${content.text}
          .label=${path}
          .onCopy=${(text: string) => this.host?.copy(text)}
          .onProblem=${() => this.#give({ ...content, kind: 'text' })}
        ></amphora-json>`;
      case 'table':
        return html`<amphora-table
          .table=${content.table}
          .label=${path}
          .host=${this.host}
          .onShow=${(shown: string) => this.onShow?.(shown)}
        ></amphora-table>`;
      case 'markdown':
        return this.#markdown(file, content.text);
      case 'text':
        return textOf(file, content.text);
    }
  }

  /** What it seemed to be it is not. */
  #give(content: Content): void {
    this.#content = content;
    this.requestUpdate();
  }

  #markdown(file: FileSource, text: string): TemplateResult {
    const { host } = this;
    if (!this.#tokens || !host) return textOf(file, text);
    return markdown(this.#tokens, { path: file.path, host, show: path => this.onShow?.(path) });
  }

  #none({ path }: FileSource, why: 'binary' | 'large' | 'empty'): TemplateResult {
    if (why === 'empty') return notice('file', t('The file is empty.'));
    const sentence =
      why === 'large'
        ? t('The file is too large to be shown here.')
        : t('Files of this kind are not shown here.');
    return notice(fileIcon(path), sentence, [
      { icon: 'go-to-file', label: t('Open in Editor'), run: () => this.host?.open(path) },
      { icon: 'save-as', label: t('Save As…'), run: () => this.host?.save(path) },
    ]);
  }
}

const textOf = ({ path }: FileSource, text: string): TemplateResult =>
  html`<amphora-text .text=${text} .label=${path}></amphora-text>`;

customElements.define('amphora-preview', Preview);
