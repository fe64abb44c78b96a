import { expect, test } from 'vitest';
import { HOSTILE, hostileGraph } from './harness/graphs.ts';
import type { OpenPage } from './harness/lineagePage.ts';
import { withPages } from './harness/openPages.ts';
import { atRest, graph, node, toolbar } from './harness/picture.ts';

const open = withPages();

/** Waits for all eight instances of the graph's versions. */
async function openExploded(): Promise<OpenPage> {
  const opened = await open({ graph: hostileGraph() });
  await toolbar(opened.page, 'Explode All').click();
  await opened.page.locator('g.node.version').nth(7).waitFor();
  await atRest(opened.page);
  return opened;
}

test('names, aliases and metadata that are markup stay text everywhere', async () => {
  const { page } = await openExploded();
  for (let i = 0; i < 8; i++) {
    await page.keyboard.press('Escape');
    await page.locator('g.node.version').nth(i).dispatchEvent('click');
    await page.getByRole('complementary').getByText('5f2b6a1c').waitFor();
    await graph(page).focus();
    await page.keyboard.press('Shift+F10');
    await page.getByRole('menu').waitFor();
    await page.keyboard.press('Escape');
  }
  expect(await page.title()).toBe('Page');
  expect(await page.locator('img, iframe, object, embed, svg svg, [onload], [onerror]').count()).toBe(0);
  expect(await page.locator('script').count()).toBe(1);
});

test('the whole name is in the accessible name, the tooltip and the details', async () => {
  const { page } = await openExploded();
  const hostile = page
    .locator('g.node.version')
    .filter({ has: page.locator('title', { hasText: `:${HOSTILE.script}:v0` }) });
  expect(await hostile.getAttribute('aria-label')).toContain(`:${HOSTILE.script}:v0, artifact version`);
  await hostile.dispatchEvent('click');
  await page.getByRole('complementary').getByText(HOSTILE.script, { exact: true }).first().waitFor();
});

test('long names are cut to their box, and never through a character', async () => {
  const { page } = await openExploded();
  const drawn = await page.locator('g.node').evaluateAll(all =>
    all.map(each => ({
      box: each.querySelector('.frame')?.getBoundingClientRect().right ?? 0,
      text: Math.max(...[...each.querySelectorAll('text')].map(text => text.getBoundingClientRect().right)),
    })),
  );
  for (const { box, text } of drawn) expect(text).toBeLessThanOrEqual(box);
  const emoji = (await page.locator('.piece').allTextContents()).filter(text => text.includes('👩'));
  expect(emoji.length).toBeGreaterThan(0);
  for (const text of emoji) expect(text.replaceAll('👩‍🔬', '')).toMatch(/^(…|:|…:|)$/);
});

test('a message that is not from the host changes nothing', async () => {
  const { page } = await openExploded();
  const result = { scope: {}, project: 'owned', graph: {} };
  const messages = [
    { contract: 'lineage', version: 2, body: { kind: 'result', id: 1, result } },
    { contract: 'lineage', version: 3, body: { kind: 'result', id: 2, result } },
    { contract: 'host', version: 1, body: { kind: 'notice', topic: 'show', params: { path: 'owned' } } },
    'owned',
  ];
  for (const message of messages) await page.evaluate(`window.postMessage(${JSON.stringify(message)}, '*')`);
  await toolbar(page, 'Collapse All').click();
  await node(page, HOSTILE.long).first().waitFor();
  expect(await page.getByText('owned', { exact: true }).count()).toBe(0);
});
