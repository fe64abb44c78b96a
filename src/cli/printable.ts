/** Text from a store may not steer the terminal: escape sequences in it are shown, not obeyed. */

// eslint-disable-next-line no-control-regex -- control characters are what is looked for
const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g;

/** Marks that turn the direction of what follows, so that a name reads as another one. */
const DIRECTION = /[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** The text with its control characters and marks of direction written out; line feeds and tabs stay. */
export function printable(text: string): string {
  return text
    .replace(CONTROL, character => `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`)
    .replace(DIRECTION, mark => `\\u${mark.charCodeAt(0).toString(16)}`);
}

/** The same for what must stay on one line, such as a path in a table or a sentence. */
export function printableLine(text: string): string {
  return printable(text).replaceAll('\n', '\\n').replaceAll('\t', '\\t');
}
