import {
  commands,
  l10n,
  TabInputCustom,
  TabInputNotebook,
  TabInputText,
  TabInputTextDiff,
  window,
} from 'vscode';
import type { Uri } from 'vscode';
import { runCommand } from '../host/commands.ts';
import { bytes } from '../host/format.ts';
import { notify } from '../host/messages.ts';
import { readSetting } from '../host/settings.ts';
import type { Stores } from '../stores/Stores.ts';
import { findRunFile } from './runFile.ts';
import { saveAs } from './saveAs.ts';
import type { GuardWays, SizedFile } from './SizeGuard.ts';
import { parsePlace } from './versionUri.ts';

/** Bytes of what the setting counts in. */
const MB = 1_000_000;

/** How a person of VS Code is asked. Editors that stand open now are those of the last session. */
export function guardWays(stores: Stores, onFailure: (error: unknown) => void): GuardWays {
  const before = new Set(shownFiles().map(String));
  const download = (file: SizedFile) => {
    downloadInstead(stores, file.uri).catch(onFailure);
  };
  return {
    limit: () => readSetting('amphora.files.askAbove') * MB,
    wasOpen: uri => before.has(uri.toString()),
    ask,
    tell: (file, open) => {
      tell(file, open, download);
    },
    download,
  };
}

async function ask({ label, size }: SizedFile, canOpen: boolean): Promise<'open' | 'download' | undefined> {
  const [open, instead] = [l10n.t('Open'), l10n.t('Download Instead')];
  const detail = canOpen
    ? l10n.t('It has {0}. An editor reads all of it.', bytes(size))
    : l10n.t('It has {0}, which is more than an editor takes.', bytes(size));
  const labels = canOpen ? [open, instead] : [instead];
  const answer = await window.showWarningMessage(
    l10n.t('Open {0}?', label),
    { modal: true, detail },
    ...labels,
  );
  if (answer === instead) return 'download';
  return answer === open ? 'open' : undefined;
}

function tell(file: SizedFile, open: () => void, download: (file: SizedFile) => void): void {
  notify('info', l10n.t('{0} has {1} and was not opened again.', file.label, bytes(file.size)), [
    {
      label: l10n.t('Open'),
      run: () => {
        open();
        return commands.executeCommand('vscode.open', file.uri);
      },
    },
    {
      label: l10n.t('Download Instead'),
      run: () => {
        download(file);
      },
    },
  ]);
}

async function downloadInstead(stores: Stores, uri: Uri): Promise<void> {
  const place = parsePlace(uri);
  if (!place) return;
  const connection = stores.named(place.store);
  if (place.of === 'run') {
    const found = await findRunFile(connection, place);
    if (found) await saveAs(found);
    return;
  }
  const { id } = await connection.files.version(place.reference);
  await runCommand('amphora.artifact.download', {
    store: place.store,
    version: id,
    paths: [place.path],
    ask: true,
  });
}

/** What the tabs of this window show. */
function shownFiles(): readonly Uri[] {
  const tabs = window.tabGroups.all.flatMap(group => group.tabs);
  return tabs.flatMap(({ input }) => {
    if (input instanceof TabInputTextDiff) return [input.original, input.modified];
    const one =
      input instanceof TabInputText || input instanceof TabInputCustom || input instanceof TabInputNotebook;
    return one ? [input.uri] : [];
  });
}
