import { expect, test } from 'vitest';
import type { FileDifference } from '../../../src/protocol/pages/compare.ts';
import { type FileQuestion, listFiles } from '../../../webview/compare/fileList.ts';

const all: readonly FileDifference[] = [
  { change: 'added', path: 'a', after: 5 },
  { change: 'changed', path: 'b', before: 9, after: 4 },
  { change: 'removed', path: 'c', before: 2 },
  { change: 'renamed', path: 'd', from: 'Old/Name', before: 3, after: 3 },
];
const paths = (question: Partial<FileQuestion>): string =>
  listFiles(all, { hidden: new Set(), search: '', sort: { key: 'path', descending: false }, ...question })
    .map(({ path }) => path)
    .join('');

test('leaves out changes that are hidden, and what does not fit the search', () => {
  expect(paths({})).toBe('abcd');
  expect(paths({ hidden: new Set(['added', 'renamed']) })).toBe('bc');
  expect(paths({ search: ' old/name ' })).toBe('d');
  expect(paths({ search: 'nothing' })).toBe('');
});

test('sorts by what a head says, and leaves what it was given as it was', () => {
  const sorted = (key: string, descending: boolean): string => paths({ sort: { key, descending } });
  expect(sorted('path', true)).toBe('dcba');
  expect(sorted('growth', false)).toBe('bcda');
  expect(sorted('growth', true)).toBe('adcb');
  expect(sorted('before', true)).toBe('bdca');
  expect(sorted('after', false)).toBe('cdba');
  expect(sorted('change', false)).toBe('bdac');
  expect(all.map(({ path }) => path).join('')).toBe('abcd');
});
