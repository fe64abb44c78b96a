// npm start [-- OPTION…]: a real VS Code with the extension on the sample workspace: the person's own where there is a
// `code`, else the one from npm, in their browser.
//   --browser      the one from npm in any case     --port N      its port (0: any free one)
//   --no-open      only print its address           --folder DIR  the sample's place (.sample)
//   --prepare      only build and make the sample
import path from 'node:path';
import { parseArgs } from 'node:util';
import { bootstrap } from './lib/bootstrap.mjs';
import { fail, main } from './lib/failure.mjs';
import { inRoot } from './lib/paths.mjs';

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
  const { values } = parseArgs({
    options: {
      port: { type: 'string' },
      'no-open': { type: 'boolean', default: false },
      browser: { type: 'boolean', default: false },
      prepare: { type: 'boolean', default: false },
      folder: { type: 'string', default: inRoot('.sample') },
    },
  });
  const port = values.port === undefined ? undefined : Number(values.port);
  if (port !== undefined && !(Number.isInteger(port) && port >= 0 && port < 65_536)) {
    fail(`--port takes a number from 0 to 65535, not "${values.port}".`);
  }
  const folder = path.resolve(values.folder);
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
