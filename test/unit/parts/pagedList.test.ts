import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PagedList } from '../../../webview/parts/pagedList.ts';

interface Row {
  readonly id: number;
  /** What it is ordered by, the highest first; ties by id. */
  readonly rank: number;
}

const AT_ONCE = 3;

const order = (a: Row, b: Row): number => b.rank - a.rank || a.id - b.id;

/** A listing in a store, by keyset cursors, that counts what is asked. */
class Listing {
  rows: readonly Row[] = [];
  asked = 0;
  failing = false;

  readonly ask = (cursor: string | undefined) => {
    this.asked++;
    if (this.failing) return Promise.reject(new Error('The store is away.'));
    const after = cursor === undefined ? undefined : (JSON.parse(cursor) as Row);
    const all = [...this.rows].sort(order).filter(row => !after || order(after, row) < 0);
    const rows = all.slice(0, AT_ONCE);
    const next = all.length > AT_ONCE ? JSON.stringify(rows.at(-1)) : undefined;
    return Promise.resolve({ rows, next });
  };
}

function listOf(listing: Listing): { list: PagedList<Row>; settled: () => Promise<void> } {
  const list = new PagedList<Row>(
    listing.ask,
    row => row.id,
    () => undefined,
  );
  // Everything in the listing takes turns of microtasks only.
  const settled = () => new Promise<void>(resolve => setImmediate(resolve));
  return { list, settled };
}

const ranked = (count: number): Row[] => Array.from({ length: count }, (_, i) => ({ id: i, rank: -i }));

async function readAll({ list, settled }: ReturnType<typeof listOf>): Promise<void> {
  await settled();
  while (list.hasMore) {
    list.more();
    await settled();
  }
}

test('reads the beginning, then on, as far as it is asked to', async () => {
  const listing = new Listing();
  listing.rows = ranked(8);
  const { list, settled } = listOf(listing);
  expect(list.rows).toBeUndefined();
  list.need();
  await settled();
  expect(list.rows).toHaveLength(3);
  list.more();
  await settled();
  expect([list.rows?.length, list.hasMore, listing.asked]).toEqual([6, true, 2]);
  list.more();
  await settled();
  list.more();
  await settled();
  expect([list.rows?.length, list.hasMore, listing.asked]).toEqual([8, false, 3]);
});

test('after a change reads only the beginning and what is in sight', async () => {
  const listing = new Listing();
  listing.rows = ranked(300);
  const made = listOf(listing);
  made.list.need();
  await readAll(made);
  listing.asked = 0;
  made.list.see(150, 152);
  await made.settled();
  listing.rows = listing.rows.map(row => ({ ...row }));
  made.list.refresh();
  await made.settled();
  expect(listing.asked).toBe(2);
  expect(made.list.rows?.[150]).toBe(made.list.rows?.find(row => row.id === 150));
  expect(made.list.rows).toEqual(listing.rows);
});

test('keeps its rows and says why where reading fails, and tries again', async () => {
  const listing = new Listing();
  listing.rows = ranked(4);
  const { list, settled } = listOf(listing);
  list.need();
  await settled();
  listing.failing = true;
  list.more();
  await settled();
  expect([list.rows?.length, list.failure]).toEqual([3, 'The store is away.']);
  listing.failing = false;
  list.retry();
  await settled();
  list.more();
  await settled();
  expect([list.rows?.length, list.failure]).toEqual([4, undefined]);
});

test('shows nothing twice, and in the end what the store has, whatever changes', async () => {
  const change = fc.oneof(
    fc.record({ what: fc.constant('add' as const), id: fc.nat(40), rank: fc.nat(20) }),
    fc.record({ what: fc.constant('move' as const), id: fc.nat(40), rank: fc.nat(20) }),
    fc.record({ what: fc.constant('remove' as const), id: fc.nat(40), rank: fc.constant(0) }),
    fc.record({ what: fc.constant('more' as const), id: fc.constant(0), rank: fc.constant(0) }),
    fc.record({ what: fc.constant('see' as const), id: fc.nat(40), rank: fc.nat(20) }),
    fc.record({ what: fc.constant('refresh' as const), id: fc.constant(0), rank: fc.constant(0) }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(change, { maxLength: 60 }), fc.nat(20), async (changes, begin) => {
      const listing = new Listing();
      listing.rows = ranked(begin);
      const made = listOf(listing);
      const { list, settled } = made;
      list.need();
      for (const { what, id, rank } of changes) {
        const others = listing.rows.filter(row => row.id !== id);
        const isThere = others.length < listing.rows.length;
        if (what === 'add' && !isThere) listing.rows = [...others, { id, rank }];
        if (what === 'move' && isThere) listing.rows = [...others, { id, rank }];
        if (what === 'remove') listing.rows = others;
        if (what === 'more') list.more();
        if (what === 'see') list.see(id, id + rank);
        if (what === 'refresh') list.refresh();
        if (rank % 2 === 0) await settled();
        const ids = list.rows?.map(row => row.id) ?? [];
        expect(new Set(ids).size).toBe(ids.length);
      }
      list.see(0, Infinity);
      list.refresh();
      await readAll(made);
      expect(list.rows).toEqual([...listing.rows].sort(order));
    }),
  );
});
