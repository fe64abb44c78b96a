/** A context menu like VS Code's own, with the keyboard and the roles that the control kit's lacks. */
import { html, nothing, render, type TemplateResult } from 'lit';
import { focusedElement } from './focused.ts';

export interface MenuItem {
  readonly label: string;
  readonly keys?: string;
  /** A line above this item. */
  readonly separated?: boolean;
  run(): void;
}

export interface MenuPlace {
  /** px from the top left of the window. */
  readonly x: number;
  readonly y: number;
}

let close: (() => void) | undefined;

/** Shows the menu until something is chosen or the person looks away; the focus then returns where it was. */
export function openMenu(label: string, items: readonly MenuItem[], place: MenuPlace): void {
  close?.();
  const before = focusedElement();
  const menu = document.createElement('div');
  menu.className = 'menu';
  menu.setAttribute('role', 'menu');
  menu.setAttribute('aria-label', label);
  const closing = new AbortController();
  close = () => {
    closing.abort();
    menu.remove();
    close = undefined;
    before?.focus();
  };
  const choose = (item: MenuItem): void => {
    close?.();
    item.run();
  };
  render(
    items.map(item => entry(item, choose)),
    menu,
  );
  (document.querySelector('dialog:modal') ?? document.querySelector('main') ?? document.body).append(menu);
  keepInSight(menu, place);
  const { signal } = closing;
  menu.addEventListener('keydown', event => onKey(event, menu), { signal });
  menu.addEventListener('contextmenu', event => event.preventDefault(), { signal });
  window.addEventListener('blur', () => close?.(), { signal });
  window.addEventListener('resize', () => close?.(), { signal });
  document.addEventListener(
    'pointerdown',
    event => {
      if (!event.composedPath().includes(menu)) close?.();
    },
    { signal, capture: true },
  );
  entriesOf(menu)[0]?.focus();
}

function entry(item: MenuItem, choose: (item: MenuItem) => void): TemplateResult {
  return html`${item.separated ? html`<div class="menu-line" role="separator"></div>` : nothing}
    <button
      class="menu-item"
      role="menuitem"
      tabindex="-1"
      @click=${() => choose(item)}
      @pointermove=${(event: PointerEvent) => (event.currentTarget as HTMLElement).focus()}
    >
      <span>${item.label}</span><span class="menu-keys" aria-hidden="true">${item.keys ?? ''}</span>
    </button>`;
}

function entriesOf(menu: HTMLElement): HTMLElement[] {
  return [...menu.querySelectorAll<HTMLElement>('.menu-item')];
}

function onKey(event: KeyboardEvent, menu: HTMLElement): void {
  const entries = entriesOf(menu);
  const at = entries.indexOf(document.activeElement as HTMLElement);
  const target = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: entries.length - 1 }[event.key];
  if (target !== undefined) entries[(target + entries.length) % entries.length]?.focus();
  else if (event.key === 'Escape' || event.key === 'Tab') close?.();
  else return;
  event.preventDefault();
  event.stopPropagation();
}

/** Moves a box that floats to a place, or as near to it as the window shows all of it. */
export function keepInSight(menu: HTMLElement, { x, y }: MenuPlace): void {
  const { width, height } = menu.getBoundingClientRect();
  menu.style.left = `${Math.max(0, Math.min(x, window.innerWidth - width - 4))}px`;
  menu.style.top = `${Math.max(0, Math.min(y, window.innerHeight - height - 4))}px`;
}
