import { html, type TemplateResult } from 'lit';

/** Something that is on or off. */
export function toggle(label: string, isOn: boolean, flip: () => void): TemplateResult {
  return html`<label class="toggle"
    ><input type="checkbox" .checked=${isOn} @change=${flip} /><span>${label}</span></label
  >`;
}
