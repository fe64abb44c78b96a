import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { JsonObject } from '../../../src/core/json.ts';
import { keyRows, pathText } from '../../../webview/compare/keyRows.ts';

const shown = (...objects: JsonObject[]) =>
  keyRows(objects).map(({ label, cells, differs }) => [
    label,
    ...cells.map(({ kind, text }) => (kind === 'missing' ? undefined : text)),
    differs,
  ]);

test('has a row for each key of any object, those within objects too', () => {
  expect(shown({ b: 1, train: { loss: 0.5 } }, { b: 1, train: { loss: 0.25, steps: 3 } })).toEqual([
    ['b', '1', '1', false],
    ['train.loss', '0.5', '0.25', true],
    ['train.steps', undefined, '3', true],
  ]);
});

test('tells what is missing from null, and texts from what they look like', () => {
  const rows = keyRows([
    { a: null, b: '1', c: 'null', d: 'text', e: '' },
    { b: 1, c: null, d: 'text' },
  ]);
  expect(rows.map(row => row.cells.map(({ kind, text }) => [kind, text]))).toEqual([
    [
      ['null', 'null'],
      ['missing', ''],
    ],
    [
      ['value', '"1"'],
      ['value', '1'],
    ],
    [
      ['value', '"null"'],
      ['null', 'null'],
    ],
    [
      ['value', 'text'],
      ['value', 'text'],
    ],
    [
      ['value', '""'],
      ['missing', ''],
    ],
  ]);
  expect(rows.map(row => row.differs)).toEqual([true, true, true, false, true]);
});

test('keeps apart keys with a dot and keys within objects', () => {
  expect(shown({ 'a.b': 1, a: { b: 2 } }, { 'a.b': 1, a: { b: 3 } })).toEqual([
    ['["a.b"]', '1', '1', false],
    ['a.b', '2', '3', true],
  ]);
  expect(pathText(['', 'x', 'y]'])).toBe('[""].x["y]"]');
});

test('shows numbers exactly, and the same value as the same text', () => {
  const huge = 9007199254740993n;
  expect(
    shown(
      { n: huge, list: [{ b: 1, a: huge }], e: 1e300 },
      { n: 9007199254740992, list: [{ a: huge, b: 1 }], e: 1e300 },
    ),
  ).toEqual([
    ['e', '1e+300', '1e+300', false],
    ['list', '[{"a": 9007199254740993, "b": 1}]', '[{"a": 9007199254740993, "b": 1}]', false],
    ['n', '9007199254740993', '9007199254740992', true],
  ]);
});

test('takes any key for what it is', () => {
  const hostile = JSON.parse('{"__proto__": {"x": 1}, "constructor": 2, "</script>": "<img>"}') as JsonObject;
  expect(shown(hostile, {})).toEqual([
    ['__proto__.x', '1', undefined, true],
    ['</script>', '<img>', undefined, true],
    ['constructor', '2', undefined, true],
  ]);
});

test('finds no difference between equal objects, and one where any value differs', () => {
  const object = fc.dictionary(fc.string(), fc.jsonValue()) as fc.Arbitrary<JsonObject>;
  fc.assert(
    fc.property(object, object, (a, b) => {
      expect(keyRows([a, structuredClone(a)]).filter(row => row.differs)).toEqual([]);
      const isSame = keyRows([a, b]).every(row => !row.differs);
      // Differences that JSON itself does not keep, such as -0, are none.
      const order = (value: unknown): unknown =>
        Array.isArray(value)
          ? value.map(order)
          : typeof value === 'object' && value !== null
            ? Object.entries(value)
                .map(([key, each]) => [key, order(each)] as const)
                .sort(([x], [y]) => (x < y ? -1 : 1))
            : value;
      expect(isSame).toBe(JSON.stringify(order(a)) === JSON.stringify(order(b)));
    }),
  );
});
