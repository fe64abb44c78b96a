/** Listings that are put together here: out of several of the server's, or sorted by us. */
import * as v from 'valibot';
import { pageLimit } from '../../catalog/cursor.ts';
import type { Page, PageQuery } from '../../contract.ts';

interface ServerPage<N> {
  readonly edges: readonly { readonly node: N | null }[];
  readonly pageInfo: { readonly endCursor?: string | null | undefined; readonly hasNextPage: boolean };
}

/** A page of the server's as one of the contract's. */
export function toPage<N, T>(answer: ServerPage<N>, toItem: (node: N) => T | undefined): Page<T> {
  const items = answer.edges
    .map(({ node }) => (node === null ? undefined : toItem(node)))
    .filter(item => item !== undefined);
  const { endCursor, hasNextPage } = answer.pageInfo;
  return hasNextPage && endCursor != null ? { items, next: endCursor } : { items };
}

/** A stretch of a list that is all here; the cursor is a position in it. */
export function pageOfList<T>(items: readonly T[], query: PageQuery): Page<T> {
  const start = Math.max(0, Number.parseInt(query.cursor ?? '', 10) || 0);
  const end = start + pageLimit(query);
  const page = { items: items.slice(start, end) };
  return end < items.length ? { ...page, next: String(end) } : page;
}

/** All of a listing of the server's. @param limit items at most */
export async function collect<T>(
  list: (cursor: string | undefined) => Promise<Page<T>>,
  limit = Number.POSITIVE_INFINITY,
): Promise<readonly T[]> {
  const items: T[] = [];
  let cursor: string | undefined;
  do {
    const page: Page<T> = await list(cursor);
    items.push(...page.items);
    cursor = page.next;
  } while (cursor !== undefined && items.length < limit);
  return items;
}

const Position = v.pipe(
  v.string(),
  v.parseJson(),
  v.tuple([v.pipe(v.number(), v.safeInteger(), v.minValue(0)), v.nullable(v.string())]),
);

/**
 * One listing after the other, as if they were one.
 * @param list a page of the listing at this place
 */
export async function chained<T>(
  count: number,
  query: PageQuery,
  list: (place: number, query: PageQuery) => Promise<Page<T>>,
): Promise<Page<T>> {
  const limit = pageLimit(query);
  const given = v.safeParse(Position, query.cursor);
  let [place, cursor] = given.success ? given.output : [0, null];
  const items: T[] = [];
  while (place < count) {
    const page = await list(place, { limit: limit - items.length, ...(cursor === null ? {} : { cursor }) });
    items.push(...page.items);
    cursor = page.next ?? null;
    if (cursor === null) place++;
    if (items.length >= limit) break;
  }
  return place < count ? { items, next: JSON.stringify([place, cursor]) } : { items };
}
