// Takes VS Code's own command line where @vscode/test-electron starts a VS Code: runs its tests in the real one from npm.
// VSCODE_TEST_TIMEOUT_MS ends a run that hangs, VSCODE_TEST_SCREENSHOT names the picture of a failed one.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { launch } from './launch.ts';
import { follow } from './follow.ts';

const toPath = (text: string) => (text.startsWith('file:') ? fileURLToPath(text) : text);

function parse(args: readonly string[]) {
  const flags = new Map<string, string[]>();
  const rest: string[] = [];
  for (const arg of args) {
    const [, name, value = ''] = /^--([\w-]+)(?:=(.*))?$/s.exec(arg) ?? [];
    if (name) flags.set(name, [...(flags.get(name) ?? []), value]);
    else rest.push(arg);
  }
  return { flags, rest };
}

const { flags, rest } = parse(process.argv.slice(2));
const [tests] = flags.get('extensionTestsPath') ?? [];
const workspace = flags.get('folder-uri')?.[0] ?? rest.find(file => fs.existsSync(file));

// The extension host's own output goes to the window's console; the suite prints into this file instead.
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'vso-'));
const output = path.join(folder, 'output');
const stop = follow(output, process.stdout);

const code = await launch({
  extensions: (flags.get('extensionDevelopmentPath') ?? []).map(toPath),
  ...(tests && { tests: toPath(tests) }),
  ...(workspace && { workspace: toPath(workspace) }),
  env: { VSCODE_TEST_OUTPUT: output },
  verbose: Boolean(process.env['VSCODE_TEST_VERBOSE']),
});
const ended = new Promise<number>(resolve => {
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => {
      resolve(130);
    });
});
const late = Promise.withResolvers<number>();
const limit = Number(process.env['VSCODE_TEST_TIMEOUT_MS'] ?? 300_000);
const timer = setTimeout(() => {
  console.error(`The tests in VS Code did not end within ${limit / 1000} s.`);
  late.resolve(124);
}, limit);

const exitCode = await Promise.race([code.exit, ended, late.promise]);
clearTimeout(timer);
stop();
if (exitCode !== 0 && exitCode !== 130) {
  const screenshot = process.env['VSCODE_TEST_SCREENSHOT'] ?? 'test-results/host-failure.png';
  await code.page.screenshot({ path: screenshot }).catch(() => undefined);
}
await code.close();
fs.rmSync(folder, { recursive: true, force: true });
process.exitCode = exitCode;
