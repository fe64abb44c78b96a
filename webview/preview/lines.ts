/** The lines of a text, found once and cut when they are looked at. */

/** Characters of a line that are shown. */
const SHOWN = 10_000;

/** Control characters other than tabs, and marks that change the direction of what follows. */
const UNSEEN = controls();

function controls(): RegExp {
  const range = (from: number, to: number): string =>
    `${String.fromCharCode(from)}-${String.fromCharCode(to)}`;
  return new RegExp(`[${range(0, 8)}${range(11, 31)}\u007f\u200e\u200f\u202a-\u202e\u2066-\u2069]`, 'g');
}

/** Characters that stand for control characters. */
const PICTURES = 0x2400;

function seen(character: string): string {
  const code = character.charCodeAt(0);
  if (code < 32) return String.fromCharCode(PICTURES + code);
  return code === 0x7f ? '\u2421' : `[U+${code.toString(16).toUpperCase()}]`;
}

export class Lines {
  readonly #text: string;
  readonly #starts: Int32Array;
  readonly count: number;
  /** Characters of the longest line that are shown. */
  readonly longest: number;

  constructor(text: string) {
    this.#text = text;
    let count = 1;
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count++;
    // A line break at the end begins no line.
    if (count > 1 && text.endsWith('\n')) count--;
    this.count = count;
    const starts = new Int32Array(count + 1);
    let longest = 0;
    for (let line = 1, at = 0; line <= count; line++) {
      const end = text.indexOf('\n', at);
      const next = end < 0 ? text.length + 1 : end + 1;
      longest = Math.max(longest, next - 1 - at);
      starts[line] = next;
      at = next;
    }
    this.#starts = starts;
    this.longest = Math.min(longest, SHOWN);
  }

  /** Lines from one to before another, 0 for the first; what cannot be seen is told by a sign for it. */
  between(first: number, last: number): readonly string[] {
    return Array.from({ length: Math.max(0, last - first) }, (_, i) => this.#line(first + i));
  }

  #line(place: number): string {
    const start = this.#starts[place] ?? 0;
    const end = (this.#starts[place + 1] ?? 0) - 1;
    const line = this.#text
      .slice(start, Math.min(end, start + SHOWN))
      .replace(/\r$/, '')
      .replace(UNSEEN, seen);
    return end - start > SHOWN ? `${line}…` : line;
  }
}
