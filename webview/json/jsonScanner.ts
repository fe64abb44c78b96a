/**
 * Finds where the values of a JSON text lie, without making them: the text stays what it is, so that numbers keep their digits, keys
 * their order, and no key can mean anything to JavaScript. As lenient as Python's writer, which writes NaN and Infinity bare.
 */
import { JsonTree } from './jsonTree.ts';

/** The text is no JSON. */
export class JsonProblem extends Error {
  override readonly name = 'JsonProblem';
  /** 1 for the first. */
  readonly line: number;

  constructor(text: string, at: number) {
    const line = text.slice(0, at).split('\n').length;
    super(`No JSON in line ${line}`);
    this.line = line;
  }
}

/** Levels of nesting that anybody means; more is no JSON that one looks at as a tree. */
const MAX_DEPTH = 2000;
/** Values looked at in one step. */
const STEP = 2048;

type State = 'value' | 'value-or-end' | 'key' | 'key-or-end' | 'after';

const [QUOTE, COMMA, COLON, BACKSLASH] = [34, 44, 58, 92];
const [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [91, 93, 123, 125];

/** A list of integers that grows. */
class Integers {
  #values = new Int32Array(64);

  set(index: number, value: number): void {
    if (index >= this.#values.length) {
      const larger = new Int32Array(Math.max(this.#values.length * 2, index + 1));
      larger.set(this.#values);
      this.#values = larger;
    }
    this.#values[index] = value;
  }

  get(index: number): number {
    return this.#values[index] ?? 0;
  }

  /** No copy: what is behind `count` stays unused. */
  take(): Int32Array {
    return this.#values;
  }
}

export class JsonScanner {
  readonly #text: string;
  readonly #scalar = /-?(?:(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|Infinity)|NaN|true|false|null/y;
  readonly #starts = new Integers();
  readonly #tails = new Integers();
  readonly #keys = new Integers();
  readonly #parents = new Integers();
  readonly #counts = new Integers();
  #count = 0;
  #at: number;
  #depth = 0;
  /** The list or object that the next value is in; -1 outside of all. */
  #within = -1;
  #key = -1;
  #state: State = 'value';

  constructor(text: string) {
    this.#text = text;
    this.#at = text.startsWith('\ufeff') ? 1 : 0;
  }

  /** Looks at some more. @returns whether that was the last of it @throws JsonProblem */
  readonly advance = (): boolean => {
    const end = this.#count + STEP;
    while (this.#count < end) {
      this.#skipBlanks();
      if (this.#at >= this.#text.length) {
        if (this.#state === 'after' && this.#within < 0) return true;
        throw this.#problem();
      }
      this.#next(this.#text.charCodeAt(this.#at));
    }
    return false;
  };

  /** What was found; once `advance` said that it was the last. */
  tree(): JsonTree {
    return new JsonTree(this.#text, this.#count, {
      starts: this.#starts.take(),
      tails: this.#tails.take(),
      keys: this.#keys.take(),
      parents: this.#parents.take(),
      counts: this.#counts.take(),
    });
  }

  #next(code: number): void {
    const state = this.#state;
    if (state === 'after') this.#afterValue(code);
    else if (state === 'key' || state === 'key-or-end') this.#nameOrEnd(code);
    else if (state === 'value-or-end' && code === CLOSE_LIST) this.#close();
    else this.#value(code);
  }

  #value(code: number): void {
    const at = this.#at;
    if (code === OPEN_OBJECT || code === OPEN_LIST) {
      if (++this.#depth > MAX_DEPTH) throw this.#problem();
      this.#within = this.#add(at);
      this.#at = at + 1;
      this.#state = code === OPEN_OBJECT ? 'key-or-end' : 'value-or-end';
      return;
    }
    const end = code === QUOTE ? this.#endOfText(at) : this.#endOfScalar(at);
    this.#tails.set(this.#add(at), end);
    this.#at = end;
    this.#state = 'after';
  }

  #nameOrEnd(code: number): void {
    if (code === CLOSE_OBJECT && this.#state === 'key-or-end') {
      this.#close();
      return;
    }
    if (code !== QUOTE) throw this.#problem();
    this.#key = this.#at;
    this.#at = this.#endOfText(this.#at);
    this.#skipBlanks();
    if (this.#text.charCodeAt(this.#at) !== COLON) throw this.#problem();
    this.#at++;
    this.#state = 'value';
  }

  #afterValue(code: number): void {
    if (this.#within < 0) throw this.#problem();
    const isObject = this.#text.charCodeAt(this.#starts.get(this.#within)) === OPEN_OBJECT;
    if (code === COMMA) {
      this.#at++;
      this.#state = isObject ? 'key' : 'value';
    } else if (code === (isObject ? CLOSE_OBJECT : CLOSE_LIST)) this.#close();
    else throw this.#problem();
  }

  #add(start: number): number {
    const node = this.#count++;
    const within = this.#within;
    this.#starts.set(node, start);
    this.#parents.set(node, within);
    this.#keys.set(node, this.#key >= 0 ? this.#key : -1 - (within < 0 ? 0 : this.#counts.get(within)));
    this.#counts.set(node, 0);
    if (within >= 0) this.#counts.set(within, this.#counts.get(within) + 1);
    this.#key = -1;
    return node;
  }

  #close(): void {
    this.#tails.set(this.#within, this.#count);
    this.#within = this.#parents.get(this.#within);
    this.#depth--;
    this.#at++;
    this.#state = 'after';
  }

  #skipBlanks(): void {
    const text = this.#text;
    let at = this.#at;
    for (let code = text.charCodeAt(at); code === 32 || (code >= 9 && code <= 13);)
      code = text.charCodeAt(++at);
    this.#at = at;
  }

  #endOfScalar(at: number): number {
    this.#scalar.lastIndex = at;
    if (!this.#scalar.test(this.#text)) throw this.#problem();
    return this.#scalar.lastIndex;
  }

  /** Behind the closing quote. */
  #endOfText(start: number): number {
    const text = this.#text;
    for (let at = start + 1; ;) {
      const quote = text.indexOf('"', at);
      if (quote < 0) throw this.#problem();
      let slashes = quote;
      while (text.charCodeAt(slashes - 1) === BACKSLASH) slashes--;
      at = quote + 1;
      if ((quote - slashes) % 2 === 0) return at;
    }
  }

  #problem(): JsonProblem {
    return new JsonProblem(this.#text, this.#at);
  }
}

/** Where everything in a short text lies. @throws JsonProblem */
export function scanJson(text: string): JsonTree {
  const scanner = new JsonScanner(text);
  while (!scanner.advance());
  return scanner.tree();
}
