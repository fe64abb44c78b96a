import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isAmphoraError } from '../../../src/core/errors.ts';
import { isName, parseAlias } from '../../../src/core/names.ts';
import { formatReference, parseReference } from '../../../src/core/reference.ts';

const name = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 40 })
  .map(text => text.normalize('NFC'))
  .filter(isName);
const alias = fc.oneof(
  name.filter(text => !/^v\d+$/.test(text)),
  fc.nat().map(index => `v${String(index)}`),
);

test('reads an artifact with an alias or a version', () => {
  expect(parseReference('mnist-raw:latest')).toEqual({ artifact: 'mnist-raw', alias: 'latest' });
  expect(parseReference('mnist-raw:v12')).toEqual({ artifact: 'mnist-raw', alias: 'v12' });
});

test('reads a project and an entity in front', () => {
  expect(parseReference('digits/mnist-raw:best')).toEqual({
    project: 'digits',
    artifact: 'mnist-raw',
    alias: 'best',
  });
  expect(parseReference('me/digits/手書き:最良')).toEqual({
    entity: 'me',
    project: 'digits',
    artifact: '手書き',
    alias: '最良',
  });
});

test('means the same however its characters were typed', () => {
  const text = 'Ångström/데이터/naïve:최고';
  expect(parseReference(text.normalize('NFD'))).toEqual(parseReference(text.normalize('NFC')));
});

test('means the latest where no alias is said', () => {
  expect(parseReference('digits/mnist-raw').alias).toBe('latest');
});

test.each(['', ':', 'a:', ':latest', 'a/b/c/d:x', '/a:x', 'a/:x', 'a b\n:x', ' a:x', '../a:x', './a:x'])(
  'refuses %j',
  text => {
    expect(() => parseReference(text)).toThrow(/is not a reference/);
  },
);

test.each(['a:v01', 'a:b:c', 'a:b/c', 'a: b'])('refuses the alias of %j', text => {
  expect(() => parseReference(text)).toThrow(/cannot be an alias/);
});

test('what it writes it reads again', () => {
  fc.assert(
    fc.property(
      fc.record({ entity: name, project: name, artifact: name, alias }),
      fc.constantFrom(0, 1, 2),
      (parts, drop) => {
        const { entity, project, artifact, alias: target } = parts;
        const reference = {
          artifact,
          alias: target,
          ...(drop < 2 ? { project } : {}),
          ...(drop < 1 ? { entity } : {}),
        };
        expect(parseReference(formatReference(reference))).toEqual(reference);
      },
    ),
  );
});

test('any text is read or refused with a sentence, never otherwise', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), text => {
      try {
        const reference = parseReference(text);
        expect(isName(reference.artifact)).toBe(true);
      } catch (error) {
        expect(isAmphoraError(error)).toBe(true);
      }
    }),
  );
});

test('a version’s name is no alias', () => {
  for (const text of ['v0', 'v7', 'v007']) expect(() => parseAlias(text)).toThrow(/always mean a version/);
  expect(parseAlias('v1-final')).toBe('v1-final');
  expect(parseAlias('V1')).toBe('V1');
});

test('an alias may be as long as a name and no longer', () => {
  expect(parseAlias('😀'.repeat(128))).toHaveLength(256);
  expect(() => parseAlias('😀'.repeat(129))).toThrow(/longer than 128/);
});
