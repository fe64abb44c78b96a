/** The lineage page in VS Code's own themes of high contrast, whose colours are not ours to choose. */
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launch } from '../vscode-host/launch.ts';
import type { VSCode } from '../vscode-host/launch.ts';
import { artifactsTree, lineageFrame, lineageViolations } from './harness/window.ts';

const root = path.resolve(import.meta.dirname, '../..');
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'amphora-contrast-'));
const store = path.join(folder, 'store');
const data = path.join(folder, 'data');

function amphora(...words: readonly string[]): void {
  const env = { ...process.env, AMPHORA_STORE: store };
  execFileSync(process.execPath, [path.join(root, 'dist/cli.js'), ...words], {
    cwd: folder,
    env,
    stdio: 'ignore',
  });
}

beforeAll(() => {
  fs.mkdirSync(data);
  fs.writeFileSync(path.join(data, 'a.txt'), 'a');
  amphora('log', data, '--name', 'letters', '--type', 'dataset', '--project', 'demo', '--alias', 'best');
  const run = ['run', '--project', 'demo', '--job-type', 'train', '--use', 'letters:best'];
  amphora(...run, '--log', `net:model=${data}`, '--', process.execPath, '--version');
});

afterAll(() => {
  fs.rmSync(folder, { recursive: true, force: true });
});

describe.each(['Default High Contrast', 'Default High Contrast Light'])('in %s', theme => {
  let code: VSCode;
  beforeAll(async () => {
    const settings = { 'amphora.store.path': store, 'workbench.colorTheme': theme };
    code = await launch({ extensions: [root], workspace: data, settings });
  });
  afterAll(() => code.close());

  test('the lineage has no accessibility fault, and shows where the keyboard is by a border', async context => {
    const { page } = code;
    const picture = (name: string) =>
      page.screenshot({ path: path.join(root, 'test-results', `${theme}-${name}.png`) });
    context.onTestFailed(async () => {
      await picture('failed');
    });
    await page.getByRole('tab', { name: 'Artifacts' }).click();
    const project = artifactsTree(page).getByRole('treeitem', { name: 'project demo' });
    await project.hover();
    await project.getByRole('button', { name: 'Show Lineage' }).click();
    const lineage = lineageFrame(page);
    await lineage.locator('body.vscode-high-contrast').waitFor();
    const node = (name: string) =>
      lineage.locator(`g.node:not(.leaving)[aria-label^=${JSON.stringify(name)}]`);
    await node('dataset, artifact type').waitFor();
    await lineage.getByRole('button', { name: 'Explode All' }).click();
    await node('dataset:letters:v0').click();
    const details = lineage.getByRole('complementary', { name: 'Details' });
    await details.getByText('Digest').waitFor();
    expect(await lineageViolations(page)).toEqual([]);
    await picture('details');

    await lineage.getByRole('application', { name: 'Lineage graph' }).press('ArrowRight');
    const ring = lineage.locator('g.node.active .ring');
    const [stroke, focus] = await ring.evaluate(each => {
      const style = each.ownerDocument.defaultView!.getComputedStyle(each);
      return [style.stroke, style.getPropertyValue('--vscode-focusBorder').trim()];
    });
    const [r, g, b] = /\d+, \d+, \d+/
      .exec(stroke ?? '')![0]
      .split(', ')
      .map(Number);
    const hex = [r, g, b].map(part => part!.toString(16).padStart(2, '0')).join('');
    expect(`#${hex}`).toBe(focus);

    await lineage
      .getByRole('region', { name: 'Legend' })
      .getByRole('button', { name: 'Hide Legend' })
      .click();
    await page.keyboard.press('Escape');
    expect(await lineageViolations(page)).toEqual([]);
    await page.locator('.tabs-container .tab').click({ button: 'middle' });
    await project.hover();
    await project.getByRole('button', { name: 'Show Lineage' }).click();
    await lineage.getByRole('button', { name: 'Show Legend' }).waitFor();
    expect(await lineage.getByRole('region', { name: 'Legend' }).isVisible()).toBe(false);
  });
});
