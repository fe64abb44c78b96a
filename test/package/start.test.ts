import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, expect, it, vi } from 'vitest';
import { descendants, killAll, running } from '../vscode-host/processTree.ts';

const root = path.resolve(import.meta.dirname, '../..');
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'amphora-start-'));
const args = ['scripts/start.mjs', '--browser', '--no-open', '--port', '0', '--folder', folder];
const start = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });

let output = '';
for (const stream of [start.stdout, start.stderr])
  stream.on('data', (data: Buffer) => (output += data.toString()));

afterAll(() => {
  killAll([...descendants(start.pid!), start.pid!]);
  fs.rmSync(folder, { recursive: true, force: true });
});

it('serves VS Code with the sample and the extension, and Ctrl-C leaves nothing running', async () => {
  const address = await vi.waitUntil(
    () => {
      if (start.exitCode !== null) throw new Error(`npm start ended with ${start.exitCode}: ${output}`);
      return /http:\S+/.exec(output)?.[0];
    },
    { timeout: 150_000, interval: 200 },
  );
  expect(fs.readdirSync(path.join(folder, 'store'))).not.toEqual([]);
  expect(fs.readdirSync(path.join(folder, 'workspace'))).toContain('run.mjs');
  const extensions = fs.readdirSync(path.join(folder, 'vscode/extensions'));
  expect(extensions.some(name => name.startsWith('amphora.amphora-'))).toBe(true);

  // Without its token the page is nobody's: whoever opens it has a terminal.
  expect((await fetch(new URL('/', address))).status).toBe(403);
  const page = await fetch(address, { redirect: 'manual' });
  const cookie = page.headers.get('set-cookie') ?? '';
  const opened = await fetch(new URL(page.headers.get('location') ?? '', address), { headers: { cookie } });
  expect(await opened.text()).toContain('vscode-workbench-web-configuration');

  const started = descendants(start.pid!);
  expect(started.length).toBeGreaterThan(0);
  const ended = once(start, 'exit');
  start.kill('SIGINT');
  expect(await ended).toEqual([0, null]);
  await vi.waitUntil(() => running(started).length === 0, { timeout: 10_000 });
});
