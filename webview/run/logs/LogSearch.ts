/** What is searched for in the lines that have come. */
import { plainText } from './ansi.ts';
import type { LogLine, LogLines } from './LogLines.ts';

/** Texts to be searched, made once for each line. */
const texts = new WeakMap<LogLine, string>();

function searched(line: LogLine): string {
  const known = texts.get(line);
  if (known !== undefined) return known;
  const text = plainText(line.text).toLowerCase();
  texts.set(line, text);
  return text;
}

export class LogSearch {
  #text = '';
  #query = '';
  #version = -1;
  #matches: readonly number[] = [];
  /** The line that was gone to last. */
  #current: number | undefined;

  /** As it was typed. */
  get text(): string {
    return this.#text;
  }

  /** In small letters. */
  get query(): string {
    return this.#query;
  }

  /** Numbers of lines that have it, in order. */
  get matches(): readonly number[] {
    return this.#matches;
  }

  get current(): number | undefined {
    return this.#current;
  }

  /** Place of the current match among all; -1 where there is none. */
  get place(): number {
    return this.#current === undefined ? -1 : this.#matches.indexOf(this.#current);
  }

  search(text: string, lines: LogLines): void {
    this.#text = text;
    this.#query = text.toLowerCase();
    this.#version = -1;
    this.update(lines);
  }

  /** Looks again where other lines have come. */
  update(lines: LogLines): void {
    if (this.#version === lines.version) return;
    this.#version = lines.version;
    const matches: number[] = [];
    if (this.#query !== '') {
      for (const [number, line] of lines.known())
        if (searched(line).includes(this.#query)) matches.push(number);
    }
    this.#matches = matches;
    if (this.#current !== undefined && !matches.includes(this.#current)) this.#current = undefined;
  }

  /** Goes to the next match or the one before, round the end. @param from the line that is in sight, where no match is current */
  go(step: 1 | -1, from: number): number | undefined {
    const { length } = this.#matches;
    if (length === 0) return undefined;
    const { place } = this;
    const after = this.#matches.findIndex(each => each >= from);
    const first = after < 0 ? 0 : after;
    const next = place >= 0 ? place + step : step > 0 ? first : first - 1;
    this.#current = this.#matches[(next + length) % length];
    return this.#current;
  }
}
