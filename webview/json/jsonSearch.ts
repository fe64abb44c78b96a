import type { JsonTree } from './jsonTree.ts';
import type { Hits } from './outline.ts';

/** Values looked at in one step. */
const STEP = 512;

/** Looks through names and values for a text, whatever its case. */
export class JsonSearch {
  readonly #tree: JsonTree;
  readonly #text: string;
  readonly #nodes: number[] = [];
  readonly #kept: Uint8Array;
  #at = 0;

  constructor(tree: JsonTree, text: string) {
    this.#tree = tree;
    this.#text = text.toLowerCase();
    this.#kept = new Uint8Array(tree.count);
  }

  /** Looks at some more. @returns whether that was the last of it */
  readonly advance = (): boolean => {
    const end = Math.min(this.#at + STEP, this.#tree.count);
    for (; this.#at < end; this.#at++) if (this.#isHit(this.#at)) this.#keep(this.#at);
    return this.#at >= this.#tree.count;
  };

  get hits(): Hits {
    return { nodes: this.#nodes, kept: this.#kept };
  }

  #isHit(node: number): boolean {
    const key = this.#tree.key(node);
    if (typeof key === 'string' && key.toLowerCase().includes(this.#text)) return true;
    return this.#tree.searched(node).toLowerCase().includes(this.#text);
  }

  #keep(node: number): void {
    this.#nodes.push(node);
    for (let at = node; at >= 0 && this.#kept[at] !== 1; at = this.#tree.parent(at)) this.#kept[at] = 1;
  }
}
