/** What stands around every page: a head that stays, tabs, and the content of the one that is chosen. */
import './frame.css';
import { html, nothing, type TemplateResult } from 'lit';
import { type Action, toolbarButton } from '../ui/controls.ts';
import { t } from '../ui/l10n.ts';
import type { MenuItem } from '../ui/menu.ts';
import { moreActions } from './moreActions.ts';
import { rovingKeys } from '../ui/roving.ts';

export interface Tab {
  readonly key: string;
  readonly label: string;
  /** How many there are, where that is worth saying. */
  readonly count?: string | undefined;
}

export interface Frame {
  /** Codicon. */
  readonly icon: string;
  /** Class of the icon's colour, such as `chart-blue`. */
  readonly color?: string;
  readonly title: string;
  /** Where it belongs: links that lead there. */
  readonly trail: readonly { readonly label: string; readonly path: string }[];
  /** Beside the title: pickers, states, aliases. */
  readonly beside?: TemplateResult | typeof nothing;
  readonly actions: readonly Action[];
  /** What else can be done. */
  readonly menu: readonly MenuItem[];
  readonly tabs: readonly Tab[];
  readonly tab: string;
  readonly onTab: (key: string) => void;
  readonly content: TemplateResult | typeof nothing;
  /** An action that failed; one sentence. */
  readonly failure?: string | undefined;
  readonly onDismiss?: () => void;
}

export function frame(model: Frame): TemplateResult {
  return html`<header class="page-head">
      <nav class="trail" aria-label=${t('Where this is')}>
        ${model.trail.map(({ label, path }) => html`<a href=${path}><bdi>${label}</bdi></a>`)}
      </nav>
      <div class="page-title ${model.color ?? ''}">
        <i class="codicon codicon-${model.icon}" aria-hidden="true"></i>
        <h1 title=${model.title}><bdi>${model.title}</bdi></h1>
        ${model.beside ?? nothing}
        <div class="page-actions" role="toolbar" aria-label=${t('Actions')}>
          ${model.actions.map(toolbarButton)}
          ${model.menu.length === 0 ? nothing : toolbarButton(moreActions(model.menu))}
        </div>
      </div>
      ${model.tabs.length === 0 ? nothing : tabs(model)}
    </header>
    ${model.failure === undefined ? nothing : banner(model.failure, model.onDismiss)}
    <section
      class="page-content tab-${model.tab}"
      id="tabpanel"
      role=${model.tabs.length === 0 ? 'region' : 'tabpanel'}
      aria-label=${model.tabs.find(({ key }) => key === model.tab)?.label ?? model.title}
    >
      ${model.content}
    </section>`;
}

function tabs({ tabs: all, tab, onTab }: Frame): TemplateResult {
  return html`<div class="tabs" role="tablist" @keydown=${rovingKeys}>
    ${all.map(
      ({ key, label, count }) =>
        html`<button
          role="tab"
          class="tab"
          data-tab=${key}
          aria-selected=${key === tab}
          aria-controls="tabpanel"
          tabindex=${key === tab ? 0 : -1}
          @click=${() => onTab(key)}
        >
          ${label}${count === undefined ? nothing : html` <span class="tab-count">${count}</span>`}
        </button>`,
    )}
  </div>`;
}

/** The tab of each page that was brought into sight last, and how many tabs had counts then: these make them wider. */
const revealed = new WeakMap<HTMLElement, string>();

/** Brings the chosen tab into sight where there is no room for all, once: a person may look at the others. */
export function revealTab(root: HTMLElement, tab: string): void {
  const now = `${tab} ${String(root.querySelectorAll('.tab > .tab-count').length)}`;
  if (revealed.get(root) === now) return;
  revealed.set(root, now);
  root.querySelector('.tab[aria-selected=true]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
}

function banner(sentence: string, dismiss: (() => void) | undefined): TemplateResult {
  return html`<div class="page-banner" role="alert">
    <i class="codicon codicon-error" aria-hidden="true"></i><span>${sentence}</span>
    ${dismiss ? toolbarButton({ icon: 'close', label: t('Dismiss'), run: dismiss }) : nothing}
  </div>`;
}
