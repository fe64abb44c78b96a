import { EventEmitter } from 'vscode';
import type { Disposable, TreeDataProvider, TreeItem } from 'vscode';
import { isAmphoraError } from '../../core/errors.ts';
import type { StoreChanges } from '../../store/changes.ts';
import { NodeIndex } from './NodeIndex.ts';
import type { MoreNode, ParentNode, TreeNode } from './nodes.ts';
import type { TreeSource } from './TreeSource.ts';

/** Children shown before "Load more…", and added by it. */
export const PAGE_SIZE = 100;

/** How reading the root ended. */
export type RootState =
  /** `shown` nodes; `projects`: how many the store has, whatever the filter. */
  | { readonly kind: 'read'; readonly shown: number; readonly projects: number }
  | { readonly kind: 'failed'; readonly error: unknown };

/** Failures that mean that what a node stood for is there no more. */
const GONE = ['project-not-found', 'artifact-not-found', 'artifact-deleted', 'run-not-found'] as const;

/** Below the sentence that says why the store cannot be opened. */
const WAYS_OUT: readonly TreeNode[] = (['settings', 'retry', 'log'] as const).map(action => {
  return { kind: 'action', id: `action:${action}`, parent: undefined, action };
});

/** Machinery of a tree over the store: pages, stable ids, errors as nodes, refreshing no more than changed. */
export class StoreTreeProvider implements TreeDataProvider<TreeNode>, Disposable {
  readonly #source: TreeSource;
  readonly #index = new NodeIndex();
  /** Children to show of a parent, where it is more than a page. */
  readonly #limits = new Map<string, number>();
  #rootReads = 0;
  readonly #changed = new EventEmitter<TreeNode[] | undefined>();
  readonly #rootRead = new EventEmitter<RootState>();

  readonly onDidChangeTreeData = this.#changed.event;
  readonly onDidReadRoot = this.#rootRead.event;

  constructor(source: TreeSource) {
    this.#source = source;
  }

  getTreeItem(node: TreeNode): TreeItem {
    return this.#source.item(node);
  }

  getParent(node: TreeNode): ParentNode {
    return node.parent;
  }

  async getChildren(parent?: TreeNode): Promise<TreeNode[]> {
    const key = parent?.id ?? '';
    const read = parent ? 0 : ++this.#rootReads;
    /** Tells how the root was read, unless it is being read anew, of another store perhaps. */
    const tell = (state: RootState) => {
      if (read === this.#rootReads) this.#rootRead.fire(state);
    };
    try {
      const { nodes, more, projects } = await this.#source.children(
        parent,
        this.#limits.get(key) ?? PAGE_SIZE,
      );
      if (!parent) tell({ kind: 'read', shown: nodes.length, projects: projects ?? nodes.length });
      const tail: TreeNode[] = more ? [{ kind: 'more', id: `${key}/more`, parent }] : [];
      return this.#index.replace(parent, [...nodes, ...tail]);
    } catch (error) {
      if (parent) return this.#index.replace(parent, [{ kind: 'error', id: `${key}/error`, parent, error }]);
      tell({ kind: 'failed', error });
      return this.#index.replace(parent, WAYS_OUT);
    }
  }

  /** Shows another page below the parent of this node, if it is of this tree. */
  loadMore(node: MoreNode): void {
    if (![...this.nodes].includes(node)) return;
    const key = node.parent?.id ?? '';
    this.#limits.set(key, (this.#limits.get(key) ?? PAGE_SIZE) + PAGE_SIZE);
    this.#changed.fire(node.parent && [node.parent]);
  }

  /** Reads everything again. */
  refresh(): void {
    this.#changed.fire(undefined);
  }

  /** Draws these nodes again. */
  redraw(nodes: readonly TreeNode[]): void {
    if (nodes.length > 0) this.#changed.fire([...nodes]);
  }

  /** The nodes VS Code may be showing. */
  get nodes(): Iterable<TreeNode> {
    return this.#index.nodes();
  }

  /** Reads again what a change touched: known nodes alone, their parent where one came or went. */
  async apply(changes: StoreChanges): Promise<void> {
    if (changes.everything) {
      this.refresh();
      return;
    }
    const ids = [...changes.artifacts, ...changes.runs];
    const known = ids.flatMap(id => this.#index.ofStoreId(id));
    const hasNew = ids.some(id => this.#index.ofStoreId(id).length === 0);
    const projects = changes.projects.map(id => this.#index.ofStoreId(id));
    if (projects.some(found => found.length === 0) || (hasNew && projects.length === 0)) {
      this.refresh();
      return;
    }
    const nodes = hasNew || ids.length === 0 ? projects.flat() : known;
    const touched = await Promise.all(nodes.map(node => this.#reload(node)));
    if (touched.includes('root')) this.refresh();
    else this.redraw(withoutCovered(touched.filter(node => node !== 'root')));
  }

  async #reload(node: TreeNode): Promise<TreeNode | 'root'> {
    try {
      await this.#source.reload(node);
      return node;
    } catch (error) {
      if (isAmphoraError(error, ...GONE)) {
        return node.parent ?? 'root';
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

/** Leaves out nodes below others of the list: drawing a node draws what is below it. */
function withoutCovered(nodes: readonly TreeNode[]): readonly TreeNode[] {
  const all = new Set(nodes);
  const covered = (node: TreeNode) => {
    for (let above = node.parent; above; above = above.parent) if (all.has(above)) return true;
    return false;
  };
  return [...all].filter(node => !covered(node));
}
