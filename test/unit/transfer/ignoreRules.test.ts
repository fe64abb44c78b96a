import { expect, test } from 'vitest';
import { isIgnored, NO_RULES, withIgnoreFile } from '../../../src/transfer/ignoreRules.ts';

test('a nearer file overrules one above, and only below its folder', () => {
  const root = withIgnoreFile(NO_RULES, '', '*.log\n/only-here\ndata/raw/\n');
  const rules = withIgnoreFile(root, 'sub/', '!keep.log\n/only-here\nextra\n');
  const ignored = (path: string) => isIgnored(rules, path);
  expect(['sub/a.log', 'sub/only-here', 'sub/x/extra', 'sub/extra/'].map(ignored)).toEqual([
    true,
    true,
    true,
    true,
  ]);
  expect(['sub/keep.log', 'sub/x/keep.log', 'sub/x/only-here', 'sub/b'].map(ignored)).toEqual([
    false,
    false,
    false,
    false,
  ]);
  expect(isIgnored(root, 'only-here')).toBe(true);
  expect(isIgnored(root, 'data/raw/')).toBe(true);
  expect(isIgnored(root, 'data/raw')).toBe(false);
});

test('case matters, on every system alike', () => {
  expect(isIgnored(withIgnoreFile(NO_RULES, '', '*.TMP'), 'a.tmp')).toBe(false);
});

test('names that look like relative paths are names', () => {
  const rules = withIgnoreFile(NO_RULES, '', '..*\n');
  expect(isIgnored(rules, '...')).toBe(true);
  expect(isIgnored(rules, 'a/..b')).toBe(true);
});

test("a folder's own name is no pattern, whatever is in it", () => {
  const rules = withIgnoreFile(NO_RULES, '![a*]/#\\\n/', 'x\n/y\nz/\n/\n!\n');
  const ignored = (path: string) => isIgnored(rules, path);
  expect(['![a*]/#\\\n/x', '![a*]/#\\\n/b/x', '![a*]/#\\\n/y', '![a*]/#\\\n/z/'].map(ignored)).toEqual([
    true,
    true,
    true,
    true,
  ]);
  expect(['![a*]/#\\\n/', '![a*]/#\\\n/b/y', 'x', 'a/x', '![a*]/x'].map(ignored)).toEqual([
    false,
    false,
    false,
    false,
    false,
  ]);
});
