import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { editEnvFile, parseEnvFile } from '../../../src/extension/tracking/envFile.ts';

describe('.env files', () => {
  test.each([
    ['plain', 'A=1\nB = two words \n', { A: '1', B: 'two words' }],
    ['quoted', `A='1 # 2'\nB="x\ny"\nexport C=3 # three\n`, { A: '1 # 2', B: 'x\ny', C: '3' }],
    ['a sign of comments within a value', 'A=x#y', { A: 'x#y' }],
    ['comments, and lines that are none', '# A=1\nnothing\n=2\n1A=3\n', {}],
    ['the last of a name', 'A=1\r\nA=2\r\n', { A: '2' }],
    ['empty', 'A=\nB=""\nC= # none', { A: '', B: '', C: '' }],
    ['a quote that does not end', `A="x\nB=1`, { A: '"x', B: '1' }],
  ])('read: %s', (_, text, values) => {
    expect(Object.fromEntries(parseEnvFile(text))).toEqual(values);
  });

  test.each([
    ['an empty file', '', 'K=v\n'],
    ['after a line without an end', 'A=1', 'A=1\nK=v\n'],
    ['where it stood', '# c\nexport K="old\nvalue" # why\nA=1\n', '# c\nK=v\nA=1\n'],
    ['only once', 'K=1\nA=1\nK=2\n', 'K=v\nA=1\n'],
    ['not in a comment or in another value', '# K=1\nA="\nK=2\n"\n', '# K=1\nA="\nK=2\n"\nK=v\n'],
    ['not another name', 'K2=1\nMY_K=2\n', 'K2=1\nMY_K=2\nK=v\n'],
    ['with the line ends that are there', 'A=1\r\nK=1\r\n', 'A=1\r\nK=v\r\n'],
  ])('written: %s', (_, before, after) => {
    expect(editEnvFile(before, { K: 'v' })).toBe(after);
  });

  test('a change is read back, keeps every other value, and the second time changes nothing', () => {
    const line = fc.oneof(
      fc.constantFrom('# c', '', 'A=1', 'K=0', 'export K="a', 'b"', "L='x y'", 'K', '"', 'M=a"b', ' K = 2'),
      fc.string({ unit: 'grapheme', maxLength: 12 }),
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 8 }), fc.constantFrom('\n', '\r\n'), (lines, newline) => {
        const before = lines.join(newline);
        const after = editEnvFile(before, { K: 'v' });
        expect(Object.fromEntries(parseEnvFile(after))).toEqual({
          ...Object.fromEntries(parseEnvFile(before)),
          K: 'v',
        });
        expect(editEnvFile(after, { K: 'v' })).toBe(after);
      }),
    );
  });
});
