import { noChange } from 'lit';
import { Directive, directive, type PartInfo, type PropertyPart } from 'lit/directive.js';

type Field = HTMLInputElement | HTMLTextAreaElement;

/** Fields whose text is not stored, or not yet. */
const unsaved = new WeakSet<Field>();

/** Keeps what a person wrote in its field until it is stored; where that fails, until it is stored at last or taken back. */
export function keepUntilSaved(field: Field, saving: Promise<boolean>): void {
  unsaved.add(field);
  void saving.then(isSaved => {
    if (isSaved) unsaved.delete(field);
  });
}

/** Puts back what is stored. */
export function takeBack(field: Field, text: string): void {
  unsaved.delete(field);
  field.value = text;
}

/** Sets a field's value as `live` does, but never under the hands of who writes in it: pages draw whenever the store changes. */
class FieldText extends Directive {
  readonly #field: Field;

  constructor(part: PartInfo) {
    super(part);
    this.#field = (part as PropertyPart).element as Field;
  }

  override render(text: string): unknown {
    const field = this.#field;
    if (field.value !== text && !field.matches(':focus') && !unsaved.has(field)) field.value = text;
    return noChange;
  }
}

/** For `.value` of a field that saves when it is left. */
export const fieldText = directive(FieldText);
