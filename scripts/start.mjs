// npm start [-- OPTION…]: a real VS Code with the extension on the sample workspace: the person's own where there is a
// `code`, else the one from npm, in their browser. `--help` tells the options.
import path from 'node:path';
import { bootstrap } from './lib/bootstrap.mjs';
import { fail, main } from './lib/failure.mjs';
import { inRoot } from './lib/paths.mjs';
import { parseStartOptions, startHelp } from './lib/startOptions.mjs';

// Before anything is installed.
let values = {};
await main(() => {
  values = parseStartOptions(process.argv.slice(2));
  if (values.help) console.log(startHelp());
});
if (values.help || process.exitCode) process.exit();

await bootstrap(import.meta.url);
const { build } = await import('./lib/build.mjs');
const { findCode, openInCode } = await import('./lib/desktopCode.mjs');
const { prepareSample } = await import('./lib/sample.mjs');
const { descendants, killAll } = await import('../test/vscode-host/processTree.ts');
const { hostRunsHere } = await import('../test/vscode-host/install.ts');

/** Settles at the first Ctrl-C or end signal. */
const stopped = new Promise(resolve => {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => resolve(signal));
});

async function open() {
  const port = values.port === undefined ? undefined : Number(values.port);
  const folder = path.resolve(values.folder ?? inRoot('.sample'));
  if (values.prepare) {
    await build();
    return void (await prepareSample(folder));
  }
  const code = values.browser ? undefined : findCode();
  if (!code && !hostRunsHere) {
    fail(
      'There is no `code` command on the PATH; install VS Code (and its `code` command), then run this again.',
    );
  }
  await build();
  const workspace = await prepareSample(folder);
  if (code) return openInCode(code, workspace, folder);
  const { serveCode } = await import('./lib/browserCode.mjs');
  return serveCode(workspace, folder, { port, open: !values['no-open'], stopped });
}

await main(async () => {
  const opened = open();
  const outcome = await Promise.race([opened.then(() => 'closed'), stopped]);
  if (outcome === 'closed') return;
  // At whatever point we were stopped, nothing that we started goes on.
  const started = descendants(process.pid);
  const patience = new Promise(resolve => setTimeout(resolve, 8000));
  await Promise.race([opened.catch(() => undefined), patience]);
  killAll([...started, ...descendants(process.pid)]);
  process.exit(0);
});
