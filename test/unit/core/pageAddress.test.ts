import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { PageAddress } from '../../../src/core/pageAddress.ts';
import { formatPageAddress, parsePageAddress } from '../../../src/core/pageAddress.ts';
import { isName } from '../../../src/core/names.ts';

const place = { entity: 'local', project: 'p' };

describe('addresses of pages', () => {
  test.each<[string, PageAddress]>([
    ['/', { page: 'projects' }],
    ['/local', { page: 'projects', entity: 'local' }],
    ['/local/p', { page: 'project', ...place }],
    ['/local/p/', { page: 'project', ...place }],
    ['/local/p/workspace?nw=1', { page: 'project', ...place }],
    ['/local/p/runs', { page: 'project', ...place, tab: 'runs' }],
    ['/local/p/runs/k3j9x2ab', { page: 'run', ...place, run: 'k3j9x2ab' }],
    ['/local/p/runs/k3j9x2ab/logs#top', { page: 'run', ...place, run: 'k3j9x2ab', tab: 'logs' }],
    [
      '/local/p/runs/a/files/media/x.png',
      { page: 'run', ...place, run: 'a', tab: 'files', file: 'media/x.png' },
    ],
    ['/local/p/artifacts/model', { page: 'project', ...place, tab: 'artifacts' }],
    [
      '/local/p/artifacts/model/m',
      { page: 'artifact', ...place, type: 'model', artifact: 'm', version: 'latest' },
    ],
    [
      '/local/p/artifacts/model/m/v3/metadata',
      { page: 'artifact', ...place, type: 'model', artifact: 'm', version: 'v3', tab: 'metadata' },
    ],
    [
      '/local/%E6%89%8B%20x/artifacts/a%3Fb/%EC%86%90/v0',
      {
        page: 'artifact',
        entity: 'local',
        project: '手 x',
        type: 'a?b',
        artifact: '손',
        version: 'v0',
      },
    ],
    ['/local/p/lineage', { page: 'lineage', ...place }],
    ['/local/p/lineage?focus=m:v3', { page: 'lineage', ...place, focus: 'm:v3' }],
    [
      '/local/p/compare?version=m:v3&version=m:v4',
      { page: 'compare', ...place, what: 'versions', items: ['m:v3', 'm:v4'] },
    ],
    ['/local/p/compare?run=a&run=b', { page: 'compare', ...place, what: 'runs', items: ['a', 'b'] }],
  ])('%s', (path, address) => {
    expect(parsePageAddress(path)).toEqual(address);
  });

  test.each(['/local//runs/x', '/local/p/settings', '/local/%zz', '/local/p/compare', '/a:b', '/local/a:b'])(
    'none at “%s”',
    path => {
      expect(parsePageAddress(path)).toBeUndefined();
    },
  );

  test('come back from their path as they were, whatever names they hold', () => {
    const name = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }).filter(isName);
    const file = fc.array(name, { minLength: 1, maxLength: 3 }).map(parts => parts.join('/'));
    const within = fc.record({ entity: name, project: name });
    const address = fc.oneof(
      within.map(each => ({ page: 'project' as const, ...each })),
      fc.tuple(within, name).map(([each, run]) => ({ page: 'run' as const, ...each, run })),
      fc.tuple(within, name, name, fc.nat(), file).map(([each, type, artifact, index, path]) => ({
        page: 'artifact' as const,
        ...each,
        type,
        artifact,
        version: `v${String(index)}`,
        tab: 'files',
        file: path,
      })),
      fc
        .tuple(within, fc.array(name, { minLength: 1, maxLength: 4 }))
        .map(([each, items]) => ({ page: 'compare' as const, ...each, what: 'runs' as const, items })),
    );
    fc.assert(
      fc.property(address, each => {
        expect(parsePageAddress(formatPageAddress(each))).toEqual(each);
      }),
    );
  });
});
