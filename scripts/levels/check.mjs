import fs from 'node:fs';
import pLimit from 'p-limit';
import { inPackage, inRoot, root } from '../lib/paths.mjs';
import { capture } from '../lib/processes.mjs';

const program = (name, file, ...args) => [inPackage(name, file), ...args];

/** Everything that needs only the sources: each is one check. */
const checks = [
  { name: 'lint', args: program('eslint', 'bin/eslint.js', '--max-warnings=0', '.') },
  { name: 'types', args: program('typescript', 'bin/tsc', '-p', '.') },
  { name: 'types of the pages', args: program('typescript', 'bin/tsc', '-p', 'webview') },
  { name: 'format', args: program('prettier', 'bin/prettier.cjs', '--check', '--log-level=warn', '.') },
  { name: 'nothing unused', args: program('knip', 'bin/knip.js', '--no-progress') },
  { name: 'manifest is generated', args: [inRoot('scripts/generateManifest.mjs'), '--check'] },
  { name: 'texts are translated', args: [inRoot('scripts/l10n.mjs'), '--check'] },
];

async function runCheck({ name, args }) {
  if (!fs.existsSync(args[0])) return undefined;
  const { code, output } = await capture(process.execPath, args, { cwd: root });
  console.log(`${code === 0 ? '✓' : '✗'} ${name}`);
  if (code !== 0) console.log(output.trimEnd());
  return code === 0;
}

export async function check() {
  const two = pLimit(2);
  const results = await Promise.all(checks.map(each => two(runCheck, each)));
  return {
    passed: results.filter(ok => ok === true).length,
    failed: results.filter(ok => ok === false).length,
  };
}
