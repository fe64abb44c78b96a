import { spawn } from 'node:child_process';
import net from 'node:net';
import path from 'node:path';
import { startServer } from '../../test/vscode-host/server.ts';
import { makePackage } from './package.mjs';

/** A browser keeps the arrangement of VS Code's window by address, so the port stays the same where it can. */
const usualPort = 7427;

const isFree = port =>
  new Promise(resolve => {
    const probe = net.createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });

function openBrowser(address) {
  if (!process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) return;
  const opener = spawn('xdg-open', [address], { stdio: 'ignore' });
  opener.once('error', () => undefined);
  opener.unref();
}

/** Serves the real VS Code from npm on the loopback interface, the packed extension installed, until `stopped` settles. */
export async function serveCode(workspace, folder, { port, open, stopped }) {
  const vsix = [await makePackage()];
  const chosen = port ?? ((await isFree(usualPort)) ? usualPort : 0);
  // Git is on: the sample's runs name the commit that they were made from.
  const settings = { 'git.enabled': true };
  const server = await startServer({ folder: path.join(folder, 'vscode'), vsix, port: chosen, settings });
  const address = server.address(workspace);
  console.log(`VS Code is open at ${address}\nPress Ctrl-C to end.`);
  if (open) openBrowser(address);
  const ended = new Promise(resolve => server.process.once('exit', () => resolve('ended')));
  const why = await Promise.race([stopped, ended]);
  await server.close();
  if (why === 'ended')
    throw new Error(`VS Code ended by itself; see ${path.join(folder, 'vscode/server.log')}.`);
}
