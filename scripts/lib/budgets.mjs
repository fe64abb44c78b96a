import fs from 'node:fs';
import { fail } from './failure.mjs';
import { inRoot } from './paths.mjs';

const KiB = 1024;

/** Upper limits in bytes of what a person waits for: read at activation, read by a page, downloaded to install. */
export const budgets = {
  'dist/extension.js': 175 * KiB,
  'dist/panels.js': 120 * KiB,
  'dist/webview/artifact.js': 250 * KiB,
  'dist/webview/compare.js': 200 * KiB,
  'dist/webview/lineage.js': 296 * KiB,
  'dist/webview/project.js': 200 * KiB,
  'dist/webview/run.js': 260 * KiB,
  'amphora.vsix': 1_500_000,
};

const inKiB = bytes => `${(bytes / KiB).toFixed(1)} KiB`;

/** Fails with one sentence when a file has outgrown its budget; a file that is not there has none to break. */
export function checkBudget(file) {
  const limit = budgets[file];
  const size = fs.statSync(inRoot(file), { throwIfNoEntry: false })?.size;
  if (limit === undefined || size === undefined || size <= limit) return;
  fail(`${file} is ${inKiB(size)}, over its budget of ${inKiB(limit)}; see dist/meta/ for what fills it.`);
}
