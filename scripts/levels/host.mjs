import fs from 'node:fs';
import { runTests } from '@vscode/test-electron';
import { hostRunsHere } from '../../test/vscode-host/install.ts';
import { bundleHostTests } from '../lib/hostTests.mjs';
import { inRoot } from '../lib/paths.mjs';
import { prepareWindow } from '../lib/window.mjs';

const results = inRoot('test-results/host.json');

/** Where no VS Code can be downloaded, the real one from npm stands in its place with the same command line. */
async function whichCode(workspace) {
  if (!hostRunsHere) return { launchArgs: [workspace] };
  await prepareWindow();
  return {
    vscodeExecutablePath: process.execPath,
    launchArgs: [inRoot('test/vscode-host/code.ts'), workspace],
  };
}

/** Runs mocha inside a real VS Code. */
export async function host() {
  const workspace = await bundleHostTests();
  fs.rmSync(results, { force: true });
  const code = await runTests({
    ...(await whichCode(workspace)),
    extensionDevelopmentPath: inRoot(),
    extensionTestsPath: inRoot('out/test/host/index.js'),
    extensionTestsEnv: { AMPHORA_TEST_RESULTS: results },
  }).catch(error => error.code ?? 1);
  if (!fs.existsSync(results)) return { passed: 0, failed: 1 };
  const { passed, failed } = JSON.parse(fs.readFileSync(results, 'utf8'));
  return { passed, failed: failed || (code === 0 ? 0 : 1) };
}
