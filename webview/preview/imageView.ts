/** `<amphora-image>`: an image in the room there is, or px for px. */
import { html, nothing, type TemplateResult } from 'lit';
import { notice } from '../parts/notice.ts';
import { toolbarButton } from '../ui/controls.ts';
import { formatNumber } from '../ui/format.ts';
import { t } from '../ui/l10n.ts';
import { BlobView } from './BlobView.ts';

interface Size {
  readonly width: number;
  readonly height: number;
}

/** px of images whose squares are enlarged, so that one sees anything. */
const SMALL = 200;

const isSmall = (size: Size | undefined): boolean =>
  size !== undefined && size.width < SMALL && size.height < SMALL;

export class ImageView extends BlobView {
  static override properties = { steps: { type: Boolean } };

  /** Whether there are images before and after. */
  declare steps: boolean;
  onStep: ((by: 1 | -1) => void) | undefined;

  #size: Size | undefined;
  #isActualSize = false;

  constructor() {
    super();
    this.steps = false;
  }

  protected override hold(): void {
    super.hold();
    this.#size = undefined;
  }

  protected override render(): TemplateResult {
    const { href } = this;
    return html`<div
        class="image-stage ${this.#isActualSize ? 'actual' : isSmall(this.#size) ? 'small' : ''}"
        tabindex="0"
        role="region"
        aria-label=${this.label}
        aria-busy=${this.bytes === undefined}
        @keydown=${this.#onKey}
      >
        ${
          this.isBroken
            ? notice('file-media', t('This is no image that can be shown.'))
            : href === undefined
              ? nothing
              : html`<img src=${href} alt=${this.label} @load=${this.#onLoad} @error=${this.onError} />`
        }
      </div>
      <div class="preview-foot">
        <span role="status">${this.#size ? sizeText(this.#size) : ''}</span>
        <span class="bar-end">
          ${
            this.#isActualSize
              ? toolbarButton({ icon: 'screen-normal', label: t('Fit'), keys: '0', run: this.#zoom })
              : toolbarButton({ icon: 'screen-full', label: t('Actual Size'), keys: '1', run: this.#zoom })
          }
          ${
            this.steps
              ? [
                  toolbarButton({
                    icon: 'arrow-left',
                    label: t('Previous Image'),
                    keys: '←',
                    run: () => this.onStep?.(-1),
                  }),
                  toolbarButton({
                    icon: 'arrow-right',
                    label: t('Next Image'),
                    keys: '→',
                    run: () => this.onStep?.(1),
                  }),
                ]
              : nothing
          }
        </span>
      </div>`;
  }

  readonly #zoom = (): void => {
    this.#isActualSize = !this.#isActualSize;
    this.requestUpdate();
  };

  readonly #onLoad = (event: Event): void => {
    const { naturalWidth: width, naturalHeight: height } = event.target as HTMLImageElement;
    this.#size = { width, height };
    this.requestUpdate();
  };

  readonly #onKey = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const stage = event.currentTarget as HTMLElement;
    const scrolls = this.#isActualSize && stage.scrollWidth > stage.clientWidth;
    if (event.key === '0' || event.key === '1') {
      this.#isActualSize = event.key === '1';
      this.requestUpdate();
    } else if (event.key === 'ArrowLeft' && this.steps && !scrolls) this.onStep?.(-1);
    else if (event.key === 'ArrowRight' && this.steps && !scrolls) this.onStep?.(1);
    else return;
    event.preventDefault();
  };
}

const sizeText = ({ width, height }: Size): string =>
  t('{width} × {height} px', { width: formatNumber(width), height: formatNumber(height) });

customElements.define('amphora-image', ImageView);
