import { html, nothing, type TemplateResult } from 'lit';

/** A line of what is known of a thing; one without a value is left out. */
export interface Fact {
  readonly name: string;
  readonly value: TemplateResult | string | undefined;
  /** Set in the editor's font: names, digests, numbers. */
  readonly code?: boolean;
}

export function facts(all: readonly Fact[]): TemplateResult {
  return html`<dl class="facts">
    ${all.map(({ name, value, code }) =>
      value === undefined || value === ''
        ? nothing
        : html`<dt>${name}</dt>
            <dd class=${code === true ? 'code' : ''}><bdi>${value}</bdi></dd>`,
    )}
  </dl>`;
}
