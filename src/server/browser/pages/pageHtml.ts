/** A page's HTML in a browser. What it shows it asks for; what it has to know before it can ask is in it. */
import { escaped, scriptJson } from '../../../protocol/html.ts';
import { ICON } from '../icon.ts';
import type { Language, Messages } from '../languages.ts';

/** What a page knows from its first moment. */
export interface Welcome {
  /** BCP 47 tag of its language. */
  readonly locale: Language;
  readonly messages: Messages;
  /** Whose session it is. */
  readonly user: string;
  /** What links into VS Code begin with, such as `vscode://publisher.name`. */
  readonly editor: string;
  /** Whether it offers to sign out. */
  readonly signOut: boolean;
}

export interface PageParts {
  readonly title: string;
  readonly script: string;
  readonly styles: readonly string[];
  /** The style sheet of the icons, which the controls look for by its id. */
  readonly codicons: string;
  readonly welcome: Welcome;
}

/** Sent as a header. Scripts and styles are files of ours, none is written in the page. */
export const PAGE_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' blob: data:",
  'media-src blob:',
  "font-src 'self'",
  "connect-src 'self'",
  // Layout runs in a worker made from the script itself.
  'worker-src blob:',
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "form-action 'self'",
].join('; ');

export function pageHtml({ title, script, styles, codicons, welcome }: PageParts): string {
  const links = styles.map(style => `<link rel="stylesheet" href="${escaped(style)}">\n`).join('');
  return `<!DOCTYPE html>
<html lang="${escaped(welcome.locale)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escaped(title)}</title>
<link rel="icon" href="${ICON}">
<link rel="stylesheet" href="${escaped(codicons)}" id="vscode-codicon-stylesheet">
${links}</head>
<body>
<main id="page"></main>
<script type="application/json" id="welcome">${scriptJson(welcome)}</script>
<script src="${escaped(script)}"></script>
</body>
</html>
`;
}
