import type { TreeItem } from 'vscode';
import type { Page } from '../../store/contract.ts';
import type { TreeNode } from './nodes.ts';

/** Some children of a node, and whether there are more. */
export interface Listing {
  readonly nodes: readonly TreeNode[];
  readonly more: boolean;
  /** Of a store: projects there are, shown or not. */
  readonly projects?: number;
}

/** What a tree shows; `StoreTreeProvider` is the machinery around it. */
export interface TreeSource {
  /** The first `limit` children. */
  children(parent: TreeNode, limit: number): Promise<Listing>;
  /** What is said of a store that has nothing to show. */
  empty(): string;
  /** Reads a node's own data again. @throws a `…-not-found` failure when it is gone */
  reload(node: TreeNode): Promise<void>;
  item(node: TreeNode): TreeItem;
}

/** Reads pages until there are `limit` items. */
export async function readPages<T>(
  limit: number,
  read: (page: { readonly limit: number; readonly cursor?: string }) => Promise<Page<T>>,
): Promise<{ readonly items: readonly T[]; readonly more: boolean }> {
  const items: T[] = [];
  let cursor: string | undefined;
  do {
    const page = await read({
      limit: Math.min(1000, limit - items.length),
      ...(cursor === undefined ? {} : { cursor }),
    });
    items.push(...page.items);
    cursor = page.next;
  } while (cursor !== undefined && items.length < limit);
  return { items, more: cursor !== undefined };
}

/** The whole of a short list as a listing. */
export function listing(nodes: readonly TreeNode[]): Listing {
  return { nodes, more: false };
}

/** The nodes that have something to show under a filter. */
export async function withChildren<N extends TreeNode>(
  nodes: readonly N[],
  firstOf: (node: N) => Promise<Listing>,
): Promise<readonly N[]> {
  const firsts = await Promise.all(nodes.map(firstOf));
  return nodes.filter((_, i) => (firsts[i]?.nodes.length ?? 0) > 0);
}
