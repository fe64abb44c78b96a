/** Which values of a JSON text are in sight: those of lists and objects that are open, or those that a search leaves. */
import type { Tree } from '../grid/column.ts';
import type { JsonTree } from './jsonTree.ts';

/** Values of one list or object that are shown until more are asked for. */
const AT_ONCE = 1000;
/** Values that are opened at first where all of them are no more than these. */
const FEW = 120;
/** Rows that a person opens by one command. */
const MOST_ROWS = 50_000;

/** A row is a node, or `moreOf(node)`: the way to the rest of what is in it. */
export const moreOf = (node: number): number => -1 - node;
export const isMore = (row: number): boolean => row < 0;
export const nodeOf = (row: number): number => (row < 0 ? -1 - row : row);

/** What a search found. */
export interface Hits {
  /** Nodes, ascending. */
  readonly nodes: readonly number[];
  /** 1 for each node that is a hit or has one within. */
  readonly kept: Uint8Array;
}

export class JsonOutline implements Tree<number> {
  readonly tree: JsonTree;
  readonly #open = new Set<number>();
  /** Lists and objects that a person closed although a search found something within. */
  readonly #closedHits = new Set<number>();
  readonly #limits = new Map<number, number>();
  #hits: Hits | undefined;
  #rows: readonly number[] | undefined;

  constructor(tree: JsonTree) {
    this.tree = tree;
    if (tree.count <= FEW) this.openAll();
  }

  get hits(): Hits | undefined {
    return this.#hits;
  }

  /** The same list until something changes. */
  get rows(): readonly number[] {
    if (!this.#rows) {
      const rows: number[] = [];
      const isEmpty = this.#hits?.nodes.length === 0;
      if (this.tree.isContainer(0) && !isEmpty) this.#addWithin(0, rows);
      else if (!isEmpty) rows.push(0);
      this.#rows = rows;
    }
    return this.#rows;
  }

  level(row: number): number {
    const depth = this.tree.depth(nodeOf(row));
    return isMore(row) ? depth : Math.max(0, depth - 1);
  }

  isOpen(row: number): boolean | undefined {
    if (isMore(row) || this.tree.size(row) === 0) return undefined;
    return this.#hasHits(row) ? !this.#closedHits.has(row) : this.#open.has(row);
  }

  toggle(row: number): void {
    const open = this.isOpen(row);
    if (open === undefined) return;
    const [set, has] = this.#hasHits(row) ? [this.#closedHits, open] : [this.#open, !open];
    if (has) set.add(row);
    else set.delete(row);
    this.#rows = undefined;
  }

  /** As many as one can look at. */
  openAll(): void {
    const { tree } = this;
    let rows = tree.size(0);
    for (let node = 1; node < tree.count && rows < MOST_ROWS; node++) {
      const size = tree.size(node);
      if (size === 0) continue;
      this.#open.add(node);
      rows += Math.min(size, AT_ONCE);
    }
    this.#closedHits.clear();
    this.#rows = undefined;
  }

  closeAll(): void {
    this.#open.clear();
    if (this.#hits) for (const node of this.#hits.nodes) this.#closeAround(node);
    this.#rows = undefined;
  }

  /** Shows more of a list or an object; ten times as many as before. */
  showMore(node: number): void {
    this.#limits.set(node, this.#limit(node) * 10);
    this.#rows = undefined;
  }

  /** Leaves only what was found, and the way to it. */
  search(hits: Hits | undefined): void {
    this.#hits = hits;
    this.#closedHits.clear();
    this.#rows = undefined;
  }

  /** Opens the way to a node. @returns its place among the rows; -1 where there is none */
  reveal(node: number): number {
    for (let child = node, at = this.tree.parent(node); at >= 0; child = at, at = this.tree.parent(at)) {
      this.#closedHits.delete(at);
      if (at > 0 && !this.#hasHits(at)) this.#open.add(at);
      const place = this.#placeWithin(at, child);
      if (place >= this.#limit(at)) this.#limits.set(at, Math.ceil((place + 1) / AT_ONCE) * AT_ONCE);
    }
    this.#rows = undefined;
    return this.rows.indexOf(node);
  }

  /** Paths of what is open: by these another text of the same shape is opened likewise. */
  openPaths(): ReadonlySet<string> {
    return new Set([...this.#open].map(node => this.tree.path(node)));
  }

  openLike(paths: ReadonlySet<string>): void {
    this.#open.clear();
    const visit = (node: number): void => {
      for (const child of this.tree.children(node)) {
        if (this.tree.size(child) === 0 || !paths.has(this.tree.path(child))) continue;
        this.#open.add(child);
        visit(child);
      }
    };
    visit(0);
    this.#rows = undefined;
  }

  #addWithin(node: number, rows: number[]): void {
    let left = this.#limit(node);
    const kept = this.#hasHits(node) ? this.#hits?.kept : undefined;
    for (const child of this.tree.children(node)) {
      if (kept && kept[child] !== 1) continue;
      if (left-- === 0) {
        rows.push(moreOf(node));
        return;
      }
      rows.push(child);
      if (this.isOpen(child) === true) this.#addWithin(child, rows);
    }
  }

  #limit(node: number): number {
    return this.#limits.get(node) ?? AT_ONCE;
  }

  /** Whether a search found something within, so that only that is shown of it. */
  #hasHits(node: number): boolean {
    if (this.#hits?.kept[node] !== 1) return false;
    if (node === 0) return true;
    const { nodes } = this.#hits;
    const first = firstAfter(nodes, node);
    return (nodes[first] ?? Infinity) < this.tree.next(node);
  }

  #placeWithin(parent: number, child: number): number {
    const kept = this.#hasHits(parent) ? this.#hits?.kept : undefined;
    const key = this.tree.key(child);
    if (!kept && typeof key === 'number') return key;
    let place = 0;
    for (const each of this.tree.children(parent)) {
      if (each === child) break;
      if (!kept || kept[each] === 1) place++;
    }
    return place;
  }

  #closeAround(node: number): void {
    for (let at = this.tree.parent(node); at > 0 && !this.#closedHits.has(at); at = this.tree.parent(at)) {
      this.#closedHits.add(at);
    }
  }
}

/** The place of the first that is larger. @param nodes ascending */
export function firstAfter(nodes: readonly number[], node: number): number {
  let from = 0;
  let to = nodes.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((nodes[middle] ?? Infinity) > node) to = middle;
    else from = middle + 1;
  }
  return from;
}
