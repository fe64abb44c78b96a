import { html, type TemplateResult } from 'lit';
import { fieldText, keepUntilSaved, takeBack } from './fieldText.ts';

interface EditableText {
  readonly text: string;
  readonly placeholder: string;
  readonly label: string;
  readonly editable: boolean;
  /** Gives whether it was stored. */
  readonly save: (text: string) => Promise<boolean>;
}

/** Text that is changed where it stands: leaving it saves it, Escape takes it back. */
export function editableText({ text, placeholder, label, editable, save }: EditableText): TemplateResult {
  if (!editable) return text === '' ? html`<p class="muted">—</p>` : html`<p class="prose">${text}</p>`;
  const onKey = (event: KeyboardEvent): void => {
    // While a word is composed, the keys end that.
    if (event.isComposing) return;
    const field = event.target as HTMLTextAreaElement;
    if (event.key === 'Escape') takeBack(field, text);
    const isDone = event.key === 'Enter' && (event.ctrlKey || event.metaKey);
    if (event.key === 'Escape' || isDone) field.blur();
  };
  const onLeave = (event: Event): void => {
    const field = event.target as HTMLTextAreaElement;
    if (field.value !== text) keepUntilSaved(field, save(field.value));
  };
  return html`<textarea
    class="field"
    rows=${Math.min(12, Math.max(2, text.split('\n').length))}
    placeholder=${placeholder}
    aria-label=${label}
    .value=${fieldText(text)}
    @keydown=${onKey}
    @blur=${onLeave}
  ></textarea>`;
}
