/** Which files and folders are in sight, and in which order. */
import type { Sort, Tree } from '../grid/column.ts';
import type { FileTree } from './fileTree.ts';
import { nameOrder } from './order.ts';

export class FileOutline implements Tree<number> {
  readonly tree: FileTree;
  readonly #open = new Set<number>();
  readonly #ordered = new Map<number, Int32Array>();
  #sort: Sort = { key: 'name', descending: false };
  #rows: readonly number[] | undefined;

  constructor(tree: FileTree) {
    this.tree = tree;
    // A lone folder says nothing until it is open.
    for (let only = tree.children(0); only.length === 1; only = tree.children(only[0] ?? 0)) {
      const [node = 0] = only;
      if (!tree.isFolder(node)) break;
      this.#open.add(node);
    }
  }

  get sort(): Sort {
    return this.#sort;
  }

  set sort(sort: Sort) {
    this.#sort = sort;
    this.#ordered.clear();
    this.#rows = undefined;
  }

  /** The same list until something changes. */
  get rows(): readonly number[] {
    if (!this.#rows) {
      const rows: number[] = [];
      this.#addWithin(0, rows);
      this.#rows = rows;
    }
    return this.#rows;
  }

  level(row: number): number {
    return this.tree.depth(row);
  }

  isOpen(row: number): boolean | undefined {
    return this.tree.isFolder(row) ? this.#open.has(row) : undefined;
  }

  toggle(row: number): void {
    if (!this.#open.delete(row)) this.#open.add(row);
    this.#rows = undefined;
  }

  closeAll(): void {
    this.#open.clear();
    this.#rows = undefined;
  }

  /** Opens the folders around a file. @returns its place among the rows */
  reveal(node: number): number {
    for (let at = this.tree.parent(node); at > 0; at = this.tree.parent(at)) this.#open.add(at);
    this.#rows = undefined;
    return this.rows.indexOf(node);
  }

  /** What lies in a folder, in the order in which it is shown. */
  ordered(folder: number): Int32Array {
    const known = this.#ordered.get(folder);
    if (known) return known;
    const { tree } = this;
    const children = tree.children(folder);
    const isBySize = this.#sort.key === 'size';
    const nodes = isBySize
      ? children.slice().sort((a, b) => tree.size(b) - tree.size(a) || a - b)
      : nameOrder(tree, children);
    if (this.#sort.descending !== isBySize) nodes.reverse();
    this.#ordered.set(folder, nodes);
    return nodes;
  }

  #addWithin(folder: number, rows: number[]): void {
    for (const node of this.ordered(folder)) {
      rows.push(node);
      if (this.#open.has(node)) this.#addWithin(node, rows);
    }
  }
}
