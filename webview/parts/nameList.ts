import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { t } from '../ui/l10n.ts';

interface NameList {
  readonly names: readonly string[];
  /** What the field for another one is called. */
  readonly label: string;
  readonly editable: boolean;
  /** Both give whether that was stored. */
  readonly add: (name: string) => Promise<boolean>;
  readonly remove: (name: string) => Promise<boolean>;
}

/** Names such as aliases or tags, each with a way to take it off, and a field for another one. */
export function nameList({ names, label, editable, add, remove }: NameList): TemplateResult {
  const onKey = (event: KeyboardEvent): void => {
    // While a word is composed, the keys end that.
    if (event.isComposing) return;
    const field = event.target as HTMLInputElement;
    if (event.key === 'Escape') field.value = '';
    const name = field.value.trim();
    if (event.key !== 'Enter' || name === '' || field.readOnly) return;
    field.readOnly = true;
    void add(name).then(isAdded => {
      field.readOnly = false;
      if (isAdded) field.value = '';
    });
  };
  return html`<div class="name-list">
    ${repeat(
      // Servers may hold a name twice.
      new Set(names),
      name => name,
      name =>
        html`<span class="pill"
          ><bdi>${name}</bdi>${
            editable
              ? html`<button
                  class="pill-remove"
                  aria-label=${t('Remove {name}', { name })}
                  title=${t('Remove {name}', { name })}
                  @click=${(event: Event) => takeOff(event.currentTarget as HTMLElement, remove(name))}
                >
                  <i class="codicon codicon-close" aria-hidden="true"></i>
                </button>`
              : nothing
          }</span
        >`,
    )}
    ${names.length === 0 && !editable ? html`<span class="muted">${t('none')}</span>` : nothing}
    ${
      editable
        ? html`<input
            class="field name-field"
            placeholder=${label}
            aria-label=${label}
            maxlength="128"
            spellcheck="false"
            @keydown=${onKey}
          />`
        : nothing
    }
  </div>`;
}

/** Leads the focus on from a name's button once that is gone: to the next name's, else to the field. */
function takeOff(button: HTMLElement, removing: Promise<boolean>): void {
  const list = button.closest('.name-list');
  if (!list || !button.matches(':focus')) return;
  const buttons = [...list.querySelectorAll<HTMLElement>('.pill-remove')];
  const next = buttons[buttons.indexOf(button) + 1];
  void removing.then(isRemoved => {
    // Who went elsewhere meanwhile stays there.
    const isHere = button.matches(':focus') || document.activeElement === document.body;
    if (!isRemoved || !isHere) return;
    const to = next?.isConnected === true ? next : list.querySelector<HTMLElement>('.name-field');
    to?.focus();
  });
}
