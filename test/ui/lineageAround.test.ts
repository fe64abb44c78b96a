import { describe, expect, test } from 'vitest';
import type { LineageScope } from '../../src/protocol/lineage.ts';
import { digitsGraph, GraphBuilder, PROJECT, versionId } from './harness/graphs.ts';
import { LINEAGE_PATH } from './harness/lineagePage.ts';
import { withPages } from './harness/openPages.ts';
import { atRest, graph, node, nodes, scale, toolbar } from './harness/picture.ts';

const open = withPages();

describe('looking around', () => {
  test('zooms by wheel and buttons, pans by dragging, and fits again', async () => {
    const { page } = await open();
    const fitted = await scale(page);
    await page.mouse.move(600, 360);
    await page.mouse.wheel(0, -400);
    await expect.poll(() => scale(page)).toBeGreaterThan(fitted);
    await toolbar(page, 'Zoom Out').click();
    await atRest(page);
    const before = await node(page, 'dataset').boundingBox();
    await page.mouse.move(600, 600);
    await page.mouse.down();
    await page.mouse.move(700, 640, { steps: 4 });
    await page.mouse.up();
    const after = await node(page, 'dataset').boundingBox();
    expect(Math.round(after!.x - before!.x)).toBe(100);
    expect(Math.round(after!.y - before!.y)).toBe(40);
    expect(await page.getByRole('complementary').count()).toBe(0);
    await toolbar(page, 'Zoom to Fit').click();
    await expect.poll(() => scale(page)).toBeCloseTo(fitted, 5);
  });

  test('keeps the exploded node in place once the person has zoomed', async () => {
    const { page } = await open();
    await toolbar(page, 'Zoom In').click();
    await atRest(page);
    const before = (await node(page, 'load-data').boundingBox())!;
    await node(page, 'load-data').dblclick();
    await node(page, 'load-data:sunny-smoke-1').waitFor();
    await atRest(page);
    const after = (await node(page, 'load-data:sunny-smoke-1').locator('.frame').boundingBox())!;
    expect(Math.abs(after.y - before.y)).toBeLessThan(20);
    expect(Math.abs(after.x - before.x)).toBeLessThan(60);
  });

  test('shows a minimap only while the picture is larger than the view', async () => {
    const { page } = await open();
    expect(await page.locator('.minimap').isVisible()).toBe(false);
    for (let i = 0; i < 5; i++) await toolbar(page, 'Zoom In').click();
    await page.locator('.minimap').waitFor({ state: 'visible' });
    const before = (await node(page, 'dataset').boundingBox())!;
    await page.locator('.minimap').click({ position: { x: 20, y: 20 } });
    const after = (await node(page, 'dataset').boundingBox())!;
    expect(after.x).toBeGreaterThan(before.x);
    expect(after.y).toBeGreaterThan(before.y);
    await toolbar(page, 'Zoom to Fit').click();
    await page.locator('.minimap').waitFor({ state: 'hidden' });
    await toolbar(page, 'Explode All').click();
    await node(page, 'model:mlp:v0').waitFor();
    await atRest(page);
    expect(await page.locator('.minimap').isVisible()).toBe(false);
    // Details take their room from the picture.
    await node(page, 'model:mlp:v0').click();
    await page.locator('.minimap').waitFor({ state: 'visible' });
  });

  test('comes back as it was after a reload', async () => {
    const { page } = await open();
    await node(page, 'model, artifact type').dblclick();
    await node(page, 'model:mlp:v1').click();
    await toolbar(page, 'Zoom In').click();
    await atRest(page);
    const before = await node(page, 'model:mlp:v1').boundingBox();
    const k = await scale(page);
    await expect.poll(() => page.evaluate<string>("sessionStorage.getItem('state')")).toContain(`"k":${k}`);
    await page.reload();
    await node(page, 'model:mlp:v1').waitFor();
    await atRest(page);
    await page.getByRole('complementary').getByRole('heading', { name: 'model:mlp:v1' }).waitFor();
    expect(await node(page, 'dataset, artifact type').count()).toBe(1);
    const after = await node(page, 'model:mlp:v1').boundingBox();
    expect(Math.abs(after!.x - before!.x)).toBeLessThan(1);
    expect(Math.abs(after!.y - before!.y)).toBeLessThan(1);
  });

  test('focuses on one version, and shows the whole project again', async () => {
    const { page } = await open({ scope: { project: PROJECT, focus: versionId('model:trained-model:v3') } });
    expect(await nodes(page).count()).toBe(10);
    await page.getByRole('complementary').getByRole('heading', { name: 'model:trained-model:v3' }).waitFor();
    await page.getByRole('button', { name: 'Show Whole Project' }).click();
    await node(page, 'dataset, artifact type').waitFor();
    expect(await nodes(page).count()).toBe(8);
  });
});

describe('news', () => {
  test('from the store appear in place: selection, zoom and what is exploded stay', async () => {
    const { page, host, setGraph } = await open();
    await node(page, 'dataset, artifact type').dblclick();
    await node(page, 'dataset:digits-raw:v0').click();
    await toolbar(page, 'Zoom In').click();
    await atRest(page);
    const [k, before] = [await scale(page), await node(page, 'dataset:digits-raw:v0').boundingBox()];
    const g = new GraphBuilder(digitsGraph());
    g.version('dataset', 'digits-raw', ['latest'], { version: 1 });
    setGraph(g.build());
    host.notify('changed', null);
    await node(page, 'dataset:digits-raw:v1').waitFor();
    await atRest(page);
    expect(await scale(page)).toBe(k);
    const after = await node(page, 'dataset:digits-raw:v0').boundingBox();
    expect(Math.abs(after!.y - before!.y)).toBeLessThan(1);
    expect(await node(page, 'dataset:digits-raw:v0').getAttribute('aria-current')).toBe('true');
    expect(await node(page, 'model, artifact type').count()).toBe(1);
  });

  test('that come while it is looked for, or quicker than answers, do not keep the page empty', async () => {
    const project = { project: PROJECT };
    const graphOfDigits = { scope: project, project: 'digits', graph: digitsGraph() };
    const found = Promise.withResolvers<LineageScope>();
    const answers: (() => void)[] = [];
    const { page, host } = await open({
      handlers: {
        findScope: () => found.promise,
        getGraph: () => new Promise(resolve => answers.push(() => resolve(graphOfDigits))),
      },
    });
    await page.getByText('Loading the lineage…').waitFor();
    host.notify('changed', null);
    found.resolve(project);
    await expect.poll(() => answers.length).toBe(1);
    for (let i = 0; i < 5; i++) host.notify('changed', null);
    await page.waitForTimeout(200);
    expect(answers).toHaveLength(1);
    answers[0]?.();
    await node(page, 'dataset, artifact type').waitFor();
    // What changed meanwhile is asked for once.
    await expect.poll(() => answers.length).toBe(2);
    answers[1]?.();
    await page.waitForTimeout(200);
    expect(answers).toHaveLength(2);
  });

  test('leave a fitted picture at its size while there is room', async () => {
    const { page, host, setGraph } = await open();
    await node(page, 'report, artifact type').dblclick();
    await node(page, 'report:predictions:v0').waitFor();
    await atRest(page);
    const before = await scale(page);
    const g = new GraphBuilder(digitsGraph());
    g.version('report', 'summary');
    setGraph(g.build());
    host.notify('changed', null);
    await node(page, 'report:summary:v0').waitFor();
    await atRest(page);
    expect(await scale(page)).toBe(before);
    const shown = (await node(page, 'report:summary:v0').boundingBox())!;
    expect(shown.y).toBeGreaterThan(0);
    expect(shown.y + shown.height).toBeLessThan(720);
  });

  test('to look elsewhere are followed', async () => {
    let scope: LineageScope = { project: PROJECT };
    const { page, host } = await open({ handlers: { findScope: () => Promise.resolve(scope) } });
    scope = { project: PROJECT, focus: versionId('dataset:digits-raw:v0') };
    host.notify('show', { path: `${LINEAGE_PATH}?focus=digits-raw:v0`, canEdit: true });
    await node(page, 'dataset:digits-raw:v0').waitFor();
  });
});

describe('nothing to draw', () => {
  test('is a sentence and two ways out', async () => {
    const { page, asked } = await open({ graph: new GraphBuilder().build() });
    await page.getByText('Nothing has been logged to this project yet.').waitFor();
    await page.getByRole('button', { name: 'Log Folder as Artifact…' }).click();
    await page.getByRole('button', { name: 'Copy Example' }).click();
    await expect
      .poll(() => asked)
      .toEqual(['logFolder', expect.stringContaining('copy {"text":"amphora log data')]);
  });

  test('because the store failed is its sentence and a way to try again', async () => {
    let broken = true;
    const { page } = await open({
      handlers: {
        getGraph: scope =>
          broken
            ? Promise.reject(new Error('The catalog is damaged.'))
            : Promise.resolve({ scope, project: 'digits', graph: digitsGraph() }),
      },
    });
    await page.getByRole('alert').filter({ hasText: 'The catalog is damaged.' }).waitFor();
    broken = false;
    await page.getByRole('button', { name: 'Try Again' }).click();
    await nodes(page).first().waitFor();
  });

  test('because the version in focus is gone leads to the whole project', async () => {
    const { page } = await open({
      graph: new GraphBuilder().build(),
      scope: { project: PROJECT, focus: versionId('model:mlp:v0') },
    });
    await page.getByText('no longer in the store').waitFor();
    await page.getByRole('button', { name: 'Show Whole Project' }).last().click();
    await page.getByText('Nothing has been logged').waitFor();
  });
});

test('speaks the language of VS Code', async () => {
  const messages = {
    '{count} versions': '{count} 件のバージョン',
    'Explode All': 'すべて展開',
    'Lineage graph': '系統グラフ',
  };
  const { page } = await open({ messages, locale: 'ja' });
  expect(await page.locator('.heading-count').innerText()).toContain('14 件のバージョン');
  await page.getByRole('button', { name: 'すべて展開' }).waitFor();
  await page.getByRole('application', { name: '系統グラフ' }).waitFor();
  expect(await graph(page).count()).toBe(0);
});
