/** `<run-log>`: output of any length, of which only what is in sight is in the document. */
import './log.css';
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { onThemeChange } from '../../ui/canvas.ts';
import { css } from '../../ui/css.ts';
import { t } from '../../ui/l10n.ts';
import { plainText } from './ansi.ts';
import { Heights } from './heights.ts';
import type { LogLines } from './LogLines.ts';
import { LogSearch } from './LogSearch.ts';
import { setPalette } from './palette.ts';
import { logRow } from './row.ts';
import { type LogTools, logTools } from './tools.ts';

/** px of a line that is not wrapped. */
const ROW = 18;
/** Lines beyond the edge that are drawn too: what is selected with the mouse stays there for a while. */
const BEYOND = 60;
/** Browsers lay out no page that is higher than so many lines; the last ones count. */
const MOST_SHOWN = 1_500_000;
/** px from the end that are the end. */
const SLACK = 4;

export class LogView extends LitElement {
  static override properties = {
    lines: { attribute: false },
    version: { attribute: false },
    isLive: { attribute: false },
    wraps: { attribute: false },
  };

  declare lines: LogLines | undefined;
  /** Of the lines: another number where there are others. */
  declare version: number;
  /** Whether more is to come. */
  declare isLive: boolean;
  declare wraps: boolean;
  onWrap: ((wraps: boolean) => void) | undefined;
  /** Text to the clipboard. */
  onCopy: ((text: string) => void) | undefined;

  readonly #search = new LogSearch();
  readonly #heights = new Heights(ROW);
  readonly #resized = new ResizeObserver(() => this.#onResize());
  #unfollow: (() => void) | undefined;
  /** The scroller whose size is watched. */
  #watched: HTMLElement | undefined;
  /** Whether the end stays in sight. */
  #follows = true;
  /** px from the top that it was scrolled to last. */
  #top = 0;
  /** Whether it was away, and is still to be scrolled to where it was. */
  #isBack = false;
  #isLoadingAll = false;
  #width = 0;

  constructor() {
    super();
    this.version = 0;
    this.isLive = false;
    this.wraps = false;
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#resized.observe(this);
    if (this.hasUpdated) {
      this.#isBack = true;
      this.requestUpdate();
    }
    setPalette(this);
    this.#unfollow = onThemeChange(() => setPalette(this));
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resized.disconnect();
    this.#watched = undefined;
    this.#unfollow?.();
  }

  /** Whether to begin at the end. */
  set follows(follows: boolean) {
    if (!this.hasUpdated) this.#follows = follows;
  }

  get #scroller(): HTMLElement | null {
    return this.querySelector('.log-scroll');
  }

  /** The line that is shown first of all. */
  get #first(): number {
    return Math.max(0, (this.lines?.total ?? 0) - MOST_SHOWN);
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('wraps') || changed.has('lines')) this.#heights.clear();
    if (this.lines) this.#search.update(this.lines);
  }

  protected override render(): TemplateResult | typeof nothing {
    const { lines } = this;
    if (!lines) return nothing;
    const total = lines.total - this.#first;
    const [start, end] = this.#inSight(total);
    lines.need(this.#first + start, this.#first + end);
    const rows = Array.from({ length: end - start }, (_, i) => this.#first + start + i);
    const digits = `${String(lines.total).length + Math.floor((String(lines.total).length - 1) / 3)}ch`;
    return html`${logTools(this.#tools(lines))}
      <div
        class="log-scroll ${this.wraps ? 'wraps' : ''}"
        tabindex="0"
        role="region"
        aria-label=${t('Output')}
        @scroll=${this.#onScroll}
        @keydown=${this.#onKey}
      >
        <div class="log-body" ${css({ height: `${this.#heights.top(total)}px`, '--digits': digits })}>
          <div class="log-rows" ${css({ transform: `translateY(${this.#heights.top(start)}px)` })}>
            ${repeat(
              rows,
              number => number,
              number => logRow(number, lines.at(number), this.#search.query, number === this.#search.current),
            )}
          </div>
        </div>
      </div>`;
  }

  #tools(lines: LogLines): LogTools {
    return {
      lines,
      search: this.#search,
      wraps: this.wraps,
      isLive: this.isLive,
      atEnd: this.#follows,
      isLoadingAll: this.#isLoadingAll,
      onSearch: query => {
        this.#search.search(query, lines);
        // While it is typed, the match that is looked at stays as long as it is one.
        if (this.#search.current === undefined) this.#find(1);
        else this.requestUpdate();
      },
      find: step => this.#find(step),
      wrap: () => this.onWrap?.(!this.wraps),
      toEnd: () => this.#toEnd(),
      loadAll: () => void this.#loadAll(lines),
      copy: () => this.onCopy?.([...lines.known()].map(([, { text }]) => plainText(text)).join('\n')),
    };
  }

  /** Rows that are drawn. */
  #inSight(total: number): readonly [number, number] {
    const scroller = this.#scroller;
    const height = scroller?.clientHeight ?? this.clientHeight;
    const at = this.#isBack ? this.#top : scroller?.scrollTop;
    const top = this.#follows || at === undefined ? Math.max(0, this.#heights.top(total) - height) : at;
    const first = this.#follows || scroller ? this.#heights.rowAt(top, total) : 0;
    const count = Math.ceil(height / ROW);
    return [Math.max(0, first - BEYOND), Math.min(total, first + count + BEYOND)];
  }

  protected override updated(): void {
    const scroller = this.#scroller;
    if (!scroller) return;
    if (scroller !== this.#watched) this.#resized.observe(scroller);
    this.#watched = scroller;
    if (this.#isBack && !this.#follows) scroller.scrollTop = this.#top;
    this.#isBack = false;
    if (this.wraps && this.#measure(scroller)) {
      this.requestUpdate();
      return;
    }
    if (this.#follows && scroller.scrollTop + scroller.clientHeight < scroller.scrollHeight) {
      scroller.scrollTop = scroller.scrollHeight;
    }
    this.#top = scroller.scrollTop;
  }

  /** Learns how high wrapped lines are; what is above the edge must not push what is read. @returns whether that is news */
  #measure(scroller: HTMLElement): boolean {
    let isNews = false;
    let above = 0;
    for (const row of scroller.querySelectorAll<HTMLElement>('.log-row')) {
      const at = Number(row.dataset['line']) - this.#first;
      const top = this.#heights.top(at);
      const before = this.#heights.top(at + 1) - top;
      if (!this.#heights.measure(at, row.offsetHeight)) continue;
      isNews = true;
      if (top + before <= scroller.scrollTop) above += row.offsetHeight - before;
    }
    if (above !== 0 && !this.#follows) scroller.scrollTop += above;
    return isNews;
  }

  readonly #onScroll = (): void => {
    const scroller = this.#scroller;
    if (!scroller) return;
    const isAtEnd = scroller.scrollTop + scroller.clientHeight >= scroller.scrollHeight - SLACK;
    // Only who scrolls up leaves the end: it also goes out of sight where there is less room.
    if (isAtEnd) this.#follows = true;
    else if (scroller.scrollTop < this.#top) this.#follows = false;
    this.#top = scroller.scrollTop;
    this.requestUpdate();
  };

  readonly #onKey = (event: KeyboardEvent): void => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'f') {
      event.preventDefault();
      this.querySelector<HTMLElement>('.filter-field')?.focus();
    } else if (event.key === 'End' && !event.shiftKey) {
      event.preventDefault();
      this.#toEnd();
    }
  };

  #onResize(): void {
    if (this.clientWidth !== this.#width) this.#heights.clear();
    this.#width = this.clientWidth;
    this.requestUpdate();
  }

  #toEnd(): void {
    this.#follows = true;
    this.requestUpdate();
  }

  #find(step: 1 | -1): void {
    const scroller = this.#scroller;
    const total = (this.lines?.total ?? 0) - this.#first;
    const top = scroller ? this.#heights.rowAt(scroller.scrollTop, total) : 0;
    const line = this.#search.go(step, this.#first + top);
    if (line !== undefined && scroller) {
      this.#follows = false;
      const at = this.#heights.top(line - this.#first);
      const { scrollTop, clientHeight } = scroller;
      if (at < scrollTop || at + 2 * ROW > scrollTop + clientHeight)
        scroller.scrollTop = at - clientHeight / 2;
    }
    this.requestUpdate();
  }

  async #loadAll(lines: LogLines): Promise<void> {
    this.#isLoadingAll = true;
    this.requestUpdate();
    await lines.loadAll();
    this.#isLoadingAll = false;
    this.requestUpdate();
  }
}

customElements.define('run-log', LogView);
