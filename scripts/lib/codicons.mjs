import fs from 'node:fs';
import { inPackage, inRoot } from './paths.mjs';

/** Copies the icon font for pages to dist/webview; its style sheet finds the font beside itself. */
export function copyCodicons() {
  const from = file => inPackage('@vscode/codicons', 'dist', file);
  fs.mkdirSync(inRoot('dist/webview'), { recursive: true });
  fs.copyFileSync(from('codicon.ttf'), inRoot('dist/webview/codicon.ttf'));
  const css = fs.readFileSync(from('codicon.css'), 'utf8').replace(/codicon\.ttf\?[0-9a-f]+/, 'codicon.ttf');
  fs.writeFileSync(inRoot('dist/webview/codicon.css'), css);
}
