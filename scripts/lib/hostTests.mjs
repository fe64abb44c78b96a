import fs from 'node:fs';
import { build as bundle } from 'esbuild';
import { inRoot } from './paths.mjs';

/**
 * Bundles the suite and each test file of test/host to out/test/host, for an extension host that knows no TypeScript.
 * @returns {Promise<string>} an empty folder to open meanwhile
 */
export async function bundleHostTests() {
  fs.rmSync(inRoot('out/test'), { recursive: true, force: true });
  const files = fs
    .readdirSync(inRoot('test/host'), { recursive: true })
    .filter(file => file.endsWith('.test.ts'));
  await bundle({
    entryPoints: [inRoot('test/host/index.ts'), ...files.map(file => inRoot('test/host', file))],
    outbase: inRoot('test/host'),
    outdir: inRoot('out/test/host'),
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node22',
    external: ['vscode', 'mocha'],
    sourcemap: 'inline',
    logLevel: 'warning',
  });
  const workspace = inRoot('out/test/workspace');
  fs.mkdirSync(workspace, { recursive: true });
  return workspace;
}
