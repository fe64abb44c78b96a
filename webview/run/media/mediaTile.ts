/** `<run-media>`: the files of one metric, with a slider over the steps at which they were logged. */
import './mediaFile.ts';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { RunId } from '../../../src/core/ids.ts';
import type { Client } from '../../../src/protocol/client.ts';
import type { RunContract } from '../../../src/protocol/pages/run.ts';
import { formatNumber } from '../../ui/format.ts';
import { t } from '../../ui/l10n.ts';
import { SeenElement } from '../charts/SeenElement.ts';
import type { FileCache } from './FileCache.ts';
import { MediaSteps } from './MediaSteps.ts';

/** Files of a step that are shown until more are asked for. */
const SHOWN = 8;

/** What tiles of a run share. */
export interface MediaSource {
  readonly client: Pick<Client<RunContract>, 'request'>;
  readonly id: RunId;
  readonly files: FileCache;
  readonly open: (path: string) => void;
}

export class MediaTile extends SeenElement {
  static override properties = {
    metric: { attribute: false },
    source: { attribute: false },
    progress: { attribute: false },
  };

  /** Its name. */
  declare metric: string;
  declare source: MediaSource;
  /** Another text where there may be more. */
  declare progress: string;

  #steps: MediaSteps | undefined;
  /** The place of the slider; the end where it was not moved. */
  #place: number | undefined;
  #shown = SHOWN;
  #progress: string | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#steps?.dispose();
    this.#steps = undefined;
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('source') || changed.has('metric')) {
      this.#steps?.dispose();
      this.#steps = undefined;
      this.#place = undefined;
    }
    if (!this.seen) return;
    if (!this.#steps) {
      const { client, id } = this.source;
      this.#steps = new MediaSteps(client, id, this.metric, () => this.requestUpdate());
    } else if (this.#progress !== this.progress) this.#steps.refresh();
    this.#progress = this.progress;
  }

  protected override render(): TemplateResult | typeof nothing {
    const steps = this.#steps;
    if (!steps) return nothing;
    const last = Math.max(0, (steps.total ?? 1) - 1);
    const place = Math.min(this.#place ?? last, last);
    const step = steps.at(place);
    const name = step ? `${t('Step')} ${formatNumber(step.step)}` : '';
    return html`<div class="chart-head">
        <span class="chart-label" title=${this.metric}><bdi>${this.metric}</bdi></span>
        <span class="chart-reading">${name}</span>
      </div>
      ${steps.failure === undefined ? nothing : html`<p class="muted" role="alert">${steps.failure}</p>`}
      ${steps.total === 0 ? html`<p class="muted">${t('No files yet')}</p>` : nothing}
      <div class="media-files">
        ${step?.files
          .slice(0, this.#shown)
          .map(
            file =>
              html`<run-media-file
                .file=${file}
                .files=${this.source.files}
                .name=${`${this.metric}, ${name}`}
                .onOpen=${this.source.open}
              ></run-media-file>`,
          )}
      </div>
      ${this.#moreButton(step?.files.length ?? 0)}
      <input
        class="media-slider"
        type="range"
        min="0"
        max=${last}
        ?hidden=${last === 0}
        aria-label=${t('Step of {name}', { name: this.metric })}
        aria-valuetext=${name}
        .value=${String(place)}
        @input=${this.#onSlide}
      />`;
  }

  #moreButton(count: number): TemplateResult | typeof nothing {
    if (count <= this.#shown) return nothing;
    return html`<button
      class="link-button"
      @click=${() => {
        this.#shown = Infinity;
        this.requestUpdate();
      }}
    >
      ${t('Show {count} more', { count: formatNumber(count - this.#shown) })}
    </button>`;
  }

  readonly #onSlide = (event: Event): void => {
    const slider = event.target as HTMLInputElement;
    // At the end it stays at the end, when more comes.
    this.#place = slider.value === slider.max ? undefined : Number(slider.value);
    this.requestUpdate();
  };
}

customElements.define('run-media', MediaTile);
