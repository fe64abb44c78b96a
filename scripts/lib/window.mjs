import { installHost } from '../../test/vscode-host/install.ts';
import { ensureChromium } from './chromium.mjs';

/** Sees to it that a VS Code can be opened here: the one of the tests, and Chromium for its window. */
export async function prepareWindow() {
  installHost();
  await ensureChromium();
}
