import { describe, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { versionId } from './harness/graphs.ts';
import { withPages } from './harness/openPages.ts';
import { atRest, node, nodes, scale, styleOf, toolbar } from './harness/picture.ts';

const open = withPages();

describe('the picture', () => {
  test('opens with one node for each type and job type, and counts on nodes and edges', async () => {
    const { page } = await open();
    expect(await nodes(page).count()).toBe(8);
    expect(await node(page, 'dataset, artifact type, collapsed, 3 versions').textContent()).toContain(
      '3 versions',
    );
    expect(await node(page, 'train, job type, collapsed, 8 runs').count()).toBe(1);
    expect((await page.locator('text.count').allTextContents()).sort()).toEqual(
      ['1', '2', '2', '2', '2', '2', '3', '6', '8', '8'].sort(),
    );
    expect(await page.locator('.heading').innerText()).toContain('14 versions · 16 runs');
  });

  test('explodes one node by double-click, and collapses it the same way', async () => {
    const { page } = await open();
    await node(page, 'dataset, artifact type').dblclick();
    await node(page, 'dataset:digits-raw:v0').waitFor();
    await atRest(page);
    expect(await nodes(page).count()).toBe(10);
    expect(await node(page, 'model, artifact type').count()).toBe(1);
    await node(page, 'dataset:digits-raw:v0').dblclick();
    await node(page, 'dataset, artifact type').waitFor();
    await atRest(page);
    expect(await nodes(page).count()).toBe(8);
  });

  test('explodes and collapses all from the toolbar', async () => {
    const { page } = await open();
    await toolbar(page, 'Explode All').click();
    await node(page, 'train:calm-comet-10').waitFor();
    expect(await nodes(page).count()).toBe(30);
    await toolbar(page, 'Collapse All').click();
    await node(page, 'train, job type').waitFor();
    await atRest(page);
    expect(await nodes(page).count()).toBe(8);
  });

  test('explodes from the context menu, and collapses an instance to its type', async () => {
    const { page } = await open();
    await node(page, 'model, artifact type').click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Explode', exact: true }).click();
    await node(page, 'model:mlp:v0').waitFor();
    await atRest(page);
    await node(page, 'model:mlp:v0').click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Collapse to Type' }).click();
    await node(page, 'model, artifact type').waitFor();
  });

  test('tells artifacts and runs apart by shape, and shows labels, aliases and deletion', async () => {
    const { page } = await open();
    await toolbar(page, 'Explode All').click();
    const version = node(page, 'model:trained-model:v3');
    await version.waitFor();
    expect(await version.locator('.piece').allTextContents()).toEqual(['model:', 'trained-model', ':v3']);
    expect(await version.locator('.pill-text').allTextContents()).toEqual(['best']);
    const run = node(page, 'train:calm-comet-10');
    expect(await run.locator('.piece').allTextContents()).toEqual(['train:', 'calm-comet-10']);
    expect(Number(await run.locator('.frame').getAttribute('rx'))).toBe(21);
    expect(Number(await version.locator('.frame').getAttribute('rx'))).toBe(4);
    const deleted = node(page, 'report:predictions:v1, artifact version, deleted');
    expect(await deleted.getAttribute('class')).toContain('deleted');
    expect(await deleted.locator('.band').count()).toBe(0);
  });

  test('hovering lights up ancestors and descendants and fades the rest to a quarter', async () => {
    const { page } = await open();
    await toolbar(page, 'Explode All').click();
    await node(page, 'model:mlp:v1').waitFor();
    await atRest(page);
    await node(page, 'model:mlp:v1').hover();
    await page.locator('svg.picture.fading').waitFor();
    const lit = await page
      .locator('g.node.lit')
      .evaluateAll(all => all.map(each => each.getAttribute('aria-label')));
    const names = lit.map(name => String(name).split(',')[0]).sort();
    expect(names).toEqual([
      'initialize:keen-leaf-5',
      'model:mlp:v1',
      'model:trained-model:v2',
      'model:trained-model:v3',
      'report:predictions:v0',
      'report:proud-sunset-15',
      'train:calm-comet-10',
      'train:calm-comet-9',
    ]);
    await expect.poll(() => opacity(page, 'dataset:digits-raw:v0')).toBe('0.25');
    expect(await opacity(page, 'model:trained-model:v3')).toBe('1');
    await page.mouse.move(5, 700);
    await page.locator('svg.picture:not(.fading)').waitFor();
  });
});

function opacity(page: Page, name: string): Promise<string> {
  return styleOf(node(page, name).locator('.shape'), 'opacity');
}

describe('the details', () => {
  test('show what is selected, light up its lineage, and open artifact, run and files', async () => {
    const { page, asked } = await open();
    await node(page, 'dataset, artifact type').dblclick();
    await node(page, 'dataset:digits-preprocess:v1').click();
    const details = page.getByRole('complementary', { name: 'Details' });
    await details.getByRole('heading', { name: 'dataset:digits-preprocess:v1' }).waitFor();
    expect(await node(page, 'dataset:digits-preprocess:v1').getAttribute('aria-current')).toBe('true');
    expect(await page.locator('path.edge.lit').count()).toBeGreaterThan(0);
    await details.getByText('5f2b6a1c0e9d4b7f8a3c2e1d0f9b8a7c').waitFor();
    for (const alias of ['latest', 'shifted'])
      expect(await details.getByText(alias, { exact: true }).count()).toBe(1);
    await details.getByRole('button', { name: 'Open Artifact' }).click();
    await details.getByRole('button', { name: 'Open Files' }).click();
    await details.getByRole('button', { name: 'Download Artifact…' }).click();
    await details.getByRole('button', { name: 'Copy Reference' }).click();
    const id = versionId('dataset:digits-preprocess:v1');
    await expect
      .poll(() => asked)
      .toEqual([
        `open {"path":"/local/digits/runs/${id}"}`,
        `reveal {"version":"${id}"}`,
        `download {"id":"${id}"}`,
        `copy {"text":"${id}"}`,
      ]);
  });

  test('lead from a version to the run that made it, exploding its job type', async () => {
    const { page, asked } = await open();
    await node(page, 'model, artifact type').dblclick();
    await node(page, 'model:trained-model:v3').click();
    const details = page.getByRole('complementary', { name: 'Details' });
    await details.getByRole('button', { name: 'train:calm-comet-10' }).click();
    await details.getByRole('heading', { name: 'train:calm-comet-10' }).waitFor();
    await node(page, 'train:calm-comet-10').waitFor();
    await details.getByText('node steps/train.mjs').waitFor();
    await details.getByRole('button', { name: 'Open Run' }).click();
    await expect.poll(() => asked.length).toBe(1);
    expect(asked[0]).toMatch(/^open \{"path":"\/local\/digits\/runs\//);
  });

  test('say why they are not complete', async () => {
    const getDetails = (): Promise<never> => Promise.reject(new Error('The store is offline.'));
    const { page } = await open({ handlers: { getDetails } });
    await toolbar(page, 'Explode All').click();
    await node(page, 'model:mlp:v0').click();
    await page.getByRole('alert').filter({ hasText: 'The store is offline.' }).waitFor();
  });

  test('leave the picture as it is when they open, but never cover what they are about', async () => {
    const { page } = await open();
    const before = await scale(page);
    const rightmost = node(page, 'report, artifact type');
    await rightmost.click();
    const details = page.getByRole('complementary');
    await details.waitFor();
    await atRest(page);
    expect(await scale(page)).toBe(before);
    const [shown, panel] = [(await rightmost.boundingBox())!, (await details.boundingBox())!];
    expect(shown.x + shown.width).toBeLessThan(panel.x);
  });

  test('say why an action failed until that is closed', async () => {
    const download = (): Promise<never> => Promise.reject(new Error('The disk is full.'));
    const { page } = await open({ hostHandlers: { download } });
    await toolbar(page, 'Explode All').click();
    await node(page, 'model:mlp:v0').click();
    await page.getByRole('button', { name: 'Download Artifact…' }).click();
    await page.getByRole('alert').filter({ hasText: 'The disk is full.' }).waitFor();
    await page.getByRole('button', { name: 'Close', exact: true }).click();
    expect(await page.getByRole('alert').count()).toBe(0);
  });

  test('become a sheet at the bottom of a narrow page', async () => {
    const { page } = await open({ size: { width: 480, height: 700 } });
    await node(page, 'dataset, artifact type').click();
    const box = (await page.getByRole('complementary', { name: 'Details' }).boundingBox())!;
    expect(box.x).toBe(0);
    expect(box.width).toBe(480);
    expect(box.y).toBeGreaterThan(300);
  });
});
