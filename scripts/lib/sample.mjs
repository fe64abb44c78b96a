import fs from 'node:fs';
import path from 'node:path';
import { fail } from './failure.mjs';
import { inRoot } from './paths.mjs';
import { run } from './processes.mjs';

/** Written when the sample is whole: what an interrupted start left behind is made anew. */
const ready = folder => path.join(folder, 'ready');

/** What running the sample leaves in its folder, and need not be copied. */
const made = new Set(['out', 'artifacts', 'node_modules', '.amphora']);

function copyWorkspace(workspace, store) {
  fs.cpSync(inRoot('examples/digits'), workspace, {
    recursive: true,
    filter: source => !made.has(path.basename(source)),
  });
  const settings = { 'amphora.store.path': store, 'amphora.project.default': 'digits' };
  fs.mkdirSync(path.join(workspace, '.vscode'), { recursive: true });
  fs.writeFileSync(
    path.join(workspace, '.vscode/settings.json'),
    `${JSON.stringify(settings, undefined, 2)}\n`,
  );
}

/**
 * Makes the sample the first time: a workspace with the digits pipeline, and a store filled by running it.
 * Later starts keep both as the person has left them.
 * @returns {Promise<string>} the workspace's folder
 */
export async function prepareSample(folder) {
  const workspace = path.join(folder, 'workspace');
  const store = path.join(folder, 'store');
  if (fs.existsSync(ready(folder))) return workspace;
  for (const half of [workspace, store]) fs.rmSync(half, { recursive: true, force: true });
  copyWorkspace(workspace, store);
  console.error('Running the sample pipeline into its store (once)…');
  const env = { ...process.env, AMPHORA_CLI: inRoot('dist/cli.js') };
  const code = await run(process.execPath, [path.join(workspace, 'run.mjs'), '--store', store], {
    cwd: workspace,
    env,
    stdio: ['ignore', 2, 2],
  });
  if (code !== 0)
    fail(`The sample pipeline ended with exit code ${code}; mend the error above, then run this again.`);
  fs.writeFileSync(ready(folder), '');
  return workspace;
}
