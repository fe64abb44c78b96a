import { html, nothing, type TemplateResult } from 'lit';
import { t } from '../ui/l10n.ts';

interface NameList {
  readonly names: readonly string[];
  /** What the field for another one is called. */
  readonly label: string;
  readonly editable: boolean;
  readonly add: (name: string) => Promise<void>;
  readonly remove: (name: string) => Promise<void>;
}

/** Names such as aliases or tags, each with a way to take it off, and a field for another one. */
export function nameList({ names, label, editable, add, remove }: NameList): TemplateResult {
  const onKey = (event: KeyboardEvent): void => {
    // While a word is composed, the keys end that.
    if (event.isComposing) return;
    const field = event.target as HTMLInputElement;
    if (event.key === 'Escape') field.value = '';
    if (event.key !== 'Enter' || field.value.trim() === '') return;
    const name = field.value.trim();
    field.value = '';
    void add(name);
  };
  return html`<div class="name-list">
    ${names.map(
      name =>
        html`<span class="pill"
          ><bdi>${name}</bdi>${
            editable
              ? html`<button
                  class="pill-remove"
                  aria-label=${t('Remove {name}', { name })}
                  title=${t('Remove {name}', { name })}
                  @click=${() => void remove(name)}
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
