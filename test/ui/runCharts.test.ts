import type { Locator, Page } from 'playwright-core';
import { beforeEach, describe, expect, test } from 'vitest';
import { pngOf } from '../support/richStore.ts';
import { commitRunFile } from '../support/storeKit.ts';
import type { HostedOptions, HostedPage } from './harness/hostedPage.ts';
import { type RunStore, withRunStore } from './harness/runStore.ts';
import { withStorePages } from './harness/storePages.ts';

const begin = withRunStore();
const openPage = withStorePages();

let run: RunStore;

const open = (options: Partial<HostedOptions> = {}): Promise<HostedPage> =>
  openPage({
    bundle: 'run',
    store: run.store,
    path: run.path('charts'),
    size: { width: 1000, height: 900 },
    ...options,
  });

const chart = (page: Page, name: string): Locator =>
  page
    .locator('amphora-chart')
    .filter({ has: page.locator('.chart-label', { hasText: new RegExp(`^${name}$`) }) });
const section = (page: Page, name: string): Locator => page.locator('.section-button', { hasText: name });
const reading = (of: Locator): Locator => of.locator('.chart-reading');
const says = (of: Locator, text: string): Promise<void> => of.filter({ hasText: text }).waitFor();

/** Colours at a canvas's pixels: how many are not clear in each row, from the top. */
function inkByRow(of: Locator): Promise<number[]> {
  return of.locator('canvas.chart-base').evaluate((canvas): number[] => {
    const [width, height] = [Number(canvas.width), Number(canvas.height)];
    const copy = Object.assign(canvas.ownerDocument.createElement('canvas'), { width, height });
    const context = copy.getContext('2d', { willReadFrequently: true });
    context.drawImage(canvas, 0, 0);
    const { data } = context.getImageData(0, 0, width, height);
    return Array.from({ length: height }, (_, y) => {
      let ink = 0;
      // Right of the labels, what is opaque and bluish is the line.
      for (let x = 80; x < width; x++) {
        const i = (y * width + x) * 4;
        if (data[i + 3] > 100 && data[i + 2] - data[i] > 40) ink++;
      }
      return ink;
    });
  });
}

describe('charts', () => {
  beforeEach(async () => {
    run = await begin();
    const rows = Array.from({ length: 100 }, (_, i) => ({
      _runtime: i * 30,
      _timestamp: 1_770_000_000 + i * 30,
      epoch: Math.floor(i / 10),
      loss: 1 - i / 100,
      'train/accuracy': i / 100,
      'train/grad': i % 2 === 0 ? 0 : 10,
    }));
    await run.log(...rows);
  });

  test('are in sections that fold, and found by name', async () => {
    const { page } = await open();
    await says(reading(chart(page, 'loss')), '0.01');
    const train = section(page, 'train');
    expect(await train.getAttribute('aria-expanded')).toBe('true');
    await train.click();
    await chart(page, 'train/grad').waitFor({ state: 'detached' });
    await page.getByRole('searchbox').fill('GRAD');
    await chart(page, 'train/grad').waitFor();
    await chart(page, 'loss').waitFor({ state: 'detached' });
    await page.getByText('1 of 4').waitFor();
    await page.getByRole('searchbox').fill('nothing of the kind');
    await page.getByText('No metric has this in its name.').waitFor();
  });

  test('how they are arranged is kept', async () => {
    const { page } = await open();
    await section(page, 'train').click();
    await page.getByRole('checkbox', { name: 'Log scale' }).check();
    await page.getByRole('combobox', { name: 'x-axis' }).selectOption('epoch');
    await page.reload();
    await chart(page, 'loss').waitFor();
    expect(await section(page, 'train').getAttribute('aria-expanded')).toBe('false');
    expect(await page.getByRole('checkbox', { name: 'Log scale' }).isChecked()).toBe(true);
    expect(await page.getByRole('combobox', { name: 'x-axis' }).inputValue()).toBe('epoch');
  });

  test('share what the pointer is over', async () => {
    const { page } = await open();
    await says(reading(chart(page, 'train/accuracy')), '0.99');
    const plot = chart(page, 'loss').locator('.chart-plot');
    const box = (await plot.boundingBox())!;
    await plot.hover({ position: { x: box.width / 2, y: 40 } });
    const [, step] = /Step (\d+) · 0\./.exec((await reading(chart(page, 'loss')).textContent())!)!;
    await says(reading(chart(page, 'train/accuracy')), `Step ${step} · ${Number(step) / 100}`);
    await page.mouse.move(0, 0);
    await says(reading(chart(page, 'train/accuracy')), '0.99');
  });

  test('are read and zoomed with the keyboard alone', async () => {
    const { page } = await open();
    const loss = chart(page, 'loss');
    await says(reading(loss), '0.01');
    await loss.locator('.chart-plot').focus();
    await page.keyboard.press('Home');
    await says(loss.locator('.spoken'), 'Step 0: 1');
    for (let i = 0; i < 3; i++) await page.keyboard.press('ArrowRight');
    await says(loss.locator('.spoken'), 'Step 3: 0.97');
    await page.keyboard.press('Shift+ArrowRight');
    await says(loss.locator('.spoken'), 'Step 13: 0.87');
    await page.keyboard.press('+');
    await loss.getByRole('button', { name: 'Reset Zoom' }).waitFor();
    await page.keyboard.press('End');
    await loss.locator('.spoken').filter({ hasNotText: 'Step 99' }).waitFor();
    await page.keyboard.press('-');
    await loss.getByRole('button', { name: 'Reset Zoom' }).waitFor({ state: 'detached' });
    // All of the points are on their way.
    await expect
      .poll(async () => {
        await page.keyboard.press('End');
        return loss.locator('.spoken').textContent();
      })
      .toContain('Step 99: 0.01');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Shift+Tab');
    expect(await loss.locator('.chart-plot').evaluate(each => each.matches(':focus'))).toBe(true);
  });

  test('zoom to what is dragged over, and back', async () => {
    const { page } = await open();
    const loss = chart(page, 'loss');
    await says(reading(loss), '0.01');
    const plot = loss.locator('.chart-plot');
    const { x, y, width } = (await plot.boundingBox())!;
    await page.mouse.move(x + width / 2, y + 40);
    await page.mouse.down();
    await page.mouse.move(x + width / 2 + 100, y + 60, { steps: 4 });
    expect(await plot.locator('.chart-drag').isVisible()).toBe(true);
    await page.mouse.up();
    await loss.getByRole('button', { name: 'Reset Zoom' }).waitFor();
    expect(await chart(page, 'train/grad').getByRole('button', { name: 'Reset Zoom' }).count()).toBe(0);
    // The points of the stretch come, and no others.
    await loss.getByRole('button', { name: 'Actions for loss' }).click();
    await page.getByRole('menuitem', { name: 'Show as Table' }).click();
    const grid = loss.getByRole('grid');
    await grid.waitFor();
    const count = Number(await grid.getAttribute('aria-rowcount'));
    expect(count).toBeGreaterThan(5);
    expect(count).toBeLessThan(60);
    await loss.getByRole('button', { name: 'Reset Zoom' }).click();
    await loss.locator('[aria-rowcount="101"]').waitFor();
    await loss.getByRole('button', { name: 'Actions for loss' }).click();
    await page.getByRole('menuitem', { name: 'Show as Chart' }).click();
    await plot.dblclick();
    await plot.waitFor();
  });

  test('zoom with the wheel while Ctrl is held, and scroll otherwise', async () => {
    const { page } = await open();
    const loss = chart(page, 'loss');
    await says(reading(loss), '0.01');
    await loss.locator('.chart-plot').hover();
    await page.keyboard.down('Control');
    await page.mouse.wheel(0, -200);
    await page.keyboard.up('Control');
    await loss.getByRole('button', { name: 'Reset Zoom' }).click();
    await page.mouse.wheel(0, -200);
    expect(await loss.getByRole('button', { name: 'Reset Zoom' }).count()).toBe(0);
  });

  test('are smoothed, with what was logged behind', async () => {
    const { page } = await open();
    const grad = chart(page, 'train/grad');
    await says(reading(grad), '10');
    await page.getByRole('slider', { name: 'Smoothing' }).fill('0.9');
    await grad.locator('.chart-plot').focus();
    await page.keyboard.press('End');
    const [, smooth] = /: ([\d.]+) \(10 logged\)/.exec((await grad.locator('.spoken').textContent())!)!;
    expect(Number(smooth)).toBeGreaterThan(4);
    expect(Number(smooth)).toBeLessThan(6);
  });

  test('say what a log scale leaves out', async () => {
    const { page } = await open();
    await page.getByRole('checkbox', { name: 'Log scale' }).check();
    await says(chart(page, 'train/grad'), 'Left out of the log scale, being 0 or less: 50');
    expect(await chart(page, 'loss').textContent()).not.toContain('log scale');
  });

  test('can have times or a rising metric along the x-axis', async () => {
    const { page } = await open();
    const axis = page.getByRole('combobox', { name: 'x-axis' });
    await axis.waitFor();
    expect(await axis.locator('option').allTextContents()).toEqual([
      'Step',
      'Relative time',
      'Wall time',
      'epoch',
      'train/accuracy',
    ]);
    const loss = chart(page, 'loss');
    await axis.selectOption('_runtime');
    await loss.locator('.chart-plot').focus();
    await page.keyboard.press('End');
    await says(loss.locator('.spoken'), 'Relative time 49.5m: 0.01');
    await axis.selectOption('epoch');
    await loss.locator('.chart-plot').focus();
    await page.keyboard.press('End');
    await says(loss.locator('.spoken'), 'epoch 9: ');
  });

  test('open in full size, and the focus returns', async () => {
    const { page } = await open();
    await says(reading(chart(page, 'loss')), '0.01');
    await page.getByRole('button', { name: 'Actions for loss' }).click();
    await page.getByRole('menuitem', { name: 'Open in Full Size' }).click();
    const dialog = page.getByRole('dialog', { name: 'loss' });
    const box = (await dialog.locator('.chart-plot').boundingBox())!;
    expect(box.width).toBeGreaterThan(900);
    await dialog.getByRole('button', { name: 'Actions for loss' }).click();
    await page.getByRole('menuitem', { name: 'Zoom In' }).click();
    await dialog.getByRole('button', { name: 'Reset Zoom' }).waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await chart(page, 'loss').getByRole('button', { name: 'Reset Zoom' }).waitFor();
    expect(await page.locator(':focus').getAttribute('aria-label')).toBe('Actions for loss');
  });

  test('extend while the run goes on, and stay as they are looked at', async () => {
    const { page } = await open();
    const loss = chart(page, 'loss');
    await says(reading(loss), '0.01');
    await page.getByRole('button', { name: 'Actions for train/grad' }).click();
    await page.getByRole('menuitem', { name: 'Zoom In' }).click();
    await run.log({ loss: 0.125, new_one: 1 });
    await says(reading(loss), '0.125');
    await chart(page, 'new_one').waitFor();
    await chart(page, 'train/grad').getByRole('button', { name: 'Reset Zoom' }).waitFor();
  });

  test('say which values are no numbers', async () => {
    await run.log({ loss: 'NaN' }, { loss: 'Infinity' });
    const { page } = await open();
    await says(chart(page, 'loss'), 'Left out, being no finite numbers: 2');
  });

  test('have the colours of the theme, also of another one', async () => {
    const { page } = await open();
    const loss = chart(page, 'loss');
    await says(reading(loss), '0.01');
    const before = (await inkByRow(loss)).reduce((sum, each) => sum + each, 0);
    expect(before).toBeGreaterThan(100);
    await page.locator('html').evaluate(each => each.style.setProperty('--vscode-charts-blue', '#ff0000'));
    await expect.poll(async () => (await inkByRow(loss)).reduce((sum, each) => sum + each, 0)).toBe(0);
  });
});

test('a spike among thousands of points is drawn', async () => {
  run = await begin();
  await run.log(...Array.from({ length: 8000 }, (_, i) => ({ flat: i === 4321 ? 100 : 0 })));
  const { page } = await open();
  const flat = chart(page, 'flat');
  await says(reading(flat), '0');
  await expect.poll(async () => (await inkByRow(flat)).slice(10, 40).some(each => each > 0)).toBe(true);
});

test('lines of several runs have a legend that hides them and says their values', async () => {
  run = await begin();
  await run.log({ loss: 1 });
  const { page } = await open();
  const first = chart(page, 'loss');
  await first.locator('.chart-plot').waitFor();
  await first.evaluate(each => {
    const [line] = each.series;
    const style = (color: string) => ({ color, dash: [] });
    each.label = 'overlaid';
    each.series = [
      { ...line, label: 'one', style: style('blue'), x: [0, 1, 2], y: [1, 2, 3] },
      { ...line, label: 'two', style: style('green'), x: [0, 1], y: [5, 6] },
    ];
  });
  const overlaid = chart(page, 'overlaid');
  const entry = (name: string) => overlaid.getByRole('button', { name: new RegExp(`^${name}`) });
  await overlaid.locator('.chart-plot').focus();
  await page.keyboard.press('Home');
  await says(overlaid.locator('.spoken'), 'Step 0: one 1, two 5');
  await page.keyboard.press('End');
  await says(overlaid.locator('.spoken'), 'Step 2: one 3');
  expect(await overlaid.locator('.spoken').textContent()).not.toContain('two');
  await entry('one').focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Enter');
  expect(await entry('one').getAttribute('aria-pressed')).toBe('false');
  await overlaid.locator('.chart-plot').focus();
  await page.keyboard.press('End');
  await says(overlaid.locator('.spoken'), 'Step 1: two 6');
});

test('metrics of the machine have a section of their own', async () => {
  run = await begin();
  await run.log({ loss: 1 });
  const lines = Array.from({ length: 10 }, (_, i) => JSON.stringify({ _runtime: i * 15, 'system.cpu': i }));
  await run.store.writeRunLines(run.id, 'events', { offset: 0, lines });
  const { page } = await open();
  await section(page, 'System').waitFor();
  const cpu = chart(page, 'system.cpu');
  await cpu.locator('.chart-plot').focus();
  await says(reading(cpu), '9');
  await page.keyboard.press('End');
  await says(cpu.locator('.spoken'), 'Relative time 2.25m: 9');
});

test('images are shown by step', async () => {
  run = await begin();
  for (const i of [0, 1, 2]) {
    const path = `media/images/x_${i}.png`;
    await commitRunFile(
      run.store,
      run.id,
      path,
      i === 1 ? 'no image' : pngOf(64, 48, 200, 80 * i, 0),
      'image/png',
    );
    await run.log({ examples: { _type: 'image-file', path, caption: `of step ${i}` } });
  }
  const { page } = await open();
  const tile = page.locator('run-media');
  await tile.getByText('of step 2').waitFor();
  const slider = tile.getByRole('slider', { name: 'Step of examples' });
  await tile.getByRole('img', { name: 'of step 2' }).waitFor();
  await slider.focus();
  await page.keyboard.press('ArrowLeft');
  await tile.getByText('of step 1', { exact: true }).waitFor();
  await tile.getByText('This file is not an image that can be shown.').waitFor();
  await page.keyboard.press('ArrowLeft');
  await tile.getByRole('img', { name: 'of step 0' }).waitFor();
  expect(await slider.getAttribute('aria-valuetext')).toBe('Step 0');
  await tile.getByRole('button').click();
  const full = page.getByRole('dialog', { name: 'of step 0' }).getByRole('img');
  expect(await full.evaluate(each => [each.clientWidth, each.clientHeight])).toEqual([64, 48]);
  await page.keyboard.press('Escape');
  // At the end it follows what comes.
  await slider.focus();
  await page.keyboard.press('End');
  await run.log({ examples: { _type: 'image-file', path: 'media/images/x_0.png', caption: 'of step 3' } });
  await tile.getByText('of step 3').waitFor();
});
