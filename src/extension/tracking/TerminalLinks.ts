import { l10n, TerminalLink, window } from 'vscode';
import type { Disposable, TerminalLinkProvider } from 'vscode';
import { readServerRecord } from '../../store/local/serverRecord.ts';
import { findLinks } from './links.ts';
import type { ServerLink } from './links.ts';
import type { ServerConnection } from './ServerConnection.ts';

type Link = TerminalLink & { readonly leadsTo: ServerLink };

/** Links to our own server that programs print open in VS Code. */
export function registerTerminalLinks(
  connection: ServerConnection,
  open: (link: ServerLink) => Promise<void>,
): Disposable {
  const provider: TerminalLinkProvider<Link> = {
    async provideTerminalLinks({ line }) {
      if (!line.includes('http://')) return [];
      const record = await readServerRecord(connection.store);
      const servers = new Set([...connection.urls, ...(record ? [record.url] : [])]);
      return findLinks(line, [...servers]).map(({ start, length, link }) =>
        Object.assign(new TerminalLink(start, length, tooltip(link)), { leadsTo: link }),
      );
    },
    handleTerminalLink: ({ leadsTo }) => open(leadsTo),
  };
  return window.registerTerminalLinkProvider(provider);
}

function tooltip({ kind }: ServerLink): string {
  switch (kind) {
    case 'project':
      return l10n.t('Show the lineage of the project');
    case 'run':
      return l10n.t('Show the run and its lineage');
    case 'artifact':
      return l10n.t('Show the lineage of the version');
  }
}
