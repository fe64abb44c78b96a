import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FileTree } from '../../../webview/files/fileTree.ts';
import { resolvePath } from '../../../webview/files/names.ts';
import { FileOutline } from '../../../webview/files/outline.ts';
import { searchPaths } from '../../../webview/files/search.ts';

const byBytes = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));

function treeOf(paths: readonly string[], size: (path: string) => number = () => 1): FileTree {
  const inOrder = paths.toSorted(byBytes);
  return new FileTree(inOrder, inOrder.map(size));
}

const shown = (outline: FileOutline): readonly string[] =>
  outline.rows.map(row => `${'  '.repeat(outline.level(row))}${outline.tree.name(row)}`);

function openAll(outline: FileOutline): FileOutline {
  for (let node = 1; node < outline.tree.count; node++) {
    if (outline.isOpen(node) === false) outline.toggle(node);
  }
  return outline;
}

const step = fc.constantFrom('a', 'b', 'a-', 'a.', 'A', 'ä', '日本', '10', '9', '__proto__');
const path = fc.array(step, { minLength: 1, maxLength: 4 }).map(steps => `${steps.join('/')}.txt`);

describe('the tree of files', () => {
  it('has every file once, and sums of what is in each folder', () => {
    fc.assert(
      fc.property(fc.uniqueArray(path, { maxLength: 60 }), paths => {
        const tree = treeOf(paths, each => each.length);
        const files = Array.from({ length: tree.count }, (_, node) => node).filter(
          node => !tree.isFolder(node),
        );
        expect(files.map(node => tree.path(node)).toSorted(byBytes)).toEqual(paths.toSorted(byBytes));
        const folders = new Set(
          paths.flatMap(each => each.split('/').map((_, i, all) => all.slice(0, i).join('/'))),
        );
        const made = Array.from({ length: tree.count }, (_, node) => node).filter(node =>
          tree.isFolder(node),
        );
        expect(made.map(node => tree.path(node)).toSorted()).toEqual([...folders.add('')].toSorted());
        for (const folder of made) {
          const within =
            folder === 0 ? paths : paths.filter(each => each.startsWith(`${tree.path(folder)}/`));
          expect(tree.files(folder)).toBe(within.length);
          expect(tree.size(folder)).toBe(within.reduce((sum, each) => sum + each.length, 0));
        }
        for (const [place, each] of tree.paths.entries()) expect(tree.path(tree.nodeAt(place))).toBe(each);
      }),
    );
  });

  it('shows folders first, then files by name, numbers by their value', () => {
    const outline = new FileOutline(treeOf(['b/2.txt', 'b/10.txt', 'a.txt', 'B.txt', 'c/d/e.txt']));
    expect(shown(openAll(outline))).toEqual([
      'b',
      '  2.txt',
      '  10.txt',
      'c',
      '  d',
      '    e.txt',
      'a.txt',
      'B.txt',
    ]);
  });

  it('orders many as it orders few', () => {
    const names = Array.from({ length: 3000 }, (_, i) => `img-${i}.png`);
    const outline = new FileOutline(treeOf([...names, 'zz/last.png']));
    expect(shown(outline)).toEqual(['zz', ...names]);
  });

  it('orders by size, the largest first, and back', () => {
    const outline = new FileOutline(treeOf(['a/x', 'b', 'c'], each => ({ 'a/x': 2, b: 3 })[each] ?? 1));
    outline.sort = { key: 'size', descending: true };
    expect(shown(outline)).toEqual(['b', 'a', 'c']);
    outline.sort = { key: 'size', descending: false };
    expect(shown(outline)).toEqual(['c', 'a', 'b']);
  });

  it('opens the folders around a file, and lone folders by itself', () => {
    const outline = new FileOutline(treeOf(['only/one/a/x', 'only/one/b/y']));
    expect(shown(outline)).toEqual(['only', '  one', '    a', '    b']);
    const row = outline.reveal(outline.tree.nodeAt(1));
    expect(shown(outline)[row]).toBe('      y');
  });

  it('says nothing of a version without files', () => {
    expect(new FileOutline(treeOf([])).rows).toEqual([]);
  });
});

describe('the search for files', () => {
  const paths = ['images/train/a.png', 'images/test/a.png', 'Train.csv', 'readme'];

  it('finds every word wherever it stands, whatever the case', () => {
    const found = (query: string): readonly string[] =>
      searchPaths(paths, query).map(place => paths[place] ?? '');
    expect(found('train')).toEqual(['images/train/a.png', 'Train.csv']);
    expect(found('png TRAIN')).toEqual(['images/train/a.png']);
    expect(found('test/a')).toEqual(['images/test/a.png']);
    expect(found('  ')).toEqual([]);
    expect(found('.*')).toEqual([]);
  });
});

describe('a link in a file', () => {
  it('leads to files around it only', () => {
    expect(resolvePath('docs/README.md', 'img/a%20b.png')).toBe('docs/img/a b.png');
    expect(resolvePath('docs/README.md', '../data.csv#top')).toBe('data.csv');
    expect(resolvePath('README.md', './x')).toBe('x');
    expect(resolvePath('docs/README.md', '/x')).toBe('x');
    expect(resolvePath('README.md', '../../etc/passwd')).toBeUndefined();
    expect(resolvePath('README.md', '%E0%A4')).toBe('%E0%A4');
  });
});
