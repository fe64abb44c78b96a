/** Control sequences of terminals (ECMA-48), found without regular expressions: their time is linear whatever a program printed. */

export interface Control {
  /** The place after it. */
  readonly end: number;
  /** The letter that says what it does; empty for what has none, such as a window's title. */
  readonly final: string;
  readonly parameters: string;
}

const ESCAPE = '\u001b';
/** The same as `ESC [`, in one. */
const CSI = '\u009b';
const BELL = '\u0007';
/** What begins a text that runs to its own end: titles, links, device strings. */
const TEXTS = ']PX^_';

/** The sequence that begins at a place of a text; undefined where none does. One that is cut off runs to the end. */
export function controlAt(text: string, start: number): Control | undefined {
  const character = text[start];
  if (character === CSI) return sequence(text, start + 1);
  if (character !== ESCAPE) return undefined;
  const next = text[start + 1] ?? '';
  if (next === '[') return sequence(text, start + 2);
  if (next !== '' && TEXTS.includes(next))
    return { end: endOfText(text, start + 2), final: '', parameters: '' };
  // Escapes of two characters, with what chooses among them, such as `ESC ( B`.
  let end = start + 1;
  while (isBetween(text, end, 0x20, 0x2f)) end++;
  return { end: isBetween(text, end, 0x30, 0x7e) ? end + 1 : end, final: '', parameters: '' };
}

function sequence(text: string, start: number): Control {
  let end = start;
  while (isBetween(text, end, 0x30, 0x3f)) end++;
  const parameters = text.slice(start, end);
  while (isBetween(text, end, 0x20, 0x2f)) end++;
  if (!isBetween(text, end, 0x40, 0x7e)) return { end, final: '', parameters: '' };
  return { end: end + 1, final: text[end] ?? '', parameters };
}

function endOfText(text: string, start: number): number {
  for (let i = start; i < text.length; i++) {
    if (text[i] === BELL) return i + 1;
    if (text[i] === ESCAPE) return text[i + 1] === '\\' ? i + 2 : i;
  }
  return text.length;
}

function isBetween(text: string, place: number, first: number, last: number): boolean {
  const code = text.charCodeAt(place);
  return code >= first && code <= last;
}
