/** Searching the picture: all nodes that fit, and the one that was gone to last. */
import { searchNodes } from '../../../src/core/lineage/filter.ts';
import type { LineageGraph, LineageNode } from '../../../src/core/lineage.ts';

export class Search {
  #text = '';
  #hits: readonly LineageNode[] = [];
  /** None was gone to yet where it is -1. */
  #at = -1;

  get text(): string {
    return this.#text;
  }

  get hits(): readonly LineageNode[] {
    return this.#hits;
  }

  /** Number of the hit that was gone to, from 1; 0 before that. */
  get at(): number {
    return this.#at + 1;
  }

  /** Looks for another text; the search begins anew. */
  find(graph: LineageGraph, text: string): void {
    this.#text = text;
    this.#hits = searchNodes(graph, text);
    this.#at = -1;
  }

  /** Looks in another graph; stays at its hit where that is still there. */
  again(graph: LineageGraph): void {
    if (this.#text === '') return;
    const last = this.#hits[this.#at]?.id;
    this.#hits = searchNodes(graph, this.#text);
    this.#at = this.#hits.findIndex(hit => hit.id === last);
  }

  /** The next hit, or the one before; around the ends. */
  step(by: 1 | -1): LineageNode | undefined {
    const { length } = this.#hits;
    if (length === 0) return undefined;
    this.#at = this.#at < 0 && by < 0 ? length - 1 : (this.#at + by + length) % length;
    return this.#hits[this.#at];
  }
}
