import fs from 'node:fs';
import path from 'node:path';
import { fail } from './failure.mjs';
import { inRoot } from './paths.mjs';
import { run } from './processes.mjs';

/** Written when the sample is whole: what an interrupted start left behind is made anew. */
const ready = folder => path.join(folder, 'ready');

/** What running the samples leaves in their folders, and need not be copied. */
const made = new Set(['out', 'artifacts', 'node_modules', '.amphora', 'wandb', '.venv', '__pycache__']);

/** Processes, not shell commands: every shell that a person may have set writes paths in its own way. */
const tasks = {
  version: '2.0.0',
  tasks: [
    {
      label: 'Run the digits pipeline (wandb)',
      detail: 'Makes a virtual environment the first time',
      type: 'process',
      command: 'sh',
      args: ['digits-wandb/start.sh'],
      windows: { command: 'cmd.exe', args: ['/d', '/c', 'digits-wandb\\start.cmd'] },
      problemMatcher: [],
    },
  ],
};

function copyExample(name, target) {
  fs.cpSync(inRoot('examples', name), target, {
    recursive: true,
    filter: source => !made.has(path.basename(source)),
  });
}

function writeJson(file, value) {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, `${JSON.stringify(value, undefined, 2)}\n`);
}

/** The pipeline with wandb, and its task. A workspace from before there was one gets it too. */
function addWandb(workspace) {
  const target = path.join(workspace, 'digits-wandb');
  if (fs.existsSync(target)) return;
  copyExample('digits-wandb', target);
  const file = path.join(workspace, '.vscode/tasks.json');
  if (!fs.existsSync(file)) writeJson(file, tasks);
}

/** A new workspace for the samples, of which nothing has run. */
export function makeWorkspace(workspace, store) {
  copyExample('digits', workspace);
  const settings = { 'amphora.store.path': store, 'amphora.project.default': 'digits' };
  writeJson(path.join(workspace, '.vscode/settings.json'), settings);
  addWandb(workspace);
}

/**
 * Makes the sample the first time: a workspace with the digits pipelines, and a store filled by running the one that
 * needs only Node. Later starts keep both as the person has left them.
 * @returns {Promise<string>} the workspace's folder
 */
export async function prepareSample(folder) {
  const workspace = path.join(folder, 'workspace');
  const store = path.join(folder, 'store');
  if (fs.existsSync(ready(folder))) {
    addWandb(workspace);
    return workspace;
  }
  for (const half of [workspace, store]) fs.rmSync(half, { recursive: true, force: true });
  makeWorkspace(workspace, store);
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
