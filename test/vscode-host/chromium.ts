import fs from 'node:fs';

const usual = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
];

/** The browser for VS Code's window and for pages: CHROMIUM_PATH, or the first of the usual places. */
export function findChromium(): string | undefined {
  const named = process.env['CHROMIUM_PATH'] ?? '';
  return named === '' ? usual.find(file => fs.existsSync(file)) : named;
}

/** Flags for every Chromium started here: it talks to nobody but the loopback interface. */
export const chromiumFlags: readonly string[] = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--disable-background-networking',
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
];
