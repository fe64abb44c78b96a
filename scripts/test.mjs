// npm test [-- LEVEL…]: runs the levels named, or all, and ends with one line `N passed, N failed`.
import fs from 'node:fs';
import { bootstrap } from './lib/bootstrap.mjs';
import { fail, main } from './lib/failure.mjs';
import { inRoot } from './lib/paths.mjs';

await bootstrap(import.meta.url);
const { build } = await import('./lib/build.mjs');
const { runVitest } = await import('./levels/vitest.mjs');

const levels = {
  check: async () => (await import('./levels/check.mjs')).check(),
  unit: () => runVitest('unit'),
  async store() {
    await build();
    await (await import('./lib/s3Server.mjs')).prepareS3Server();
    return runVitest('store');
  },
  async sdk() {
    await build();
    await (await import('./lib/s3Server.mjs')).prepareS3Server();
    await (await import('./lib/pythonEnvironments.mjs')).prepareEnvironments();
    return runVitest('sdk');
  },
  async host() {
    await build();
    return (await import('./levels/host.mjs')).host();
  },
  async ui() {
    await build();
    await (await import('./lib/window.mjs')).prepareWindow();
    // One journey runs a pipeline with wandb in the terminal.
    await (await import('./lib/pythonEnvironments.mjs')).prepareEnvironments();
    return runVitest('ui');
  },
  async package() {
    await (await import('./lib/package.mjs')).makePackage();
    await (await import('./lib/window.mjs')).prepareWindow();
    return runVitest('package');
  },
};

/** The levels that look at VS Code's window need the one from npm: a downloaded one cannot be looked into. */
async function runLevel(name) {
  console.log(`\n── ${name} ──`);
  const start = performance.now();
  const result = await levels[name]().catch(error => {
    console.error(error instanceof Error && error.name === 'Failure' ? error.message : error);
    return { passed: 0, failed: 1 };
  });
  const seconds = ((performance.now() - start) / 1000).toFixed(0);
  console.log(`${name}: ${result.passed} of ${result.passed + result.failed} in ${seconds} s`);
  return result;
}

await main(async () => {
  const asked = process.argv.slice(2);
  const unknown = asked.find(name => !Object.hasOwn(levels, name));
  if (unknown) fail(`There is no test level "${unknown}"; the levels are ${Object.keys(levels).join(', ')}.`);
  fs.mkdirSync(inRoot('test-results'), { recursive: true });
  let passed = 0;
  let failed = 0;
  for (const name of asked.length > 0 ? asked : Object.keys(levels)) {
    const result = await runLevel(name);
    passed += result.passed;
    failed += result.failed;
  }
  console.log(`\n${passed} passed, ${failed} failed`);
  return failed > 0 ? 1 : 0;
});
