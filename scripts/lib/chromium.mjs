import fs from 'node:fs';
import { fail } from './failure.mjs';
import { capture } from './processes.mjs';

const missing = 'Chromium is missing; install it, or name its program in CHROMIUM_PATH, then run this again.';

/** Makes sure that there is a Chromium for VS Code's window; as root on a Debian it is installed, elsewhere asked for. */
export async function ensureChromium() {
  const { findChromium } = await import('../../test/vscode-host/chromium.ts');
  if (findChromium()) return;
  if (process.getuid?.() !== 0 || !fs.existsSync('/etc/debian_version')) fail(missing);
  console.error('Installing Chromium and CJK fonts with apt-get…');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await capture('apt-get', ['update'], { env });
  const packages = ['chromium', 'fonts-noto-cjk'];
  const { code, output } = await capture(
    'apt-get',
    ['install', '-y', '--no-install-recommends', ...packages],
    { env },
  );
  if (code !== 0 || !findChromium()) fail(`${output.slice(-1000)}\n${missing}`);
}
