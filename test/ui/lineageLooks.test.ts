import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { accessibilityFaults } from './harness/accessibility.ts';
import { GraphBuilder, hostileGraph } from './harness/graphs.ts';
import type { OpenPage } from './harness/lineagePage.ts';
import { withPages } from './harness/openPages.ts';
import { atRest, node, nodes, toolbar } from './harness/picture.ts';
import { THEMES } from './harness/themes.ts';

const open = withPages();
const pictures = path.resolve(import.meta.dirname, '../../test-results/lineage');
async function explodeAndSelect({ page }: OpenPage): Promise<void> {
  await nodes(page).first().waitFor();
  await toolbar(page, 'Explode All').click();
  const first = page.locator('g.node.version').nth(1);
  await first.waitFor();
  await atRest(page);
  await first.dispatchEvent('click');
  await page.getByRole('complementary').getByText('Metadata').waitFor();
  await page.mouse.move(4, 4);
  await atRest(page);
}

describe.each(THEMES)('in $name', theme => {
  test('the page has no accessibility fault, collapsed, exploded, with details and menu, or empty', async () => {
    const page = await open({ theme });
    const check = async (on: OpenPage, name: string): Promise<void> => {
      await on.page.screenshot({ path: path.join(pictures, `${theme.name} ${name}.png`) });
      expect(await accessibilityFaults(on)).toEqual([]);
    };
    await nodes(page.page).first().waitFor();
    await atRest(page.page);
    await check(page, 'collapsed');
    await explodeAndSelect(page);
    await check(page, 'details');
    await node(page.page, 'model:mlp:v1').hover();
    await page.page.locator('.fading').waitFor();
    await node(page.page, 'model:mlp:v1').click({ button: 'right' });
    await page.page.getByRole('menu').waitFor();
    await check(page, 'menu');
    const empty = await open({ theme, graph: new GraphBuilder().build() });
    await empty.page.getByText('Nothing has been logged').waitFor();
    await check(empty, 'empty');
  });
});

test.each([
  ['narrow', { size: { width: 300, height: 640 } }],
  ['zoomed', { size: { width: 600, height: 360 } }],
  ['hostile', { graph: hostileGraph() }],
  ['forced colors', { forcedColors: true }],
] as const)(
  'a page that is %s has no accessibility fault and nothing hangs over its edge',
  async (name, options) => {
    const page = await open(options);
    await explodeAndSelect(page);
    await page.page.screenshot({ path: path.join(pictures, `${name}.png`) });
    // Axe reads the theme's colours where the system's are forced.
    const except = name === 'forced colors' ? ['color-contrast'] : [];
    expect(await accessibilityFaults(page, except)).toEqual([]);
    const overflow = await page.page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
    expect(overflow).toBeLessThanOrEqual(0);
  },
);

describe('motion', () => {
  /** Through how many places a node goes while its group explodes, at most. */
  async function places({ page }: OpenPage): Promise<number> {
    await nodes(page).first().waitFor();
    await atRest(page);
    await page.evaluate(`
      window.places = new Map();
      new MutationObserver(records => {
        for (const { target } of records) {
          const seen = window.places.get(target) ?? new Set();
          window.places.set(target, seen.add(target.getAttribute('transform')));
        }
      }).observe(document.querySelector('svg.picture > g > g:last-child'), {
        subtree: true,
        attributeFilter: ['transform'],
      });`);
    await node(page, 'dataset, artifact type').dispatchEvent('dblclick');
    await node(page, 'dataset:digits-raw:v0').waitFor();
    await atRest(page);
    return page.evaluate<number>('Math.max(0, ...[...window.places.values()].map(seen => seen.size))');
  }

  test('leads nodes from their group to their place', async () => {
    expect(await places(await open())).toBeGreaterThan(3);
  });

  test('is left out for those who asked for none', async () => {
    expect(await places(await open({ reducedMotion: true }))).toBe(1);
  });
});
