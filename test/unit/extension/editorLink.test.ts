import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { PageAddress } from '../../../src/core/pageAddress.ts';
import { isName } from '../../../src/core/names.ts';
import type { EditorLink } from '../../../src/extension/links/editorLink.ts';
import { formatEditorLink, parseEditorLink } from '../../../src/extension/links/editorLink.ts';
import '../../support/propertyCases.ts';

const EDITOR = 'vscode://amphora.amphora';

/** Follows a link as VS Code hands it on: path and query unescaped, once. */
function follow(link: string): EditorLink | undefined {
  const [, path = '', , query = ''] = /^vscode:\/\/amphora\.amphora([^?]*)(\?(.*))?$/s.exec(link) ?? [];
  return parseEditorLink(decodeURIComponent(path), decodeURIComponent(query));
}

const name = fc
  .string({ unit: 'binary', minLength: 1, maxLength: 20 })
  .filter(
    text =>
      isName(text) && text.isWellFormed() && !/&(store|tab|file|left|right|version|run|focus)=/.test(text),
  );
const place = fc.record({ entity: name, project: name });
const index = fc.nat({ max: 999 }).map(number => `v${String(number)}`);
const server = fc.constantFrom(undefined, 'https://api.wandb.ai', 'http://team.example:7400/base');

const address: fc.Arbitrary<PageAddress> = fc.oneof(
  place.map(each => ({ page: 'project' as const, ...each })),
  name.map(entity => ({ page: 'projects' as const, entity })),
  fc.record({ place, run: name }).map(each => ({ page: 'run' as const, ...each.place, run: each.run })),
  fc
    .record({ place, artifact: name, version: index })
    .map(({ place, ...each }) => ({ page: 'artifact' as const, ...place, type: 'dataset', ...each })),
  fc
    .record({ place, focus: name })
    .map(each => ({ page: 'lineage' as const, ...each.place, focus: each.focus })),
  fc.record({ place, items: fc.array(name, { minLength: 2, maxLength: 4 }) }).map(each => {
    return { page: 'compare' as const, ...each.place, what: 'runs' as const, items: each.items };
  }),
);

describe('links into the editor', () => {
  test('lead back to the page they were made of, whatever its names are', () => {
    fc.assert(
      fc.property(address, server, (page, store) => {
        const link = follow(formatEditorLink(EDITOR, page, store));
        const expected =
          page.page === 'artifact'
            ? { kind: 'artifact', address: { ...page, type: undefined } }
            : page.page === 'run'
              ? { kind: 'run', address: page }
              : { kind: 'page', address: page };
        expect(link).toEqual({ target: expected, ...(store === undefined ? {} : { store }) });
      }),
    );
  });

  test('are parsed without a failure, whatever anybody writes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (path, query) => {
        const link = parseEditorLink(`/${path}`, query);
        expect(link === undefined || typeof link.target.kind === 'string').toBe(true);
      }),
    );
  });

  test('keep the tab and the file that a page shows', () => {
    const page = { page: 'run', entity: 'local', project: 'p', run: 'k3j9x2ab' } as const;
    const file = { ...page, tab: 'files', file: 'media/a&file=b #1.png' };
    expect(formatEditorLink(EDITOR, { ...page, tab: 'log' })).toBe(`${EDITOR}/run/local/p/k3j9x2ab?tab=log`);
    expect(follow(formatEditorLink(EDITOR, { ...file, file: 'media/a b #1.png' }))?.target).toEqual({
      kind: 'run',
      address: { ...file, file: 'media/a b #1.png' },
    });
  });

  test('of an entity that is called like a kind of link are told apart', () => {
    const page = { page: 'project', entity: 'download', project: 'p' } as const;
    const link = formatEditorLink(EDITOR, page);
    expect(link).toBe(`${EDITOR}/page/download/p`);
    expect(follow(link)).toEqual({ target: { kind: 'page', address: page } });
  });

  test.each([
    ['/file/version/0190a/a%20b/c.txt', { kind: 'file', of: 'version', id: '0190a', path: 'a b/c.txt' }],
    [
      '/file/run/0190a/out.log?store=http%3A%2F%2F127.0.0.1%3A7400',
      { kind: 'file', of: 'run', id: '0190a', path: 'out.log' },
    ],
    [
      `/diff?left=${encodeURIComponent('0190a/a b.txt')}&right=${encodeURIComponent('0190b/a&b.txt')}`,
      { kind: 'diff', left: { id: '0190a', path: 'a b.txt' }, right: { id: '0190b', path: 'a&b.txt' } },
    ],
    ['/download/QXJ0aWZhY3Q6MDE=', { kind: 'download', id: 'QXJ0aWZhY3Q6MDE=' }],
    ['/log', { kind: 'log' }],
    [
      '/artifact/local/p/raw',
      {
        kind: 'artifact',
        address: { page: 'artifact', entity: 'local', project: 'p', artifact: 'raw', version: 'latest' },
      },
    ],
  ])('%s is what a page in a browser sends', (link, target) => {
    expect(follow(`${EDITOR}${link}`)?.target).toEqual(target);
  });
});
