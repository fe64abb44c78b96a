import { expect, test } from 'vitest';
import { largeGraph } from './harness/graphs.ts';
import type { OpenPage } from './harness/lineagePage.ts';
import { withPages } from './harness/openPages.ts';
import { active, graph, nodes, toolbar } from './harness/picture.ts';

const open = withPages();

async function openExploded(size: number): Promise<OpenPage> {
  const opened = await open({ graph: largeGraph(size) });
  await toolbar(opened.page, 'Explode All').click();
  await opened.page.locator('g.node.version:not(.group)').first().waitFor();
  return opened;
}

test('a thousand nodes are all there, laid out by a worker under the strict policy', async () => {
  const { page } = await openExploded(1000);
  expect(page.workers()).toHaveLength(1);
  expect(await nodes(page).count()).toBe(1000);
});

test('of ten thousand nodes only those in sight are elements', async () => {
  const { page } = await openExploded(10_000);
  const count = await nodes(page).count();
  expect(count).toBeGreaterThan(5);
  expect(count).toBeLessThan(300);
});

test('ten thousand nodes in sight at once are drawn on a canvas, and can still be picked and walked', async () => {
  const { page } = await openExploded(10_000);
  await toolbar(page, 'Zoom to Fit').click();
  await page.locator('canvas.overview').waitFor({ state: 'visible' });
  expect(await nodes(page).count()).toBe(0);
  const drawn = await page.evaluate(`(() => {
    const canvas = document.querySelector('canvas.overview');
    return canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data.some(value => value > 0);
  })()`);
  expect(drawn).toBe(true);
  await graph(page).focus();
  await page.keyboard.press('Home');
  expect(await active(page)).toMatch(/^load-data:/);
  await page.keyboard.press('ArrowRight');
  expect(await active(page)).toMatch(/^dataset:/);
  expect(await nodes(page).count()).toBe(1);
  await page.keyboard.press('Space');
  await page.getByRole('complementary').getByRole('button', { name: 'Open Artifact' }).waitFor();
});
