import { l10n, TerminalLink, window } from 'vscode';
import type { Disposable, TerminalLinkProvider } from 'vscode';
import type { PageAddress } from '../../core/pageAddress.ts';
import { readServerRecord } from '../../store/local/serverRecord.ts';
import { findLinks } from './links.ts';
import type { ServerConnection } from './ServerConnection.ts';

type Link = TerminalLink & { readonly leadsTo: PageAddress };

/** Links to our own server that programs print open in VS Code. */
export function registerTerminalLinks(
  connection: ServerConnection,
  open: (link: PageAddress) => void,
): Disposable {
  return window.registerTerminalLinkProvider(terminalLinks(connection, open));
}

/** Finds links to the servers of a store, wherever these were. */
export function terminalLinks(
  connection: Pick<ServerConnection, 'store' | 'urls'>,
  open: (link: PageAddress) => void,
): TerminalLinkProvider<Link> {
  return {
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
}

function tooltip({ page }: PageAddress): string {
  switch (page) {
    case 'run':
      return l10n.t('Open the page of the run');
    case 'artifact':
      return l10n.t('Open the page of the version');
    case 'lineage':
      return l10n.t('Show the lineage');
    case 'compare':
      return l10n.t('Open the comparison');
    case 'project':
    case 'projects':
      return l10n.t('Open the page of the project');
  }
}
