import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Json } from '../../../src/core/json.ts';
import { parseExactJson, parseJson, parseJsonObject, stringifyJson } from '../../../src/core/json.ts';

const SAFE = BigInt(Number.MAX_SAFE_INTEGER);
const beyond = fc
  .bigInt({ min: -(2n ** 300n), max: 2n ** 300n })
  .filter(value => value > SAFE || value < -SAFE);
const near = fc.bigInt({ min: 1n, max: 5n }).chain(far => fc.constantFrom(SAFE + far, -SAFE - far));
// JSON.stringify gives a zero no sign.
const double = fc.double({ noNaN: true, noDefaultInfinity: true }).map(value => value + 0);
const text = fc.oneof(
  fc.string(),
  fc.bigInt().map(String),
  fc.constantFrom(':1234567890123456789', ' 12345678901234567,'),
);

/** Any value that JSON has, long integers and doubles as long among them. */
const { value: anyJson } = fc.letrec<{ value: Json }>(tie => ({
  value: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.oneof(beyond, near, double, fc.maxSafeInteger(), text, fc.boolean(), fc.constant(null)),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(text, tie('value'), { maxKeys: 4 }),
  ),
}));

/** Digits at every place where a number may stand. */
const around = (number: string) => [
  number,
  `-${number}`,
  ` ${number}`,
  `[${number}]`,
  `[1,${number}]`,
  `{"a":${number}}`,
  `{"a": -${number}}`,
  `{"a":[\n\t${number}\n]}`,
];

describe('integers beyond 2^53', () => {
  test.each([
    '9007199254740992',
    '9007199254740993',
    '1152921504606846977',
    '1208925819614629174706176',
    '9'.repeat(4300),
  ])('%.40s is read and written by the same digits, wherever it stands', number => {
    for (const json of around(number)) {
      const plain = json.replace(/\s/g, '');
      expect(stringifyJson(parseJson(json))).toBe(plain);
      expect(stringifyJson(parseExactJson(json))).toBe(plain);
      expect(stringifyJson({ text: json })).toBe(JSON.stringify({ text: json }));
    }
  });

  test('are bigints, all other numbers are not', () => {
    const json =
      '[9007199254740991,9007199254740992,-9007199254740992,1e20,9007199254740992.0,0.12345678901234567,-0]';
    const numbers = [2 ** 53 - 1, 2n ** 53n, -(2n ** 53n), 1e20, 2 ** 53, 0.12345678901234567, -0];
    expect(parseJson(json)).toEqual(numbers);
    expect(parseExactJson(json)).toEqual(numbers);
  });

  test('are kept in names that objects have of their own', () => {
    const json = '{"__proto__":{"constructor":9007199254740993},"toString":1208925819614629174706176}';
    expect(stringifyJson(parseJson(json))).toBe(json);
  });

  test('of more digits than Python reads are texts, or refused where nothing may be changed', () => {
    const [long, negative] = ['1'.repeat(4301), `-${'1'.repeat(4300)}`];
    expect(parseJson(`[${long},${negative}]`)).toEqual([long, BigInt(negative)]);
    expect(() => parseExactJson(`[${long}]`)).toThrow(
      expect.objectContaining({ code: 'number-inexact' }) as Error,
    );
  });

  test('are written with indents as well', () => {
    expect(stringifyJson({ a: [2n ** 64n] }, 2)).toBe('{\n  "a": [\n    18446744073709551616\n  ]\n}');
  });
});

test.each([
  '{"a":1,9007199254740993:2}',
  '{9007199254740993:2}',
  '["a":9007199254740993]',
  '[9007199254740993 9007199254740993]',
  '[9007199254740993"a"]',
  '[9007199254740993a]',
  '[+9007199254740993]',
  '[--9007199254740993]',
  '[- 9007199254740993]',
  '[09007199254740993]',
  '[9007199254740993.]',
  '[9007199254740993e]',
  '[9007199254740993',
  '["9007199254740993]',
  '[9007199254740993"]',
  '["\\",9007199254740993]"',
  '9007199254740993,',
  `{"a":1,${'7'.repeat(5000)}:2}`,
])('%.40s is no JSON', json => {
  expect(() => JSON.parse(json) as unknown).toThrow(SyntaxError);
  expect(() => parseJson(json)).toThrow(SyntaxError);
});

test.each([
  ['[1e-9007199254740993,1E-9007199254740993,9007199254740993E0]', [0, 0, 2 ** 53]],
  [
    '[1234567890123456,-1234567890123456,0.9007199254740993]',
    [1234567890123456, -1234567890123456, 0.9007199254740993],
  ],
  ['{"a":"\\\\","b":9007199254740993}', { a: '\\', b: 9007199254740993n }],
  ['{"a":"\\",:9007199254740993","b":9007199254740993}', { a: '",:9007199254740993', b: 9007199254740993n }],
  [
    '{"a":1,"a":9007199254740993,"2":9007199254740994,"1":9007199254740995}',
    { 1: 9007199254740995n, 2: 9007199254740994n, a: 9007199254740993n },
  ],
  [
    '[9007199254740993,[9007199254740994,["9007199254740995"]]]',
    [9007199254740993n, [9007199254740994n, ['9007199254740995']]],
  ],
])('%s is read as it stands', (json, expected) => {
  expect(parseJson(json)).toEqual(expected);
});

test('a long document with one such integer is read in time that grows as the document does', () => {
  const plain = `[${'"\\"9007199254740993",'.repeat(50_000)}${'9007199254740993.5,'.repeat(50_000)}0,`;
  const value = parseJson(`${plain}${'9007199254740993,'.repeat(50_000)}1]`) as readonly Json[];
  expect([value.length, value[0], value[99_999], value.at(-2)]).toEqual([
    150_002,
    '"9007199254740993',
    9007199254740994,
    9007199254740993n,
  ]);
  expect(parseJson(stringifyJson(value))).toEqual(value);
});

describe('numbers beyond the largest double', () => {
  test.each([
    '1e400',
    '1e309',
    '1.5E+400',
    '0.1e311',
    '12e0400',
    '1'.repeat(400) + '.5',
    '9'.repeat(300) + 'e10',
  ])('%.40s is read as it was written, wherever it stands', number => {
    for (const json of around(number)) {
      const plain = json.replace(/\s/g, '');
      const written = plain.replace(/-?\d[\d.eE+]*(?=[\]}]*$)/, '"$&"');
      const read = parseJson(json);
      expect(stringifyJson(read)).toBe(written);
      expect(parseJson(stringifyJson(read))).toEqual(read);
      expect(stringifyJson({ text: json })).toBe(JSON.stringify({ text: json }));
      expect(() => parseExactJson(json)).toThrow(
        expect.objectContaining({ code: 'number-inexact' }) as Error,
      );
    }
  });

  test('are told from those that a double holds, and from texts', () => {
    const json =
      '{"a":1e308,"b":1e400,"c":-1e400,"d":" 1e400, 1e400","e":1e-400,"f":0e999,"g":9007199254740993}';
    expect(parseJson(json)).toEqual({
      a: 1e308,
      b: '1e400',
      c: '-1e400',
      d: ' 1e400, 1e400',
      e: 0,
      f: 0,
      g: 9007199254740993n,
    });
  });

  test.each([
    '[01e400]',
    '[1e400e]',
    '[1.e400]',
    '[1e400 1e400]',
    '{1e400:1}',
    '{"a":1,1e400:2}',
    '[--1e400]',
    '[+1e400]',
    '[1e+]',
  ])('%s is no JSON', json => {
    expect(() => parseJson(json)).toThrow(SyntaxError);
  });
});

test('a double beyond 2^53 stays one', () => {
  expect(stringifyJson([2 ** 53, -1e20, 1e21, 1.2345678901234567e20])).toBe(
    '[9.007199254740992e+15,-1e+20,1e+21,1.2345678901234567e+20]',
  );
});

test('what JSON cannot say is a TypeError still', () => {
  const round: { self?: unknown } = {};
  round.self = round;
  expect(() => stringifyJson(round)).toThrow(TypeError);
});

describe('property:', () => {
  test('what is no JSON is none here, and what is has the same values but for long integers', () => {
    const piece = fc.constantFrom(
      ...'[]{},:"\\ -.e',
      '1',
      '9007199254740993',
      '-12345678901234567',
      '"a"',
      'null',
    );
    const isLarge = (each: unknown): boolean =>
      each === Infinity || each === -Infinity || (typeof each === 'string' && /^-?\d/.test(each));
    const rounded = (value: unknown): unknown =>
      JSON.parse(
        JSON.stringify(value, (_, each: unknown) =>
          typeof each === 'bigint' ? Number(each) : isLarge(each) ? 'large' : each,
        ),
      );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 9 }), pieces => {
        const json = pieces.join('');
        let expected: unknown;
        try {
          expected = JSON.parse(json);
        } catch {
          expect(() => parseJson(json)).toThrow(SyntaxError);
          return;
        }
        expect(rounded(parseJson(json))).toEqual(rounded(expected));
      }),
      { numRuns: 5000 },
    );
  });

  test('what is written is read as the same, with indents and without', () => {
    fc.assert(
      fc.property(anyJson, fc.constantFrom(undefined, 2), (value, indent) => {
        const json = stringifyJson(value, indent);
        expect(parseJson(json)).toEqual(value);
        expect(parseExactJson(json)).toEqual(value);
        expect(stringifyJson(parseJson(json), indent)).toBe(json);
      }),
    );
  });

  test('without long integers, it is what JSON has', () => {
    const small = fc.jsonValue().filter(value => !/\d{16}/.test(JSON.stringify(value)));
    fc.assert(
      fc.property(small, fc.constantFrom(undefined, 2), (value, indent) => {
        const json = JSON.stringify(value, undefined, indent);
        expect(stringifyJson(value, indent)).toBe(json);
        expect(parseJson(json)).toEqual(JSON.parse(json));
      }),
    );
  });
});

test.each(['', 'x', '[1]', '"a"', 'null', '1', '{"a":}'])('metadata %j is refused', json => {
  expect(() => parseJsonObject(json)).toThrow(/The metadata is not a JSON object/);
});

test.each([
  ['1e999', 'Infinity'],
  ['-1e400', '-Infinity'],
  ['1e-999', '0'],
  ['1.5e-400', '0'],
  ['1'.repeat(5000), 'Infinity'],
])('the number %.40s is refused, as it would be kept as another', (number, kept) => {
  const shown = number.length > 40 ? `${number.slice(0, 40)}…` : number;
  expect(() => parseJsonObject(`{"deep": [{"seed": ${number}}]}`)).toThrow(
    `The number ${shown} would be kept as ${kept}; write it as text, in quotes.`,
  );
});

test('numbers that are kept as they are, and any text, are taken', () => {
  const json = '{"a":[9007199254740991,-0.1,1e21,1.5e-300,0,0e-999],"b":"9007199254740993"}';
  expect(parseJsonObject(json)).toEqual(JSON.parse(json));
});
