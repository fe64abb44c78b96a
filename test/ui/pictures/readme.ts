// The picture of the README: both trees and the lineage of the sample, in VS Code's dark theme.
// node test/ui/pictures/readme.ts; the extension must be built.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { prepareSample } from '../../../scripts/lib/sample.mjs';
import { launch } from '../../vscode-host/launch.ts';

const root = path.resolve(import.meta.dirname, '../../..');
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'amphora-readme-'));

async function openTree(page: Page): Promise<void> {
  await page.getByRole('tab', { name: 'Artifacts' }).click();
  const row = (name: string | RegExp) => page.getByRole('treeitem', { name }).first();
  await row('project digits').waitFor();
  const model = row('model trained-model');
  await model.waitFor();
  await model.click();
  await row(/^version trained-model:v3/).waitFor();
}

async function openLineage(page: Page): Promise<void> {
  const project = page
    .getByRole('tree', { name: 'Artifacts' })
    .getByRole('treeitem', { name: 'project digits' });
  await project.hover();
  await project.getByRole('button', { name: 'Show Lineage' }).click();
  const lineage = page.frameLocator('iframe.webview.ready').frameLocator('#active-frame');
  const node = (label: string) =>
    lineage.locator(`g.node:not(.leaving)[aria-label^=${JSON.stringify(label)}]`).first();
  await node('model, artifact type').dblclick();
  await node('model:trained-model:v3').click();
  await lineage.getByText('Logged by').waitFor();
  await lineage.getByRole('toolbar').getByRole('button', { name: /fit/i }).click();
  await page.mouse.move(900, 120);
}

const workspace = await prepareSample(folder);
const code = await launch({
  extensions: [root],
  workspace,
  settings: { 'workbench.colorTheme': 'Default Dark Modern', 'workbench.statusBar.visible': false },
  viewport: { width: 1640, height: 860 },
});
try {
  await openTree(code.page);
  await openLineage(code.page);
  await code.page.waitForTimeout(1000);
  await code.page.screenshot({ path: path.join(root, 'docs/images/overview.png') });
} catch (error) {
  await code.page.screenshot({ path: path.join(root, 'test-results/readme-failed.png') });
  throw error;
} finally {
  await code.close();
  fs.rmSync(folder, { recursive: true, force: true });
}
