import { env, l10n, window } from 'vscode';
import { name, publisher } from '../../../package.json';
import { plain } from '../host/quickPick.ts';
import { formatEditorLink } from '../links/editorLink.ts';
import type { FoundPage } from './findPages.ts';

/** `amphora.page.copyLink`: links that open these pages in an editor like this one. Gives the copied text. */
export async function copyPageLinks(pages: readonly FoundPage[]): Promise<string | undefined> {
  if (pages.length === 0) return undefined;
  const editor = `${env.uriScheme}://${publisher}.${name}`;
  const text = pages
    .map(({ connection, address }) => formatEditorLink(editor, address, connection.remote?.url))
    .join('\n');
  await env.clipboard.writeText(text);
  window.setStatusBarMessage(plain(l10n.t('Copied {0}', text.split('\n')[0] ?? '')), 3000);
  return text;
}
