/** What can be done with every page. */
import { formatPageAddress, type PageAddress } from '../../src/core/pageAddress.ts';
import { LOCAL_ENTITY } from '../../src/core/project.ts';
import type { Shell } from '../host/shell.ts';
import type { Action } from '../ui/controls.ts';
import { t } from '../ui/l10n.ts';
import type { MenuItem } from '../ui/menu.ts';

interface InProject {
  readonly entity: string;
  readonly project: string;
  readonly tab?: string;
}

/** The way from all projects to what lies in one. */
export function projectTrail({
  entity,
  project,
  tab,
}: InProject): readonly { readonly label: string; readonly path: string }[] {
  const path = formatPageAddress({ page: 'project', entity, project, ...(tab === undefined ? {} : { tab }) });
  const own = { label: project, path };
  if (entity === LOCAL_ENTITY) return [own];
  return [{ label: entity, path: formatPageAddress({ page: 'projects', entity }) }, own];
}

/** Actions that stand in the head: in a browser, the way into VS Code. */
export function commonActions(shell: Shell, address: PageAddress | undefined): readonly Action[] {
  if (!shell.welcome.browser || !address) return [];
  const path = formatPageAddress(address);
  return [{ icon: 'vscode', label: t('Open in VS Code'), run: () => shell.act('openInEditor', { path }) }];
}

export function commonMenu(shell: Shell, address: PageAddress): readonly MenuItem[] {
  const path = formatPageAddress(address);
  const copyLink = { label: t('Copy Link'), run: () => shell.act('copyLink', { path }) };
  if (shell.welcome.browser) {
    const { user } = shell.welcome.browser;
    const signOut = { label: t('Sign Out {user}', { user }), separated: true };
    return [copyLink, { ...signOut, run: () => shell.act('signOut', null) }];
  }
  return [copyLink, { label: t('Open in Browser'), run: () => shell.act('openInBrowser', { path }) }];
}
