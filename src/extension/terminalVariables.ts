import path from 'node:path';
import { l10n, workspace } from 'vscode';
import type { EnvironmentVariableCollection } from 'vscode';
import { DisposableStore } from './host/DisposableStore.ts';
import { onDidSettingChange } from './host/settings.ts';

type Collection = Pick<
  EnvironmentVariableCollection,
  'persistent' | 'description' | 'clear' | 'prepend' | 'replace'
>;

/**
 * Puts the extension's own command line on the PATH of new terminals, over the store of this window. Not before the
 * workspace is trusted, and only while the extension runs: a store path that outlives its setting would be the wrong store.
 * @param bin folder of the launchers
 * @param store path of the store in use, asked again when the setting changes
 */
export function setTerminalVariables(
  collection: Collection,
  bin: string,
  store: () => string,
): DisposableStore {
  const set = () => {
    if (!workspace.isTrusted) return;
    // Login shells put their own PATH together after the process began: shell integration then adds the folder again.
    collection.prepend('PATH', bin + path.delimiter, {
      applyAtProcessCreation: true,
      applyAtShellIntegration: true,
    });
    collection.replace('AMPHORA_NODE', process.execPath);
    collection.replace('AMPHORA_STORE', store());
  };
  collection.persistent = false;
  collection.description = l10n.t(
    'Adds the command `amphora`, which works on the store shown in this window.',
  );
  set();
  const owned = new DisposableStore();
  owned.add(onDidSettingChange(['amphora.store.path'], set));
  owned.add(workspace.onDidGrantWorkspaceTrust(set));
  owned.add({ dispose: collection.clear.bind(collection) });
  return owned;
}
