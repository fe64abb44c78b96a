import fs from 'node:fs';
import { inPackage, inRoot, root } from '../lib/paths.mjs';
import { run } from '../lib/processes.mjs';

/** Runs one project of vitest.config.ts; vitest shows its own failures. */
export async function runVitest(project) {
  const file = inRoot('test-results', `${project}.json`);
  fs.rmSync(file, { force: true });
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const args = [inPackage('vitest', 'vitest.mjs'), 'run', '--project', project, ...reporters];
  const env = process.stdout.isTTY ? process.env : { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined };
  const code = await run(process.execPath, args, { cwd: root, env });
  if (!fs.existsSync(file)) return { passed: 0, failed: 1 };
  const report = JSON.parse(fs.readFileSync(file, 'utf8'));
  const counted = { passed: report.numPassedTests, failed: report.numFailedTests };
  // A file that cannot be loaded, or an error outside of any test, fails the level though no test failed.
  return { ...counted, failed: counted.failed || (code === 0 ? 0 : 1) };
}
