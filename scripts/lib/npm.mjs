import path from 'node:path';
import { capture } from './processes.mjs';

const windows = process.platform === 'win32';

/**
 * The environment for an npm that works in another folder than the one we may run below.
 * npm hands its own package and prefix to its children, and a nested npm would take them for its own.
 */
function npmEnvironment() {
  const leaked =
    /^npm_(package_|lifecycle_|command$|config_local_prefix$|config_prefix$|config_ignore_scripts$)/i;
  const entries = Object.entries(process.env).filter(([name]) => !leaked.test(name));
  // Where there is no network, npm would try for minutes before it says so.
  const patience = { npm_config_fetch_retry_mintimeout: '1000', npm_config_fetch_retry_maxtimeout: '5000' };
  return { ...Object.fromEntries(entries), ...patience, npm_config_loglevel: 'error' };
}

/**
 * Runs npm in a folder, quietly.
 * @returns {Promise<{ code: number, errors: string }>} the exit code, and the first lines of what npm complained of
 */
export async function npm(args, cwd) {
  const options = { cwd, env: npmEnvironment() };
  const script = process.env.npm_execpath ?? '';
  // Below `npm run …` the same npm, run by the Node that npm was started with: ours may be about to be replaced.
  const same = path.basename(script) === 'npm-cli.js';
  const { code, output } = same
    ? await capture(process.env.npm_node_execpath ?? process.execPath, [script, ...args], options)
    : await capture(windows ? 'npm.cmd' : 'npm', args, { ...options, shell: windows });
  const complaints = output.split('\n').filter(line => /^npm (error|ERR!) \S/.test(line));
  return { code, errors: complaints.slice(0, 8).join('\n') };
}
