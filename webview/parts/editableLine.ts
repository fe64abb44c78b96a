import { html, type TemplateResult } from 'lit';
import { fieldText, keepUntilSaved, takeBack } from './fieldText.ts';

interface EditableLine {
  readonly text: string;
  readonly label: string;
  readonly editable: boolean;
  /** Gives whether it was stored. */
  readonly save: (text: string) => Promise<boolean>;
}

/** A name that is changed where it stands: Enter or leaving it saves it, Escape takes it back. It cannot be empty. */
export function editableLine({ text, label, editable, save }: EditableLine): TemplateResult {
  if (!editable) return html`<bdi>${text}</bdi>`;
  const onKey = (event: KeyboardEvent): void => {
    // While a word is composed, the keys end that.
    if (event.isComposing) return;
    const field = event.target as HTMLInputElement;
    if (event.key === 'Escape') takeBack(field, text);
    if (event.key === 'Escape' || event.key === 'Enter') field.blur();
  };
  const onLeave = (event: Event): void => {
    const field = event.target as HTMLInputElement;
    const value = field.value.trim();
    if (value === '') takeBack(field, text);
    else if (value !== text) keepUntilSaved(field, save(value));
  };
  return html`<input
    class="field line-field"
    aria-label=${label}
    maxlength="128"
    spellcheck="false"
    .value=${fieldText(text)}
    @keydown=${onKey}
    @blur=${onLeave}
  />`;
}
