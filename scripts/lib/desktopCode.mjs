import fs from 'node:fs';
import path from 'node:path';
import { fail } from './failure.mjs';
import { capture, run } from './processes.mjs';
import { root } from './paths.mjs';

const windows = process.platform === 'win32';

/** Whether a window can be opened from here: not over SSH, in a container, or from a remote VS Code's terminal. */
function hasDesktop() {
  if (process.env.VSCODE_IPC_HOOK_CLI) return false;
  return process.platform !== 'linux' || Boolean(process.env.DISPLAY ?? process.env.WAYLAND_DISPLAY);
}

/** The `code` command of the person's own VS Code, or undefined. */
export function findCode() {
  if (!hasDesktop()) return undefined;
  const name = windows ? 'code.cmd' : 'code';
  const folders = (process.env.PATH ?? '').split(path.delimiter);
  if (process.platform === 'darwin')
    folders.push('/Applications/Visual Studio Code.app/Contents/Resources/app/bin');
  if (windows) folders.push(path.join(process.env.LOCALAPPDATA ?? '', 'Programs/Microsoft VS Code/bin'));
  return folders.map(folder => path.join(folder, name)).find(file => fs.existsSync(file));
}

/** Ends every process of the VS Code with this user data: `code` itself only starts them and does not own them. */
async function endWindows(userData) {
  if (windows) return;
  const { output } = await capture('ps', ['-axo', 'pid=,args=']);
  for (const line of output.split('\n').filter(text => text.includes(`--user-data-dir=${userData}`))) {
    const pid = Number.parseInt(line, 10);
    if (pid !== process.pid) process.kill(pid, 'SIGTERM');
  }
}

/** Opens the workspace in the person's VS Code with the extension from source; settles when its window is closed. */
export async function openInCode(code, workspace, folder) {
  const userData = path.join(folder, 'desktop');
  const flags = [
    `--extensionDevelopmentPath=${root}`,
    `--user-data-dir=${userData}`,
    `--extensions-dir=${path.join(folder, 'desktop-extensions')}`,
    '--disable-workspace-trust',
    '--new-window',
    '--wait',
  ];
  console.log('VS Code is open on the sample; close its window or press Ctrl-C to end.');
  const args = [...flags, workspace].map(arg => (windows ? `"${arg}"` : arg));
  const ended = await run(windows ? `"${code}"` : code, args, {
    shell: windows,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  await endWindows(userData);
  // 128 and above: ended by a signal, as Ctrl-C does.
  if (ended > 0 && ended < 128) {
    fail(`VS Code ended with exit code ${ended}; see its message above, or run \`npm start -- --browser\`.`);
  }
}
