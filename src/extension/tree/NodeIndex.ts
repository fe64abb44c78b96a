import type { StoreConnection } from '../stores/StoreConnection.ts';
import { connectionOf } from './nodes.ts';
import type { TreeNode } from './nodes.ts';

/** The nodes that a tree handed out and that still stand. */
export class NodeIndex {
  /** Children by their parent's id; the root's is empty. */
  readonly #children = new Map<string, readonly TreeNode[]>();

  /** Notes a parent's children in place of those it had, and returns them. */
  replace(parent: TreeNode | undefined, nodes: readonly TreeNode[]): TreeNode[] {
    const key = parent?.id ?? '';
    const kept = new Set(nodes.map(node => node.id));
    for (const old of this.#children.get(key) ?? []) if (!kept.has(old.id)) this.#forget(old.id);
    this.#children.set(key, nodes);
    return [...nodes];
  }

  get roots(): readonly TreeNode[] {
    return this.#children.get('') ?? [];
  }

  *nodes(): Iterable<TreeNode> {
    for (const children of this.#children.values()) yield* children;
  }

  /** Nodes that show the project, artifact or run that has this id in a store; an artifact may also stand among the pinned. */
  ofStoreId(connection: StoreConnection, id: string): readonly TreeNode[] {
    return [...this.nodes()].filter(node => storeId(node) === id && connectionOf(node) === connection);
  }

  #forget(key: string): void {
    for (const child of this.#children.get(key) ?? []) this.#forget(child.id);
    this.#children.delete(key);
  }
}

function storeId(node: TreeNode): string | undefined {
  if (node.kind === 'project') return node.project.id;
  if (node.kind === 'artifact') return node.artifact.id;
  if (node.kind === 'run') return node.run.id;
  return undefined;
}
