/** What is compared, at the head: each can be made the base or taken away, and others added. */
import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { t } from '../ui/l10n.ts';
import { openMenu } from '../ui/menu.ts';
import { rovingKeys } from '../ui/roving.ts';
import type { Face } from './subject.ts';

interface Chips {
  readonly items: readonly string[];
  readonly face: (item: string) => Face;
  readonly open: (path: string) => void;
  /** Other items are to be compared; the keys go on at the given place among them. */
  readonly change: (items: readonly string[], focus: number) => void;
  /** Unset where no more can be compared. */
  readonly add: ((under: Element) => void) | undefined;
}

export function chips(model: Chips): TemplateResult {
  const { items, add } = model;
  const base = baseOf(model);
  return html`<div class="chips" role="toolbar" aria-label=${t('Compared')} @keydown=${rovingKeys}>
    ${items.map((item, i) => chip(model, item, i, base))}
    ${
      items.length === 2
        ? html`<button
            class="chip-button"
            tabindex="-1"
            title=${t('Swap')}
            aria-label=${t('Swap')}
            @click=${() => model.change([...items].reverse(), 0)}
          >
            <i class="codicon codicon-arrow-swap" aria-hidden="true"></i>
          </button>`
        : nothing
    }
    ${
      add
        ? html`<button
            class="chip-button chip-add"
            tabindex="-1"
            aria-haspopup="dialog"
            @click=${(event: Event) => add(event.currentTarget as Element)}
          >
            <i class="codicon codicon-add" aria-hidden="true"></i>${t('Add…')}
          </button>`
        : html`<span class="muted">${t('No more can be compared at once.')}</span>`
    }
  </div>`;
}

/** Place of what the others are compared to: the first that is there. */
function baseOf({ items, face }: Chips): number {
  return items.findIndex(item => !face(item).isGone);
}

function chip(model: Chips, item: string, place: number, base: number): TemplateResult {
  const { icon, text, isGone } = model.face(item);
  const { items } = model;
  const remove = (): void =>
    model.change(
      items.filter((_, i) => i !== place),
      place,
    );
  const onKey = (event: KeyboardEvent): void => {
    if (event.key === 'Delete' && items.length > 1) remove();
  };
  return html`<span class="chip ${isGone ? 'gone' : ''}" title=${text}>
    <button
      class="chip-main"
      tabindex=${place === 0 ? live(0) : -1}
      aria-haspopup="menu"
      @click=${(event: Event) => chipMenu(model, place, remove, event.currentTarget as Element)}
      @keydown=${onKey}
    >
      ${icon}${isGone ? html`<s><bdi>${text}</bdi></s>` : html`<bdi>${text}</bdi>`}${
        place === base ? html`<span class="base-mark">${t('base')}</span>` : nothing
      }${isGone ? html`<span class="base-mark">${t('deleted')}</span>` : nothing}
    </button>
    ${
      items.length > 1
        ? html`<button
            class="chip-remove"
            tabindex="-1"
            aria-label=${t('Remove {name}', { name: text })}
            title=${t('Remove {name}', { name: text })}
            @click=${remove}
          >
            <i class="codicon codicon-close" aria-hidden="true"></i>
          </button>`
        : nothing
    }
  </span>`;
}

function chipMenu(model: Chips, place: number, remove: () => void, under: Element): void {
  const { items } = model;
  const item = items[place] ?? '';
  const { text, path, isGone } = model.face(item);
  const { left, bottom } = under.getBoundingClientRect();
  const makeBase = (): void => model.change([item, ...items.filter(each => each !== item)], 0);
  const entries = [
    ...(isGone ? [] : [{ label: t('Open'), run: () => model.open(path) }]),
    ...(place !== baseOf(model) && !isGone ? [{ label: t('Use as Base'), run: makeBase }] : []),
    ...(items.length > 1 ? [{ label: t('Remove'), keys: 'Delete', run: remove }] : []),
  ];
  if (entries.length > 0) openMenu(text, entries, { x: left, y: bottom + 2 });
}
