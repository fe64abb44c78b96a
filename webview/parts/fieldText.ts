import { noChange } from 'lit';
import { Directive, directive, type PartInfo, type PropertyPart } from 'lit/directive.js';

/** Sets a field's value as `live` does, but never under the hands of who writes in it: pages draw whenever the store changes. */
class FieldText extends Directive {
  readonly #field: HTMLInputElement | HTMLTextAreaElement;

  constructor(part: PartInfo) {
    super(part);
    this.#field = (part as PropertyPart).element as HTMLInputElement | HTMLTextAreaElement;
  }

  override render(text: string): unknown {
    const field = this.#field;
    if (field.value !== text && !field.matches(':focus')) field.value = text;
    return noChange;
  }
}

/** For `.value` of a field that saves when it is left. */
export const fieldText = directive(FieldText);
