import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { matches, parseFilter } from '../../../src/server/filters/filter.ts';
import { isLike } from '../../../src/server/filters/isLike.ts';

const RUN = {
  state: 'finished',
  'config.lr.value': 0.1,
  tags: ['a', 'best'],
  created_at: '2026-11-26T12:00:00',
  note: null,
  nested: { a: [1, { b: 2 }] },
};
const passes = (filter: unknown): boolean => matches(parseFilter(JSON.stringify(filter)), RUN);

test.each([
  [{}, true],
  [{ state: 'finished' }, true],
  [{ state: 'running' }, false],
  [{ state: { $ne: 'running' } }, true],
  [{ 'config.lr.value': { $gt: 0.01, $lte: 0.1 } }, true],
  [{ 'config.lr.value': { $gt: 0.01, $lt: 0.1 } }, false],
  [{ 'config.lr.value': { $gte: '0' } }, false],
  [{ created_at: { $gt: '2026-11-25' } }, true],
  [{ created_at: { $lt: '2026-11-25' } }, false],
  [{ state: { $in: ['failed', 'finished'] } }, true],
  [{ state: { $nin: ['failed', 'finished'] } }, false],
  [{ tags: 'best' }, true],
  [{ tags: { $in: ['worst', 'a'] } }, true],
  [{ tags: ['a', 'best'] }, true],
  [{ tags: ['best', 'a'] }, false],
  [{ nested: { a: [1, { b: 2 }] } }, true],
  [{ note: { $exists: false } }, true],
  [{ state: { $exists: true } }, true],
  [{ none: null }, true],
  [{ none: { $exists: true } }, false],
  [{ state: { $regex: '^fin' } }, true],
  [{ state: { $regex: 'FIN', $options: 'i' } }, true],
  [{ state: { $regex: 'FIN' } }, false],
  [{ tags: { $regex: 'es' } }, true],
  [{ state: { $contains: 'nish' } }, true],
  [{ state: { $not: { $in: ['failed'] } } }, true],
  [{ $and: [{ state: 'finished' }, { tags: 'a' }] }, true],
  [{ $and: [{ state: 'finished' }, { tags: 'c' }] }, false],
  [{ $or: [{ state: 'running' }, { tags: 'a' }] }, true],
  [{ $or: [] }, true],
  [{ $and: [] }, true],
  [{ $nor: [{ state: 'running' }] }, true],
  [{ $not: { state: 'finished' } }, false],
  [{ __proto__: 'x', constructor: null }, true],
  [{ constructor: { $exists: true } }, false],
])('%j', (filter, expected) => {
  expect(passes(filter)).toBe(expected);
});

test.each([
  'no json',
  '[]',
  '"x"',
  '{"$where":"1"}',
  '{"a":{"$near":1}}',
  '{"a":{"$in":1}}',
  '{"$and":{}}',
  '{"$and":[1]}',
  '{"a":{"$regex":"("}}',
  '{"a":{"$regex":1}}',
  `{"a":{"$regex":"${'x'.repeat(2000)}"}}`,
  `${'{"$not":'.repeat(60)}{}${'}'.repeat(60)}`,
  `{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}`,
])('is refused: %.40s', text => {
  expect(() => parseFilter(text)).toThrow(expect.objectContaining({ code: 'filter-malformed' }) as Error);
});

test('nothing takes everything', () => {
  for (const text of [undefined, null, '', 'null', '{}'])
    expect(parseFilter(text)(() => undefined)).toBe(true);
});

describe('integers beyond 2^53', () => {
  const fields = { seed: 2n ** 60n + 1n, list: [2n ** 80n], nested: { seed: 2n ** 80n }, lr: 0.1, big: 1e20 };
  test.each([
    ['{"seed":1152921504606846977}', true],
    ['{"seed":1152921504606846976}', false],
    ['{"seed":{"$ne":1152921504606846976}}', true],
    ['{"seed":{"$gt":1152921504606846976}}', true],
    ['{"seed":{"$gt":1152921504606846977}}', false],
    ['{"seed":{"$gte":1152921504606846977,"$lte":1152921504606846977}}', true],
    ['{"seed":{"$gt":0.5}}', true],
    ['{"seed":{"$lt":"x"}}', false],
    ['{"seed":{"$in":[1,1152921504606846977]}}', true],
    ['{"seed":{"$nin":[1152921504606846977]}}', false],
    ['{"seed":{"$regex":"1"}}', false],
    ['{"lr":{"$lt":1152921504606846977}}', true],
    ['{"list":1208925819614629174706176}', true],
    ['{"list":[1208925819614629174706177]}', false],
    ['{"nested":{"seed":1208925819614629174706176}}', true],
    ['{"big":100000000000000000000}', true],
    ['{"big":{"$lt":100000000000000000001}}', true],
  ])('%s', (text, expected) => {
    expect(matches(parseFilter(text), fields)).toBe(expected);
  });
});

test('an expression that would take for ever is given up', () => {
  const filter = parseFilter('{"name":{"$regex":"(a+)+$"}}');
  expect(matches(filter, { name: 'aaa' })).toBe(true);
  expect(() => matches(filter, { name: `${'a'.repeat(60)}!` })).toThrow(/takes too long/);
});

describe('property:', () => {
  const value = fc.oneof(fc.string(), fc.double({ noNaN: true }), fc.boolean(), fc.constant(null));
  const condition = fc.dictionary(fc.constantFrom('state', 'x', 'tags'), value, { maxKeys: 2 });

  test('whatever JSON it is, it passes, does not, or is refused as malformed', () => {
    fc.assert(
      fc.property(fc.json(), text => {
        try {
          expect(typeof matches(parseFilter(text), RUN)).toBe('boolean');
        } catch (error) {
          expect(error).toMatchObject({ code: 'filter-malformed' });
        }
      }),
    );
  });

  test('not, and, or are those of logic', () => {
    fc.assert(
      fc.property(condition, condition, (a, b) => {
        expect(passes({ $not: a })).toBe(!passes(a));
        expect(passes({ $and: [a, b] })).toBe(passes(a) && passes(b));
        expect(passes({ $or: [a, b] })).toBe(passes(a) || passes(b));
        expect(passes({ $nor: [a, b] })).toBe(!passes({ $or: [a, b] }));
      }),
    );
  });
});

describe('LIKE', () => {
  test.each([
    ['media/a.png', 'media/%', true],
    ['media/a.png', '%.png', true],
    ['media/a.png', '%/a.%', true],
    ['media/a.png', 'media/_.png', true],
    ['media/ab.png', 'media/_.png', false],
    ['a.png', 'a_png', true],
    ['axpng', 'a.png', false],
    ['🗡.txt', '_.txt', true],
    ['', '%', true],
    ['', '', true],
    ['', '_', false],
    ['a\nb', 'a%b', true],
  ])('%j is like %j: %j', (text, pattern, expected) => {
    expect(isLike(text, pattern)).toBe(expected);
  });

  test('property: as a regular expression has it', () => {
    const piece = fc.string({ unit: fc.constantFrom('a', 'b', '%', '_', '.'), maxLength: 8 });
    fc.assert(
      fc.property(piece, piece, (text, pattern) => {
        const source = pattern.replaceAll('.', '\\.').replaceAll('%', '[^]*').replaceAll('_', '[^]');
        expect(isLike(text, pattern)).toBe(new RegExp(`^${source}$`).test(text));
      }),
    );
  });

  test('takes no longer for a pattern that is made to', () => {
    expect(isLike('a'.repeat(4000), `${'%a'.repeat(1000)}b`)).toBe(false);
  });
});
