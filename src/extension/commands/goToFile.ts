import { commands, l10n, QuickPickItemKind, ThemeIcon } from 'vscode';
import type { QuickPickItem } from 'vscode';
import { versionLabel } from '../../core/version.ts';
import { PathSearch } from '../files/PathSearch.ts';
import { fileUri } from '../files/versionUri.ts';
import { bytes, count, joined } from '../host/format.ts';
import { pick, plain } from '../host/quickPick.ts';
import type { AskingDeps } from './deps.ts';
import { findVersion } from './findVersion.ts';
import { titled } from './titled.ts';

interface FileChoice extends QuickPickItem {
  readonly path?: string;
}

/** Files shown at once: the list of a version may be long, and VS Code draws what it gets. */
const SHOWN = 500;

/**
 * `amphora.file.goTo`. Takes the node of a version, an artifact or a folder, a request `{ reference | version, store? }`, or nothing
 * (a picker): then the file is picked by a part of its name, and opened.
 */
export async function goToFile(deps: AskingDeps, target: unknown): Promise<void> {
  const title = l10n.t('Go to File');
  const version = await findVersion(deps, target, title);
  if (!version) return;
  const { entries } = await deps.connection.files.manifest(version.id);
  const files = entries.filter(({ kind }) => kind === 'file');
  const search = new PathSearch(files.map(({ path }) => path));
  const choices = (text: string): readonly FileChoice[] => {
    const { best, total } = search.find(text, SHOWN);
    const items = best.map((index): FileChoice => {
      const { path = '', size = 0 } = files[index] ?? {};
      const slash = path.lastIndexOf('/');
      return {
        label: plain(path.slice(slash + 1)),
        description: plain(joined(path.slice(0, Math.max(0, slash)), bytes(size))),
        iconPath: ThemeIcon.File,
        alwaysShow: true,
        path,
      };
    });
    const rest = l10n.t('{0} more; type more of the name', count(total - items.length));
    return total > items.length ? [...items, { label: rest, kind: QuickPickItemKind.Separator }] : items;
  };
  const choice = await pick<FileChoice>({
    title: titled(deps, `${title}: ${versionLabel(version)}`),
    placeholder: l10n.t('Parts of the path, in any order'),
    items: choices(''),
    search: choices,
  });
  if (choice?.path === undefined) return;
  await commands.executeCommand('vscode.open', fileUri(deps.connection.name, version, choice.path));
}
