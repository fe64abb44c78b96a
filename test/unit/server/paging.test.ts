import fc from 'fast-check';
import { buildSchema, parse } from 'graphql';
import { describe, expect, test } from 'vitest';
import { knownVariables } from '../../../src/server/knownInput.ts';
import { allItems, dateTime, listConnection, pageConnection } from '../../../src/server/nodes/connection.ts';

describe('a list in memory', () => {
  const page = (count: number, args: object) =>
    listConnection(
      Array.from({ length: count }, (_, i) => i),
      args,
      item => item * 10,
    );

  test('is given in stretches that go on from a cursor', () => {
    expect(page(3, { first: 2 })).toEqual({
      edges: [
        { cursor: '1', node: 0 },
        { cursor: '2', node: 10 },
      ],
      pageInfo: {
        __typename: 'PageInfo',
        endCursor: '2',
        hasNextPage: true,
        startCursor: null,
        hasPreviousPage: false,
      },
      totalCount: 3,
    });
    expect(page(3, { first: 2, after: '2' }).edges).toEqual([{ cursor: '3', node: 20 }]);
    expect(page(3, {}).edges).toHaveLength(3);
  });

  test.each(['-1', 'x', '', '1e3', ' 0', '9'.repeat(30)])('takes %j for a cursor without harm', after => {
    const { edges, pageInfo } = page(3, { after, first: 2 });
    expect(edges.length).toBeLessThanOrEqual(2);
    expect(edges.every(({ node }) => typeof node === 'number')).toBe(true);
    expect(typeof pageInfo.hasNextPage).toBe('boolean');
  });

  test('property: its pages together are the whole, once', () => {
    fc.assert(
      fc.property(fc.nat(60), fc.integer({ min: 1, max: 20 }), (count, first) => {
        const nodes: number[] = [];
        let after: string | null = null;
        do {
          const { edges, pageInfo } = page(count, { first, after });
          nodes.push(...edges.map(({ node }) => node));
          after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
        } while (after !== null);
        expect(nodes).toEqual(Array.from({ length: count }, (_, i) => i * 10));
      }),
    );
  });
});

test('a store’s page ends where its cursor says', () => {
  expect(pageConnection({ items: [1], next: 'n' }, item => item)).toMatchObject({
    edges: [{ cursor: 'n', node: 1 }],
    pageInfo: { endCursor: 'n', hasNextPage: true },
  });
  expect(pageConnection({ items: [] }, item => item).pageInfo).toMatchObject({
    endCursor: null,
    hasNextPage: false,
  });
});

test('all of a listing is asked for page by page', async () => {
  const list = ({ cursor = '0' }: { cursor?: string }) => {
    const next = Number(cursor) + 1;
    return Promise.resolve({ items: [Number(cursor)], ...(next < 5 && { next: String(next) }) });
  };
  expect(await allItems(list)).toEqual([0, 1, 2, 3, 4]);
});

test('times are in UTC, to the second', () => {
  expect(dateTime(0)).toBe('1970-01-01T00:00:00');
  expect(dateTime(1_795_723_740_774)).toBe('2026-11-26T20:09:00');
});

describe('variables', () => {
  const schema = buildSchema(`
    input Inner { a: String }
    input Outer { inner: Inner, list: [Inner!], plain: String }
    scalar JSON
    type Query { x(input: Outer, json: JSON): String }
  `);
  const known = (query: string, variables: Record<string, unknown>) =>
    knownVariables(schema, parse(query), variables);
  const QUERY = 'query ($input: Outer!, $json: JSON) { x(input: $input, json: $json) }';

  test('lose what the schema does not know, however deep it stands', () => {
    expect(
      known(QUERY, {
        input: { plain: 'p', newer: null, inner: { a: '1', b: 2 }, list: [{ a: 'x', c: 1 }, null] },
        json: { kept: { as: 'it is' } },
        other: 1,
      }),
    ).toEqual({
      input: { plain: 'p', inner: { a: '1' }, list: [{ a: 'x' }, null] },
      json: { kept: { as: 'it is' } },
      other: 1,
    });
  });

  test('of a wrong shape are left to GraphQL', () => {
    const variables = { input: { list: 'x', inner: [1] } };
    expect(known(QUERY, variables)).toEqual(variables);
    expect(known('query ($a: Nothing) { x }', { a: { b: 1 } })).toEqual({ a: { b: 1 } });
    expect(
      known(QUERY, JSON.parse('{"input":{"__proto__":{"plain":"p"},"constructor":1}}') as never),
    ).toEqual({ input: {} });
  });
});
