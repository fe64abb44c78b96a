/** What HTML is made of, whoever makes it. */
import { stringifyJson } from '../core/json.ts';

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text as it stands in an element, or in the quotes of an attribute. */
export function escaped(text: string): string {
  return text.replace(/[&<>"']/g, character => ENTITIES[character] ?? character);
}

/** JSON as it stands in a script element, which nothing in it can end. */
export function scriptJson(value: unknown): string {
  return stringifyJson(value).replaceAll('<', '\\u003c');
}
