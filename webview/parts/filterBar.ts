/** What stands above tables: a field to search with, and what is shown or not. */
import './filterBar.css';
import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';

/**
 * A field whose text is told as it is typed; Escape empties it.
 * @param onKey has other keys do something; it stops those that it takes
 */
export function filterField(
  label: string,
  text: string,
  changed: (text: string) => void,
  onKey?: (event: KeyboardEvent) => void,
): TemplateResult {
  const onAnyKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') onKey?.(event);
    else if ((event.target as HTMLInputElement).value !== '') {
      event.preventDefault();
      event.stopPropagation();
      changed('');
    }
  };
  return html`<input
    class="field filter-field"
    type="text"
    role="searchbox"
    placeholder=${label}
    aria-label=${label}
    maxlength="256"
    spellcheck="false"
    .value=${live(text)}
    @input=${(event: Event) => changed((event.target as HTMLInputElement).value)}
    @keydown=${onAnyKey}
  />`;
}

/** A button that stays down while something is shown so. @param icon codicon, with a colour's class where it has one */
export function toggle(
  icon: string,
  label: TemplateResult | string,
  on: boolean,
  press: () => void,
): TemplateResult {
  return html`<button class="toggle" aria-pressed=${on} @click=${press}>
    <i class="codicon codicon-${icon}" aria-hidden="true"></i><span>${label}</span>
  </button>`;
}

/** Something that is on or off, with a box that says so. */
export function check(label: string, isOn: boolean, flip: () => void): TemplateResult {
  return html`<label class="check"
    ><input type="checkbox" .checked=${isOn} @change=${flip} /><span>${label}</span></label
  >`;
}

export interface Option {
  readonly value: string;
  readonly label: string;
}

/** One of several values, such as a type. */
export function choice(
  label: string,
  options: readonly Option[],
  value: string,
  changed: (value: string) => void,
): TemplateResult {
  return html`<select
    class="field"
    aria-label=${label}
    title=${label}
    @change=${(event: Event) => changed((event.target as HTMLSelectElement).value)}
  >
    ${options.map(
      each =>
        html`<option value=${each.value} .selected=${live(each.value === value)}>${each.label}</option>`,
    )}
    ${options.some(each => each.value === value) ? nothing : html`<option value=${value} .selected=${live(true)}>${value}</option>`}
  </select>`;
}
