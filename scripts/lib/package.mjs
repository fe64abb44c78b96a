import { build } from './build.mjs';
import { checkBudget } from './budgets.mjs';
import { fail } from './failure.mjs';
import { inPackage, inRoot, root } from './paths.mjs';
import { capture } from './processes.mjs';

/** Builds for production and packs amphora.vsix; returns its path. What is in it says .vscodeignore. */
export async function makePackage() {
  await build({ production: true });
  const vsix = inRoot('amphora.vsix');
  // Everything needed is bundled, and there is no public repository that relative links could be completed with.
  const flags = [
    '--no-dependencies',
    '--allow-missing-repository',
    '--no-rewrite-relative-links',
    '--out',
    vsix,
  ];
  const args = [inPackage('@vscode/vsce', 'vsce'), 'package', ...flags];
  const { code, output } = await capture(process.execPath, args, { cwd: root });
  if (code !== 0) fail(`${output.trimEnd()}\namphora.vsix was not packed; mend the error above.`);
  checkBudget('amphora.vsix');
  return vsix;
}
