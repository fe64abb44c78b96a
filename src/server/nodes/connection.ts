/** Connections: stretches of a listing with a cursor, as GraphQL clients page. */
import type { Page, PageQuery } from '../../store/contract.ts';
import type { Maybe } from '../context.ts';

export interface PageArgs {
  readonly first?: Maybe<number>;
  readonly after?: Maybe<string>;
}

const DEFAULT_PAGE = 50;

interface Edge<N> {
  readonly cursor: string;
  readonly node: N;
}

export interface Connection<N> {
  readonly edges: readonly Edge<N>[];
  readonly pageInfo: PageInfo;
}

interface PageInfo {
  readonly __typename: 'PageInfo';
  readonly endCursor: string | null;
  readonly hasNextPage: boolean;
  readonly startCursor: null;
  readonly hasPreviousPage: false;
}

function pageInfo(next: string | undefined): PageInfo {
  return {
    __typename: 'PageInfo',
    endCursor: next ?? null,
    hasNextPage: next !== undefined,
    startCursor: null,
    hasPreviousPage: false,
  };
}

/** What a store's page query is for these arguments. */
export function pageQuery({ first, after }: PageArgs): PageQuery {
  return { limit: first ?? DEFAULT_PAGE, ...(after ? { cursor: after } : {}) };
}

/** A store's page as a connection. The cursor of each edge is the page's: clients go on from its end only. */
export function pageConnection<T, N>(page: Page<T>, toNode: (item: T) => N): Connection<N> {
  const edges = page.items.map(item => ({ cursor: page.next ?? '', node: toNode(item) }));
  return { edges, pageInfo: pageInfo(page.next) };
}

/** The position that a cursor of ours names; the beginning where it is none. */
export function positionOf(cursor: Maybe<string>): number {
  return cursor ? Math.max(0, Number.parseInt(cursor, 10) || 0) : 0;
}

/** A stretch of a list that is all in memory; cursors are positions in it. */
export function listConnection<T, N>(
  items: readonly T[],
  { first, after }: PageArgs,
  toNode: (item: T) => N,
): Connection<N> & { readonly totalCount: number } {
  const start = positionOf(after);
  const end = Math.min(items.length, start + Math.max(0, first ?? items.length));
  const edges = items
    .slice(start, end)
    .map((item, i) => ({ cursor: String(start + i + 1), node: toNode(item) }));
  return {
    edges,
    pageInfo: pageInfo(end < items.length ? String(end) : undefined),
    totalCount: items.length,
  };
}

/**
 * A node that another one leads to. Nodes lead to each other in circles, in which the compiler could not tell their types;
 * the schema knows them.
 */
export type Node = object | null;

/** All of a listing. @param limit items at most */
export async function allItems<T>(
  list: (query: PageQuery) => Promise<Page<T>>,
  limit = Number.POSITIVE_INFINITY,
): Promise<readonly T[]> {
  const items: T[] = [];
  let cursor: string | undefined;
  do {
    const page: Page<T> = await list({ limit: 1000, ...(cursor === undefined ? {} : { cursor }) });
    items.push(...page.items);
    cursor = page.next;
  } while (cursor !== undefined && items.length < limit);
  return items;
}

/** Milliseconds since the epoch as clients write times: seconds and more, in UTC. */
export function dateTime(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace(/\.\d+Z$/, '');
}
