import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import { hostNode, hostServer, installHost } from './install.ts';
import { descendants, killAll } from './processTree.ts';

/** Quiet: nothing asks, updates, reports or goes to the network. */
const defaultSettings = {
  'chat.disableAIFeatures': true,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
  'workbench.enableExperiments': false,
  'telemetry.telemetryLevel': 'off',
  'extensions.ignoreRecommendations': true,
  'extensions.autoCheckUpdates': false,
  'git.enabled': false,
  'remote.autoForwardPorts': false,
  'window.restoreWindows': 'none',
} as const;

export interface ServerOptions {
  /** Folder for everything that this VS Code writes. Keep it short: sockets lie in it. */
  readonly folder: string;
  /** Packages to install before it starts. */
  readonly vsix?: readonly string[];
  /** User settings beside the quiet ones, for a folder that has none yet. */
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, string>>;
  /** Loopback port; 0, the default, takes a free one. */
  readonly port?: number;
  /** Whether an unknown folder opens in restricted mode; off by default. */
  readonly trust?: boolean;
  /** Shows the server's own log on standard error. */
  readonly verbose?: boolean;
}

export interface Server {
  readonly host: string;
  /** Without it the server answers nobody: whoever may open the page has a terminal. */
  readonly token: string;
  readonly process: ChildProcess;
  /** Address that opens a folder, a .code-workspace file, or an empty window. */
  address(workspace?: string, query?: Readonly<Record<string, string>>): string;
  /** Ends the server and all that it has started. */
  close(): Promise<void>;
}

function environment(extra: ServerOptions['env']): NodeJS.ProcessEnv {
  // We may run below npm or inside a VS Code terminal, whose variables would steer the one started here.
  const foreign = /^(npm_|VSCODE_(?!TEST)|ELECTRON_|CODE_SERVER)/;
  const own = Object.entries(process.env).filter(([name]) => !foreign.test(name));
  return { ...Object.fromEntries(own), ...extra };
}

async function installPackage(file: string, folders: readonly string[], env: NodeJS.ProcessEnv) {
  const args = [
    path.join(hostServer, 'out/server-main.js'),
    ...folders,
    '--install-extension',
    file,
    '--force',
  ];
  const installer = spawn(hostNode, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [installer.stdout, installer.stderr])
    stream.on('data', (data: Buffer) => (output += data.toString()));
  await once(installer, 'close');
  if (installer.exitCode !== 0) throw new Error(`VS Code did not install ${file}: ${output}`);
}

/** Waits for the server to say on which port it listens. */
function listening(server: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    let output = '';
    const read = (data: Buffer) => {
      output += data.toString();
      const port = /Extension host agent listening on (\d+)/.exec(output)?.[1];
      if (port) resolve(Number(port));
    };
    server.stdout?.on('data', read);
    server.stderr?.on('data', read);
    server.once('error', reject);
    server.once('exit', code => {
      reject(
        new Error(`VS Code's server ended with ${String(code)} before it listened: ${output.slice(-2000)}`),
      );
    });
  });
}

async function end(server: ChildProcess): Promise<void> {
  const below = server.pid === undefined ? [] : descendants(server.pid);
  if (server.exitCode === null && server.signalCode === null) {
    const gone = once(server, 'exit');
    server.kill('SIGTERM');
    const impatient = setTimeout(() => server.kill('SIGKILL'), 5000);
    await gone;
    clearTimeout(impatient);
  }
  killAll(below);
}

/** Starts the real VS Code server on the loopback interface, its user data in a folder of its own. */
export async function startServer(options: ServerOptions): Promise<Server> {
  installHost();
  const { folder } = options;
  const data = path.join(folder, 'data');
  // This window is a remote one: settings of the machine's, such as the store's path, count only among the machine's.
  for (const kind of ['User', 'Machine']) {
    const settingsFile = path.join(data, kind, 'settings.json');
    if (fs.existsSync(settingsFile)) continue;
    fs.mkdirSync(path.dirname(settingsFile), { recursive: true });
    const settings = { ...defaultSettings, ...options.settings };
    fs.writeFileSync(settingsFile, JSON.stringify(settings, undefined, 2));
  }

  const env = environment(options.env);
  const extensions = path.join(folder, 'extensions');
  const folders = ['--server-data-dir', folder, '--user-data-dir', data, '--extensions-dir', extensions];
  for (const file of options.vsix ?? []) await installPackage(path.resolve(file), folders, env);

  const token = randomBytes(24).toString('base64url');
  const tokenFile = path.join(folder, 'token');
  fs.writeFileSync(tokenFile, token, { mode: 0o600 });
  const flags = [
    '--host',
    '127.0.0.1',
    '--port',
    String(options.port ?? 0),
    '--connection-token-file',
    tokenFile,
  ];
  flags.push('--accept-server-license-terms', '--disable-telemetry', '--disable-experiments');
  flags.push('--disable-getting-started-override', '--log', 'info');
  if (!options.trust) flags.push('--disable-workspace-trust');
  const server = spawn(hostNode, [path.join(hostServer, 'out/server-main.js'), ...folders, ...flags], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const log = fs.createWriteStream(path.join(folder, 'server.log'));
  for (const stream of [server.stdout, server.stderr]) {
    stream.pipe(log, { end: false });
    if (options.verbose) stream.pipe(process.stderr, { end: false });
  }
  process.once('exit', () => server.kill('SIGKILL'));

  const host = await listening(server).then(port => `127.0.0.1:${port}`);
  return {
    host,
    token,
    process: server,
    address(workspace, query = {}) {
      const kind = workspace?.endsWith('.code-workspace') ? 'workspace' : 'folder';
      const open: Record<string, string> = workspace ? { [kind]: path.resolve(workspace) } : { ew: 'true' };
      return `http://${host}/?${new URLSearchParams({ tkn: token, ...open, ...query }).toString()}`;
    },
    close: () => end(server),
  };
}
