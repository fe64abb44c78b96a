#!/usr/bin/env node
// The package's program: `npx amphora …` in the repository, from any Node of 20 or newer. It sets up and builds what is
// missing first, saying so on standard error only: standard output belongs to the command.
import fs from 'node:fs';
import { install } from './lib/install.mjs';
import { fail, main } from './lib/failure.mjs';
import { inRoot } from './lib/paths.mjs';
import { capture, run } from './lib/processes.mjs';
import { checkNode, isProjectNode, projectNode } from './lib/projectNode.mjs';

await main(async () => {
  checkNode();
  await install();
  const node = isProjectNode() ? process.execPath : projectNode();
  const program = inRoot('dist/cli.js');
  if (![program, inRoot('dist/server.js')].every(file => fs.existsSync(file))) {
    console.error('Building amphora…');
    const built = await capture(node, [inRoot('scripts/build.mjs')]);
    if (built.code !== 0)
      fail(`${built.output.trimEnd()}\nThe build failed; mend the error above, then run this again.`);
  }
  return run(node, [program, ...process.argv.slice(2)]);
});
