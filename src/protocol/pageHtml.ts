/** The HTML of every page, in VS Code. It carries no data: everything comes as messages. */
import { escaped } from './html.ts';

export interface PageAssets {
  /** Source of style sheets and fonts in the page's policy (`webview.cspSource` in VS Code). */
  readonly cspSource: string;
  /** New for every page. Letters and digits. */
  readonly nonce: string;
  /** Addresses of the page's own `.js` and `.css` in `dist/webview`, and of `codicon.css`. */
  readonly script: string;
  readonly style: string;
  readonly codicons: string;
  /** BCP 47 tag of the page's language. */
  readonly language: string;
  readonly title: string;
}

export function pageHtml(page: PageAssets): string {
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${page.nonce}'`,
    `style-src ${page.cspSource}`,
    `font-src ${page.cspSource}`,
    // What files hold is shown from memory: nothing is fetched.
    'img-src blob:',
    'media-src blob:',
    // Layout runs in a worker made from the script itself.
    'worker-src blob:',
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="${escaped(page.language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escaped(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(page.title)}</title>
<link rel="stylesheet" href="${escaped(page.codicons)}" id="vscode-codicon-stylesheet" nonce="${page.nonce}">
<link rel="stylesheet" href="${escaped(page.style)}">
</head>
<body>
<main id="page"></main>
<script src="${escaped(page.script)}" nonce="${page.nonce}"></script>
</body>
</html>
`;
}
