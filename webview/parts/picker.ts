/** A list that is searched by typing and chosen from, as VS Code's quick pick. */
import './picker.css';
import { html, nothing, render, type TemplateResult } from 'lit';
import { sentenceOf } from '../ui/sentence.ts';
import { t } from '../ui/l10n.ts';
import { keepInSight } from '../ui/menu.ts';

export interface Choice {
  readonly key: string;
  readonly label: TemplateResult | string;
  /** What one needs to choose; in muted text. */
  readonly note: string;
}

interface Picker {
  readonly label: string;
  readonly placeholder: string;
  /** What can be chosen of, for a text that was typed. */
  readonly search: (text: string, signal: AbortSignal) => Promise<readonly Choice[]>;
  readonly choose: (choice: Choice) => void;
}

let close: (() => void) | undefined;

/** Opens a picker under an element until something is chosen or the person looks away; the focus then returns. */
export function openPicker(picker: Picker, under: Element): void {
  close?.();
  const before = document.activeElement;
  const panel = document.createElement('div');
  panel.className = 'picker';
  const state = new PickerState(picker, panel, choice => {
    close?.();
    if (choice) picker.choose(choice);
  });
  const closing = new AbortController();
  close = () => {
    closing.abort();
    state.dispose();
    panel.remove();
    close = undefined;
    if (before instanceof HTMLElement) before.focus();
  };
  const { left, bottom } = under.getBoundingClientRect();
  (document.querySelector('main') ?? document.body).append(panel);
  state.search('');
  keepInSight(panel, { x: left, y: bottom + 2 });
  const { signal } = closing;
  document.addEventListener(
    'pointerdown',
    event => {
      if (!event.composedPath().includes(panel)) close?.();
    },
    { signal, capture: true },
  );
  panel.addEventListener(
    'focusout',
    event => {
      if (event.relatedTarget instanceof Node && !panel.contains(event.relatedTarget)) close?.();
    },
    { signal },
  );
  window.addEventListener('blur', () => close?.(), { signal });
  panel.querySelector('input')?.focus();
}

class PickerState {
  readonly #picker: Picker;
  readonly #panel: HTMLElement;
  readonly #done: (choice: Choice | undefined) => void;
  #asking: AbortController | undefined;
  #choices: readonly Choice[] | undefined;
  #failure: string | undefined;
  #active = 0;

  constructor(picker: Picker, panel: HTMLElement, done: (choice: Choice | undefined) => void) {
    this.#picker = picker;
    this.#panel = panel;
    this.#done = done;
  }

  /** Looks for what fits a text; what was found before stays until then. */
  search(text: string): void {
    this.#asking?.abort();
    const asking = new AbortController();
    this.#asking = asking;
    const settle = (choices: readonly Choice[] | undefined, failure: string | undefined): void => {
      if (this.#asking !== asking) return;
      this.#choices = choices;
      this.#failure = failure;
      this.#active = 0;
      this.#render();
    };
    this.#picker.search(text, asking.signal).then(
      choices => settle(choices, undefined),
      (error: unknown) => settle([], sentenceOf(error)),
    );
    this.#render();
  }

  dispose(): void {
    this.#asking?.abort();
    this.#asking = undefined;
  }

  #render(): void {
    const { label, placeholder } = this.#picker;
    const choices = this.#choices ?? [];
    render(
      html`<input
          class="field"
          role="combobox"
          aria-expanded="true"
          aria-controls="picker-list"
          aria-autocomplete="list"
          aria-activedescendant=${choices.length === 0 ? nothing : `picker-${this.#active}`}
          aria-label=${label}
          placeholder=${placeholder}
          spellcheck="false"
          @input=${(event: Event) => this.search((event.target as HTMLInputElement).value)}
          @keydown=${this.#onKey}
        />
        <div class="picker-list" id="picker-list" role="listbox" aria-label=${label}>
          ${choices.map((each, i) => this.#choice(each, i))}
        </div>
        <div class="picker-state" role="status">${this.#said()}</div>`,
      this.#panel,
    );
    this.#panel.querySelector('.picker-choice.active')?.scrollIntoView({ block: 'nearest' });
  }

  #said(): string {
    if (this.#failure !== undefined) return this.#failure;
    if (this.#choices === undefined) return t('Loading…');
    return this.#choices.length === 0 ? t('Nothing found.') : '';
  }

  #choice(choice: Choice, index: number): TemplateResult {
    const isActive = index === this.#active;
    return html`<div
      class="picker-choice ${isActive ? 'active' : ''}"
      id="picker-${index}"
      role="option"
      aria-selected=${isActive}
      @click=${() => this.#done(choice)}
    >
      <span class="picker-label">${choice.label}</span><span class="picker-note">${choice.note}</span>
    </div>`;
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    const choices = this.#choices ?? [];
    const { length } = choices;
    const chosen = choices[this.#active];
    if (event.key === 'Escape' || event.key === 'Tab') this.#done(undefined);
    else if (event.key === 'Enter') {
      // While a word is composed, the key ends that.
      if (event.isComposing || !chosen) return;
      this.#done(chosen);
    } else if (event.key === 'ArrowDown' && length > 0) this.#active = (this.#active + 1) % length;
    else if (event.key === 'ArrowUp' && length > 0) this.#active = (this.#active + length - 1) % length;
    else return;
    event.preventDefault();
    event.stopPropagation();
    this.#render();
  };
}
