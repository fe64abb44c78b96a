import { describe, expect, test } from 'vitest';
import { PathSearch } from '../../../src/extension/files/PathSearch.ts';

const found = (paths: readonly string[], text: string, limit = 10) => {
  const { best, total } = new PathSearch(paths).find(text, limit);
  return { names: best.map(index => paths[index]), total };
};

describe('going to a file', () => {
  test('finds the name itself first, then its beginning, then what has it inside, then folders, then letters', () => {
    const paths = ['train/x.txt', 'a/my-train.csv', 'b/train', 't/r/a/i/n', 'c/training.csv', 'none'];
    expect(found(paths, 'train')).toEqual({
      names: ['b/train', 'c/training.csv', 'a/my-train.csv', 'train/x.txt', 't/r/a/i/n'],
      total: 5,
    });
  });

  test('takes words in any order, whatever their case and form', () => {
    const paths = ['images/Caf\u0065\u0301/001.PNG', 'images/tea/001.png'];
    expect(found(paths, 'png caf\u00e9').names).toEqual([paths[0]]);
    expect(found(paths, ' 001  IMAGES ').names).toEqual([paths[1], paths[0]]);
  });

  test('begins with the first paths, and tells how many there are', () => {
    expect(found(['b', 'a', 'c'], '', 2)).toEqual({ names: ['b', 'a'], total: 3 });
    expect(found([], 'x')).toEqual({ names: [], total: 0 });
  });

  test('shows the best of very many', () => {
    const paths = Array.from({ length: 100_000 }, (_, i) => `images/${String(i % 100)}/${String(i)}.png`);
    expect(found(paths, '99999.png', 500).names[0]).toBe('images/99/99999.png');
    expect(found(paths, '99/99999.png x', 500)).toEqual({ names: [], total: 0 });
    const many = found(paths, 'png', 500);
    expect(many.names).toHaveLength(500);
    expect(many.total).toBe(100_000);
  });
});
