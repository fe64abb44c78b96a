import fc from 'fast-check';
import { expect, test } from 'vitest';
import { AmphoraError, errorFromJson, errorToJson } from '../../../src/core/errors.ts';
import { isName, parseAlias, parseName, parseVersionName, versionName } from '../../../src/core/names.ts';
import { nameHints, nearestNames } from '../../../src/core/nearest.ts';
import { versionFolderName } from '../../../src/core/portableName.ts';

test.each(['mnist-raw', '手書き数字', '손글씨', 'A b', '😀', '<>"|?*\\', 'con', 'a.b'])(
  '%j is a good name',
  name => {
    expect(parseName(name, 'an artifact')).toBe(name);
  },
);

test.each(['', ' a', 'a ', 'a/b', 'a:b', 'a\u0000', 'a\n', '.', '..', '\ud800', 'x'.repeat(129)])(
  '%j is not',
  name => {
    expect(() => parseName(name, 'an artifact')).toThrow(/cannot be the name of an artifact/);
  },
);

test.each([
  ['a/b', 'it contains "/"'],
  ['a:b', 'it contains ":"'],
  ['a\nb', 'it contains a line break'],
  ['a\u2028b', 'it contains a line break'],
  ['a\u0007b', 'it contains a control character'],
  ['a\ud800b', 'it contains half a character'],
  ['a\u3000', 'it begins or ends with a space'],
])('%j is refused for what is wrong with it', (name, rule) => {
  expect(() => parseName(name, 'a tag')).toThrow(
    expect.objectContaining({ data: { name, what: 'a tag', rule } }),
  );
});

test('names that look the same are the same, however they were typed', () => {
  for (const name of ['naïve', '데이터', 'データ', 'Å']) {
    const composed = name.normalize('NFC');
    expect(parseName(name.normalize('NFD'), 'an artifact')).toBe(composed);
    expect(parseAlias(name.normalize('NFD'))).toBe(composed);
    expect(isName(name.normalize('NFD'))).toBe(true);
  }
  // Decomposed it is longer than any name may be; what counts is the form that is kept.
  expect(parseName('가'.repeat(128).normalize('NFD'), 'an artifact')).toBe('가'.repeat(128));
});

test('version names', () => {
  expect(parseVersionName(versionName(12))).toBe(12);
  for (const text of ['v', 'v01', 'v-1', 'V1', 'v1.0', 'v99999999999999999999', 'latest']) {
    expect(parseVersionName(text)).toBeUndefined();
  }
});

test('folder names on POSIX are what the SDK makes', () => {
  expect(versionFolderName('mnist-raw', 'v3', false)).toBe('mnist-raw:v3');
});

test('folder names on Windows have nothing that Windows forbids', () => {
  expect(versionFolderName('mnist-raw', 'v3', true)).toBe('mnist-raw-v3');
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 128 }), name => {
      const folder = versionFolderName(name, 'v0', true);
      // eslint-disable-next-line no-control-regex -- Windows forbids control characters
      expect(folder).not.toMatch(/[<>:"/\\|?*\u0000-\u001f]/);
      expect(folder).not.toMatch(/^(con|nul|aux|prn)(\.|$|-v0$)/i);
    }),
  );
});

test('folder names fit any file system, and differ when the names do', () => {
  const long = '😀'.repeat(127);
  for (const windows of [false, true]) {
    const one = versionFolderName(`${long}a`, 'v0', windows);
    expect(Buffer.byteLength(one)).toBeLessThan(255);
    expect(versionFolderName(`${long}b`, 'v0', windows)).not.toBe(one);
  }
  expect(versionFolderName('a?b', 'v0', true)).not.toBe(versionFolderName('a*b', 'v0', true));
});

test('finds the names a person may have meant', () => {
  const names = ['mnist-raw', 'mnist-preprocess', 'trained-model', 'latest', 'best'];
  expect(nearestNames('mnist_raw', names)).toEqual(['mnist-raw']);
  expect(nearestNames('lates', names)).toEqual(['latest']);
  expect(nearestNames('MNIST', names)).toEqual(['mnist-preprocess', 'mnist-raw']);
  expect(nearestNames('zebra', names)).toEqual([]);
});

test('a short word is near to one that differs in a letter, not to any short word', () => {
  expect(nearestNames('rwa', ['raw', 'cat', 'row', 'map'])).toEqual(['raw']);
  expect(nearestNames('v7', ['v0', 'latest'])).toEqual(['v0']);
  expect(nearestNames('x', ['a', 'b', 'X'])).toEqual(['X']);
});

test('where no name is near, some of those there are are told', () => {
  expect(nameHints('lates', ['latest', 'best'])).toEqual({ nearest: ['latest'], known: [] });
  expect(nameHints('zebra', ['latest', 'best'])).toEqual({ nearest: [], known: ['latest', 'best'] });
  expect(nameHints('zebra', ['a', 'b', 'c', 'd', 'e', 'f']).known).toEqual(['a', 'b', 'c', 'd', 'e', '…']);
  const error = new AmphoraError('project-not-found', { project: 'x' }, { known: ['digits', 'jars'] });
  expect(error.message).toBe('There is no project "x" in this store. It has: digits, jars.');
  expect(errorFromJson(structuredClone(errorToJson(error))).message).toBe(error.message);
});

test('an error says what is wrong and what was perhaps meant, and crosses threads whole', () => {
  const error = new AmphoraError(
    'artifact-not-found',
    { artifact: 'mnist', project: 'p' },
    { nearest: ['mnist-raw'] },
  );
  expect(error.message).toBe('There is no artifact "mnist" in project "p". Did you mean mnist-raw?');
  const copy = errorFromJson(structuredClone(errorToJson(error)));
  expect(copy.message).toBe(error.message);
  expect(copy.code).toBe(error.code);
});

test('names with braces or dollar signs stand in sentences as they are', () => {
  const error = new AmphoraError('artifact-not-found', { artifact: '{project}$&', project: '$1' });
  expect(error.message).toBe('There is no artifact "{project}$&" in project "$1".');
});
