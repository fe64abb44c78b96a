import { expect, test } from 'vitest';
import { accessibilityFaults } from './harness/accessibility.ts';
import { withPages } from './harness/openPages.ts';
import { graph, isFocused, node, toolbar } from './harness/picture.ts';

const open = withPages();

test('names types and job types, each in the shape and colour of its nodes', async () => {
  const page = await open({ legend: true });
  const legend = page.page.getByRole('region', { name: 'Legend' });
  const text = await legend.innerText();
  for (const name of ['Artifacts by type', 'dataset', 'model', 'report', 'Runs by job type', 'train'])
    expect(text).toContain(name);
  const paint = 'e => e.ownerDocument.defaultView.getComputedStyle(e).fill';
  for (const type of ['dataset', 'train']) {
    const entry = legend.getByRole('listitem').filter({ hasText: type });
    const drawn = node(page.page, `${type}, `).locator('.band');
    expect(await entry.locator('.band').evaluate(paint)).toBe(await drawn.evaluate(paint));
  }
  const radius = (type: string) =>
    legend.getByRole('listitem').filter({ hasText: type }).locator('rect').getAttribute('rx');
  expect(Number(await radius('train'))).toBeGreaterThan(Number(await radius('dataset')));
  expect(await accessibilityFaults(page)).toEqual([]);
});

test('is closed and opened again, which is remembered', async () => {
  const { page } = await open({ legend: true });
  const legend = page.getByRole('region', { name: 'Legend' });
  await legend.getByRole('button', { name: 'Hide Legend' }).click();
  await legend.waitFor({ state: 'hidden' });
  expect(await isFocused(graph(page))).toBe(true);
  await page.reload();
  await toolbar(page, 'Show Legend').waitFor();
  expect(await legend.isVisible()).toBe(false);
  await toolbar(page, 'Show Legend').click();
  await legend.waitFor();
  await toolbar(page, 'Hide Legend').waitFor();
});

test('leaves what lies under it to the mouse, and small windows to the picture', async () => {
  const { page } = await open({ legend: true });
  const legend = page.getByRole('region', { name: 'Legend' });
  const { x, y } = (await legend.boundingBox())!;
  const below = await page.evaluate(
    `document.elementFromPoint(${String(x + 3)}, ${String(y + 3)}).closest('.graph') !== null`,
  );
  expect(below).toBe(true);
  await page.setViewportSize({ width: 300, height: 600 });
  await legend.waitFor({ state: 'hidden' });
});
