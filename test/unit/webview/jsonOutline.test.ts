import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scanJson } from '../../../webview/json/jsonScanner.ts';
import { JsonSearch } from '../../../webview/json/jsonSearch.ts';
import { isMore, JsonOutline, moreOf, nodeOf } from '../../../webview/json/outline.ts';

const outlineOf = (value: unknown): JsonOutline => new JsonOutline(scanJson(JSON.stringify(value)));

const shown = (outline: JsonOutline): readonly string[] =>
  outline.rows.map(row => (isMore(row) ? `… ${outline.tree.path(nodeOf(row))}` : outline.tree.path(row)));

function search(outline: JsonOutline, text: string): readonly number[] {
  const found = new JsonSearch(outline.tree, text);
  while (!found.advance());
  outline.search(found.hits);
  return found.hits.nodes;
}

const nested = { split: { train: 0.8, test: 0.2 }, names: ['zero', 'one'], seed: 1 };

describe('the outline of JSON', () => {
  it('opens and closes lists and objects, and nothing else', () => {
    const outline = outlineOf(nested);
    const [split = 0] = outline.rows;
    expect(outline.isOpen(split)).toBe(true);
    outline.toggle(split);
    expect(shown(outline)).toEqual(['split', 'names', 'names[0]', 'names[1]', 'seed']);
    const seed = outline.rows.at(-1) ?? 0;
    outline.toggle(seed);
    expect(outline.isOpen(seed)).toBeUndefined();
    outline.closeAll();
    expect(shown(outline)).toEqual(['split', 'names', 'seed']);
  });

  it('shows a lone value', () => {
    expect(outlineOf('text').rows).toEqual([0]);
    expect(outlineOf({}).rows).toEqual([]);
  });

  it('shows the beginning of a long list, and more when asked', () => {
    const outline = outlineOf({ long: Array.from({ length: 5000 }, (_, i) => i), after: true });
    const [long = 0] = outline.rows;
    outline.toggle(long);
    expect(outline.rows).toHaveLength(1 + 1000 + 1 + 1);
    expect(outline.rows[1001]).toBe(moreOf(long));
    expect(outline.level(moreOf(long))).toBe(1);
    outline.showMore(long);
    expect(outline.rows).toHaveLength(1 + 5000 + 1);
  });

  it('leaves what was found and the way to it, and everything again without a search', () => {
    const outline = outlineOf(nested);
    const before = shown(outline);
    search(outline, 'TRAIN');
    expect(shown(outline)).toEqual(['split', 'split.train']);
    search(outline, 'o');
    expect(shown(outline)).toEqual(['names', 'names[0]', 'names[1]']);
    search(outline, 'nowhere');
    expect(outline.rows).toEqual([]);
    outline.search(undefined);
    expect(shown(outline)).toEqual(before);
  });

  it('shows all that is in what was found by its name', () => {
    const outline = outlineOf(nested);
    outline.closeAll();
    const [split = 0] = search(outline, 'split');
    expect(shown(outline)).toEqual(['split']);
    outline.toggle(split);
    expect(shown(outline)).toEqual(['split', 'split.train', 'split.test']);
  });

  it('leads to a value however deep or far down it is', () => {
    const outline = outlineOf({ list: Array.from({ length: 4000 }, (_, i) => ({ i })) });
    outline.closeAll();
    const hits = search(outline, '3999');
    const row = outline.reveal(hits[0] ?? 0);
    expect(outline.tree.path(outline.rows[row] ?? 0)).toBe('list[3999].i');
    outline.search(undefined);
    const again = outline.reveal(hits[0] ?? 0);
    expect(outline.tree.path(outline.rows[again] ?? 0)).toBe('list[3999].i');
  });

  it('opens another text of the same shape likewise', () => {
    const before = outlineOf(nested);
    before.closeAll();
    before.toggle(before.rows[1] ?? 0);
    const after = outlineOf({ ...nested, more: { a: 1 }, seed: 2 });
    after.openLike(before.openPaths());
    expect(shown(after)).toEqual(['split', 'names', 'names[0]', 'names[1]', 'seed', 'more']);
  });

  it('shows every value exactly once when all is open', () => {
    fc.assert(
      fc.property(fc.jsonValue(), value => {
        const outline = outlineOf(value);
        outline.openAll();
        const { tree } = outline;
        const all = Array.from({ length: tree.count }, (_, node) => node);
        expect(outline.rows).toEqual(tree.isContainer(0) ? all.slice(1) : all);
        for (const row of outline.rows) expect(outline.reveal(row)).toBe(outline.rows.indexOf(row));
      }),
    );
  });

  it('finds what lies in names and values, and keeps the ways to it only', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.string({ minLength: 1, maxLength: 2 }), (value, sought) => {
        const outline = outlineOf(value);
        const { tree } = outline;
        const hits = search(outline, sought);
        const lower = sought.toLowerCase();
        for (let node = 0; node < tree.count; node++) {
          const key = tree.key(node);
          const says = [typeof key === 'string' ? key : '', tree.isContainer(node) ? '' : tree.copied(node)];
          expect(hits.includes(node)).toBe(says.some(each => each.toLowerCase().includes(lower)));
        }
        for (const hit of hits) expect(outline.rows[outline.reveal(hit)]).toBe(hit);
      }),
    );
  });
});
