/** XML from texts that may hold anything. */
import { rounded } from '../edgePath.ts';

/** What XML does not allow, or what no font shows. */
// eslint-disable-next-line no-control-regex -- control characters are what is looked for
const FORBIDDEN = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\ufffe\uffff]/g;
/** Marks that turn the direction of what follows: as references they do nothing to whoever reads the source. */
const REFERENCED = /[&<>"\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** For the inside of an element or of a quoted attribute. */
export function xmlText(text: string): string {
  return text
    .toWellFormed()
    .replace(FORBIDDEN, '\ufffd')
    .replace(REFERENCED, character => `&#${String(character.charCodeAt(0))};`);
}

export type Attributes = Readonly<Record<string, string | number>>;

/** @param content XML */
export function element(name: string, attributes: Attributes, content = ''): string {
  const start = Object.entries(attributes)
    .map(([key, value]) => ` ${key}="${typeof value === 'number' ? String(rounded(value)) : xmlText(value)}"`)
    .join('');
  return content === '' ? `<${name}${start}/>` : `<${name}${start}>${content}</${name}>`;
}
