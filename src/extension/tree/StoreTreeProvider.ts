import { EventEmitter, l10n } from 'vscode';
import type { Disposable, TreeDataProvider, TreeItem } from 'vscode';
import { isAmphoraError } from '../../core/errors.ts';
import type { StoreChanges } from '../../store/changes.ts';
import type { StoreConnection } from '../stores/StoreConnection.ts';
import type { Stores } from '../stores/Stores.ts';
import { FirstReads } from './FirstReads.ts';
import { NodeIndex } from './NodeIndex.ts';
import { storeNode } from './nodes.ts';
import type { MoreNode, NoteNode, StoreNode, TreeNode } from './nodes.ts';
import type { Listing, TreeSource } from './TreeSource.ts';
import { waysOut } from './waysOut.ts';

/** Children shown before "Load more…", and added by it. */
export const PAGE_SIZE = 100;

/** How reading the root ended. */
export type RootState =
  /** `shown` nodes; `projects`: how many the only store has, whatever the filter, or how many stores there are. */
  | { readonly kind: 'read'; readonly shown: number; readonly projects: number }
  | { readonly kind: 'failed'; readonly error: unknown };

/** Failures that mean that what a node stood for is there no more. */
const GONE = ['project-not-found', 'artifact-not-found', 'artifact-deleted', 'run-not-found'] as const;

/**
 * Machinery of a tree over the stores: pages, stable ids, errors as nodes, refreshing no more than changed. Where there is one
 * store, its content stands at the root; where there are several, they do.
 */
export class StoreTreeProvider implements TreeDataProvider<TreeNode>, Disposable {
  readonly #stores: Pick<Stores, 'all' | 'current'>;
  readonly #source: TreeSource;
  readonly #index = new NodeIndex();
  readonly #roots = new WeakMap<StoreConnection, StoreNode>();
  readonly #firstReads = new FirstReads();
  /** Children to show of a parent, where it is more than a page. */
  readonly #limits = new Map<string, number>();
  #rootReads = 0;
  readonly #changed = new EventEmitter<TreeNode[] | undefined>();
  readonly #rootRead = new EventEmitter<RootState>();

  readonly onDidChangeTreeData = this.#changed.event;
  readonly onDidReadRoot = this.#rootRead.event;

  constructor(stores: Pick<Stores, 'all' | 'current'>, source: TreeSource) {
    this.#stores = stores;
    this.#source = source;
  }

  getTreeItem(node: TreeNode): TreeItem {
    return this.#source.item(node);
  }

  getParent(node: TreeNode): TreeNode | undefined {
    return node.parent && isDrawn(node.parent) ? node.parent : undefined;
  }

  async getChildren(parent?: TreeNode): Promise<TreeNode[]> {
    const { all } = this.#stores;
    const [only, another] = all;
    if (parent) return this.#read(parent);
    // A root that is read already is told of no more.
    const read = ++this.#rootReads;
    if (only && !another) return this.#read(this.rootOf(only), read);
    const nodes = all.map(each => this.rootOf(each));
    for (const node of nodes) node.current = this.#isCurrent(node);
    this.#tellStores();
    return this.#index.replace(undefined, nodes);
  }

  /** @param read which reading of the root this is; unset for none */
  async #read(parent: TreeNode, read?: number): Promise<TreeNode[]> {
    /** Tells how the root was read, unless it is being read anew, of another store perhaps. */
    const tell = (state: RootState) => {
      if (read === this.#rootReads) this.#rootRead.fire(state);
    };
    const { id } = parent;
    try {
      const listing = await this.#list(parent);
      if (!listing) return this.#index.replace(parent, [note(parent, l10n.t('Connecting…'), true)]);
      const { nodes, more, projects } = listing;
      tell({ kind: 'read', shown: nodes.length, projects: projects ?? nodes.length });
      const tail: TreeNode[] = more ? [{ kind: 'more', id: `${id}/more`, parent }] : [];
      const isEmpty = nodes.length === 0 && parent.kind === 'store' && isDrawn(parent);
      if (isEmpty) tail.push(note(parent, this.#source.empty()));
      return this.#index.replace(parent, [...nodes, ...tail]);
    } catch (error) {
      tell({ kind: 'failed', error });
      // At the root, the view's message says what is wrong.
      const told: TreeNode[] = isDrawn(parent) ? [{ kind: 'error', id: `${id}/error`, parent, error }] : [];
      const ways = parent.kind === 'store' ? waysOut(parent, error) : [];
      return this.#index.replace(parent, [...told, ...ways]);
    }
  }

  /** The children of a node; undefined where those of a store are still to come. */
  #list(parent: TreeNode): Promise<Listing | undefined> {
    const read = () => this.#source.children(parent, this.#limits.get(parent.id) ?? PAGE_SIZE);
    if (parent.kind !== 'store' || !isDrawn(parent)) return read();
    return this.#firstReads.read(parent, read, () => {
      this.redraw([parent]);
    });
  }

  /** The node above all of a store. */
  rootOf(connection: StoreConnection): StoreNode {
    if (this.#stores.all.length === 1) return storeNode(connection, true);
    const known = this.#roots.get(connection) ?? storeNode(connection, false);
    this.#roots.set(connection, known);
    return known;
  }

  /** Shows another page below the parent of this node, if it is of this tree. */
  loadMore(node: MoreNode): void {
    if (![...this.nodes].includes(node)) return;
    const { id } = node.parent;
    this.#limits.set(id, (this.#limits.get(id) ?? PAGE_SIZE) + PAGE_SIZE);
    this.redraw([node.parent]);
  }

  /** Reads everything again, or all of one store. One that is not open stays so. */
  refresh(connection?: StoreConnection): void {
    if (connection) {
      this.redraw([this.rootOf(connection)]);
      return;
    }
    const drawn = this.#drawnStores();
    if (!drawn) {
      this.#changed.fire(undefined);
      return;
    }
    // One by one: VS Code opens no node while the root is read again, and one of the stores may be slow.
    this.#tellStores();
    this.redraw(drawn);
  }

  /** Draws the list of stores again: those that came and went, and which is the current one. */
  relist(): void {
    const drawn = this.#drawnStores();
    if (!drawn) {
      this.#changed.fire(undefined);
      return;
    }
    const others = drawn.filter(node => node.current !== this.#isCurrent(node));
    for (const node of others) node.current = !node.current;
    this.redraw(others);
  }

  /** The nodes of the stores, where they are those that there are. */
  #drawnStores(): readonly StoreNode[] | undefined {
    const { all } = this.#stores;
    const drawn = this.#index.roots.filter(node => node.kind === 'store');
    const isSame = drawn.length === all.length && drawn.every(({ connection }, i) => connection === all[i]);
    return isSame ? drawn : undefined;
  }

  #isCurrent({ connection }: StoreNode): boolean {
    return connection === this.#stores.current;
  }

  /** Tells of a root that lists stores. */
  #tellStores(): void {
    const { length } = this.#stores.all;
    this.#rootRead.fire({ kind: 'read', shown: length, projects: length });
  }

  /** Draws these nodes again. */
  redraw(nodes: readonly TreeNode[]): void {
    if (nodes.length === 0) return;
    this.#changed.fire(nodes.every(isDrawn) ? [...nodes] : undefined);
  }

  /** The nodes VS Code may be showing. */
  get nodes(): Iterable<TreeNode> {
    return this.#index.nodes();
  }

  /** Reads again what a change of a store touched: known nodes alone, their parent where one came or went. */
  async apply(connection: StoreConnection, changes: StoreChanges): Promise<void> {
    if (changes.everything) {
      this.refresh(connection);
      return;
    }
    const find = (id: string) => this.#index.ofStoreId(connection, id);
    const ids = [...changes.artifacts, ...changes.runs];
    const known = ids.flatMap(find);
    const hasNew = ids.some(id => find(id).length === 0);
    const projects = changes.projects.map(find);
    if (projects.some(found => found.length === 0) || (hasNew && projects.length === 0)) {
      this.refresh(connection);
      return;
    }
    const nodes = hasNew || ids.length === 0 ? projects.flat() : known;
    const touched = await Promise.all(nodes.map(node => this.#reload(node)));
    this.redraw(withoutCovered(touched));
  }

  async #reload(node: TreeNode): Promise<TreeNode> {
    try {
      await this.#source.reload(node);
      return node;
    } catch (error) {
      if (isAmphoraError(error, ...GONE)) {
        return node.parent ?? node;
      }
      // Reading the children will say what is wrong.
      return node;
    }
  }

  dispose(): void {
    this.#changed.dispose();
    this.#rootRead.dispose();
  }
}

function note(parent: TreeNode, text: string, busy = false): NoteNode {
  return { kind: 'note', id: `${parent.id}/note`, parent, text, busy };
}

/** Whether VS Code knows it: it does not know the only store of a window. */
const isDrawn = (node: TreeNode): boolean => node.id !== '';

/** Leaves out nodes below others of the list: drawing a node draws what is below it. */
function withoutCovered(nodes: readonly TreeNode[]): readonly TreeNode[] {
  const all = new Set(nodes);
  const covered = (node: TreeNode) => {
    for (let above = node.parent; above; above = above.parent) if (all.has(above)) return true;
    return false;
  };
  return [...all].filter(node => !covered(node));
}
