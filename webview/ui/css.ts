import { nothing } from 'lit';
import { directive, Directive, type ElementPart } from 'lit/directive.js';

type Properties = Readonly<Record<string, string | undefined>>;

class Css extends Directive {
  #before: Properties = {};

  override render(_properties: Properties): typeof nothing {
    return nothing;
  }

  override update(part: ElementPart, [properties]: [Properties]): typeof nothing {
    const { style } = part.element as HTMLElement;
    for (const [name, value] of Object.entries(properties)) {
      if (value === undefined) style.removeProperty(name);
      else if (this.#before[name] !== value) style.setProperty(name, value);
    }
    for (const name of Object.keys(this.#before)) if (!(name in properties)) style.removeProperty(name);
    this.#before = properties;
    return nothing;
  }
}

/** Styles of an element, as `<div ${css({ width: '3px' })}>`. The page's policy allows no style attributes, which lit's own would write. */
export const css = directive(Css);
