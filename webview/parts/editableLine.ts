import { html, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';

interface EditableLine {
  readonly text: string;
  readonly label: string;
  readonly editable: boolean;
  readonly save: (text: string) => Promise<void>;
}

/** A name that is changed where it stands: Enter or leaving it saves it, Escape takes it back. It cannot be empty. */
export function editableLine({ text, label, editable, save }: EditableLine): TemplateResult {
  if (!editable) return html`<bdi>${text}</bdi>`;
  const onKey = (event: KeyboardEvent): void => {
    const field = event.target as HTMLInputElement;
    if (event.key === 'Escape') field.value = text;
    if (event.key === 'Escape' || event.key === 'Enter') field.blur();
  };
  const onLeave = (event: Event): void => {
    const field = event.target as HTMLInputElement;
    const value = field.value.trim();
    if (value === '') field.value = text;
    else if (value !== text) void save(value);
  };
  return html`<input
    class="field line-field"
    aria-label=${label}
    maxlength="128"
    spellcheck="false"
    .value=${live(text)}
    @keydown=${onKey}
    @blur=${onLeave}
  />`;
}
