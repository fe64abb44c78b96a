/** The values of a JSON text as numbered nodes, in the order in which they begin. Node 0 is all of it. */
import { decodeJsonText, shownText } from './jsonText.ts';

interface Places {
  /** Where a value begins. */
  readonly starts: Int32Array;
  /** Of a list or object the node after all within it; of others where the text of the value ends. */
  readonly tails: Int32Array;
  /** Where the quote of a member's name is; -1 - place for what is in a list. */
  readonly keys: Int32Array;
  readonly parents: Int32Array;
  /** Values directly within. */
  readonly counts: Int32Array;
}

export type JsonKind = 'object' | 'list' | 'text' | 'number' | 'word';

/** Characters of a text that are shown in a row. */
const SHOWN = 500;
/** Steps of a path that anybody reads. */
const NAME = /^[A-Za-z_$][\w$]*$/;

export class JsonTree {
  readonly text: string;
  readonly count: number;
  readonly #places: Places;

  constructor(text: string, count: number, places: Places) {
    this.text = text;
    this.count = count;
    this.#places = places;
  }

  kind(node: number): JsonKind {
    switch (this.text[this.#start(node)]) {
      case '{':
        return 'object';
      case '[':
        return 'list';
      case '"':
        return 'text';
      case 't':
      case 'f':
      case 'n':
        return 'word';
      default:
        return 'number';
    }
  }

  isContainer(node: number): boolean {
    const first = this.text.charCodeAt(this.#start(node));
    return first === 0x7b || first === 0x5b;
  }

  /** Values directly within a list or object. */
  size(node: number): number {
    return this.#places.counts[node] ?? 0;
  }

  /** -1 for all of it. */
  parent(node: number): number {
    return this.#places.parents[node] ?? -1;
  }

  /** The first node that is not within this one. */
  next(node: number): number {
    return this.isContainer(node) ? (this.#places.tails[node] ?? 0) : node + 1;
  }

  /** 0 for all of it. */
  depth(node: number): number {
    let depth = 0;
    for (let at = this.parent(node); at >= 0; at = this.parent(at)) depth++;
    return depth;
  }

  /** The name of an object's member, or the place in a list; undefined for all of it. */
  key(node: number): string | number | undefined {
    const key = this.#places.keys[node] ?? 0;
    if (this.parent(node) < 0) return undefined;
    return key < 0 ? -1 - key : decodeJsonText(this.text, key);
  }

  /** What is within a list or object, in order. */
  *children(node: number): Generator<number> {
    if (!this.isContainer(node)) return;
    const end = this.next(node);
    for (let child = node + 1; child < end; child = this.next(child)) yield child;
  }

  /** A value as a row shows it: one line, a long text cut, marks that change how a line is read spelt out. */
  shown(node: number): string {
    const start = this.#start(node);
    if (this.isContainer(node)) return '';
    if (this.text[start] !== '"') return this.text.slice(start, this.#places.tails[node]);
    return `"${shownText(decodeJsonText(this.text, start, SHOWN))}"`;
  }

  /** A value to be searched in; empty for a list or an object. */
  searched(node: number): string {
    if (this.isContainer(node)) return '';
    const start = this.#start(node);
    return this.text[start] === '"'
      ? decodeJsonText(this.text, start)
      : this.text.slice(start, this.#places.tails[node]);
  }

  /** A value to be copied: what a text says, and the source of everything else. */
  copied(node: number): string {
    const start = this.#start(node);
    return this.kind(node) === 'text'
      ? decodeJsonText(this.text, start)
      : this.text.slice(start, this.#end(node));
  }

  /** How code gets at it: `split.train`, `names[0]`, `["a key"].b`; empty for all of it. */
  path(node: number): string {
    const steps: string[] = [];
    for (let at = node; this.parent(at) >= 0; at = this.parent(at)) {
      const key = this.key(at);
      if (typeof key === 'string' && NAME.test(key)) steps.push(`.${key}`);
      else steps.push(`[${typeof key === 'string' ? JSON.stringify(key) : String(key)}]`);
    }
    return steps.reverse().join('').replace(/^\./, '');
  }

  #start(node: number): number {
    return this.#places.starts[node] ?? 0;
  }

  /** Where the text of a value ends. */
  #end(node: number): number {
    if (!this.isContainer(node)) return this.#places.tails[node] ?? 0;
    // Behind the last value in it there are only blanks and what closes the lists and objects that end with it.
    const last = this.next(node) - 1;
    let end = this.isContainer(last) ? this.#start(last) + 1 : (this.#places.tails[last] ?? 0);
    for (let at = this.isContainer(last) ? last : this.parent(last); ; at = this.parent(at)) {
      end = this.text.indexOf(this.kind(at) === 'object' ? '}' : ']', end) + 1;
      if (at === node) return end;
    }
  }
}
