import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { JsonProblem, scanJson } from '../../../webview/json/jsonScanner.ts';
import type { JsonTree } from '../../../webview/json/jsonTree.ts';

/** The value that a tree says, put together from what it says of each node. */
function valueOf(tree: JsonTree, node = 0): unknown {
  const children = [...tree.children(node)];
  switch (tree.kind(node)) {
    case 'object':
      return Object.fromEntries(children.map(each => [String(tree.key(each)), valueOf(tree, each)]));
    case 'list':
      return children.map(each => valueOf(tree, each));
    case 'text':
      return tree.copied(node);
    case 'number':
    case 'word':
      return JSON.parse(tree.copied(node)) as unknown;
  }
}

const nodeNamed = (tree: JsonTree, key: string | number): number =>
  Array.from({ length: tree.count }, (_, node) => node).find(node => tree.key(node) === key) ?? -1;

describe('a tree of JSON', () => {
  it('says what JSON.parse says, however it is written', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(undefined, 1, '\t'), (value, indent) => {
        const text = JSON.stringify(value, null, indent);
        expect(valueOf(scanJson(text))).toEqual(JSON.parse(text));
      }),
    );
  });

  it('gives the source of every value', () => {
    fc.assert(
      fc.property(fc.jsonValue(), value => {
        const tree = scanJson(JSON.stringify(value, null, 2));
        for (let node = 0; node < tree.count; node++) {
          if (tree.isContainer(node)) expect(JSON.parse(tree.copied(node))).toEqual(valueOf(tree, node));
        }
      }),
    );
  });

  it('refuses what JSON.parse refuses, apart from what Python writes', () => {
    const pieces = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"a"',
      '1',
      '-',
      '0.5',
      'true',
      'nul',
      ' ',
      '\\',
      '"',
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 8 }), parts => {
        const text = parts.join('');
        const accepts = (read: () => unknown): boolean => {
          try {
            read();
            return true;
          } catch {
            return false;
          }
        };
        const isJson = accepts(() => JSON.parse(text));
        // A text with a wrong escape is shown as it is written.
        if (!text.includes('\\')) expect(accepts(() => scanJson(text))).toBe(isJson);
        else if (isJson) expect(accepts(() => scanJson(text))).toBe(true);
      }),
    );
  });

  it('keeps digits, order and names that mean something to JavaScript', () => {
    const tree = scanJson(
      '{"b": 9007199254740993, "1": 1.10, "__proto__": {"x": 1e400}, "b": NaN, "c": -Infinity}',
    );
    const rows = [...tree.children(0)].map(node => [tree.key(node), tree.copied(node)]);
    expect(rows).toEqual([
      ['b', '9007199254740993'],
      ['1', '1.10'],
      ['__proto__', '{"x": 1e400}'],
      ['b', 'NaN'],
      ['c', '-Infinity'],
    ]);
  });

  it('says how code gets at a value', () => {
    const tree = scanJson('{"split": {"train": [{"a key": 1, "名": 2, "q\\"": 3}]}}');
    expect(tree.path(0)).toBe('');
    expect(tree.path(nodeNamed(tree, 'train'))).toBe('split.train');
    expect(tree.path(nodeNamed(tree, 'a key'))).toBe('split.train[0]["a key"]');
    expect(tree.path(nodeNamed(tree, '名'))).toBe('split.train[0]["名"]');
    expect(tree.path(nodeNamed(tree, 'q"'))).toBe('split.train[0]["q\\""]');
  });

  it('spells out what cannot be seen, and reads what Python escapes', () => {
    const tree = scanJson(
      String.raw`{"a": "x\u0000\n\u202e", "b": "\u65e5\u672c", "c": "\ud83d\udc68\u200d\ud83d\udc69"}`,
    );
    const [a = 0, b = 0, c = 0] = tree.children(0);
    expect(tree.shown(a)).toBe(String.raw`"x\u0000\n\u202e"`);
    expect(tree.shown(b)).toBe('"日本"');
    expect(tree.shown(c)).toBe('"👨‍👩"');
    expect(tree.copied(a)).toBe('x\u0000\n\u202e');
  });

  it('cuts long texts, never within an escape', () => {
    const tree = scanJson(JSON.stringify('\u0007'.repeat(10_000)));
    expect(tree.shown(0)).toBe(`"${'\\u0007'.repeat(500)}…"`);
  });

  it('reads what is nested 200 deep, and says no to more than anybody means', () => {
    const nested = (depth: number): string => `${'['.repeat(depth)}1${']'.repeat(depth)}`;
    const tree = scanJson(nested(200));
    expect(tree.depth(tree.count - 1)).toBe(200);
    expect(tree.path(200)).toBe('[0]'.repeat(200));
    expect([tree.next(0), tree.next(199)]).toEqual([201, 201]);
    expect(() => scanJson(nested(100_000))).toThrow(JsonProblem);
  });

  it('tells the line in which it is wrong', () => {
    const problem = (text: string): number => {
      try {
        scanJson(text);
      } catch (error) {
        if (error instanceof JsonProblem) return error.line;
      }
      return 0;
    };
    expect(problem('{"a": 1,\n"b": }')).toBe(2);
    expect(problem('')).toBe(1);
    expect(problem('{}\n\n{}')).toBe(3);
  });
});
