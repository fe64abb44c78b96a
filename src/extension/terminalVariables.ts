import path from 'node:path';
import { l10n, workspace } from 'vscode';
import type { EnvironmentVariableCollection } from 'vscode';
import { DisposableStore } from './host/DisposableStore.ts';
import { onDidSettingChange } from './host/settings.ts';
import { NO_PROXY_VARIABLES, SDK_VARIABLES } from './tracking/pythonSetup.ts';
import type { SdkVariables } from './tracking/SdkVariables.ts';

type Collection = Pick<
  EnvironmentVariableCollection,
  'persistent' | 'description' | 'clear' | 'delete' | 'prepend' | 'replace'
>;

/**
 * Puts the extension's own command line on the PATH of new terminals, over the local store, and leads `wandb` to the
 * store's server while that runs. Not before the workspace is trusted, and only while the extension runs: a store path
 * that outlives its setting would be the wrong store.
 * @param bin folder of the launchers
 * @param store path of the local store, asked again when the setting changes
 */
export function setTerminalVariables(
  collection: Collection,
  bin: string,
  store: () => string,
  sdk: Pick<SdkVariables, 'current' | 'onDidChange'>,
): DisposableStore {
  const set = () => {
    if (!workspace.isTrusted) return;
    const { current } = sdk;
    // Login shells put their own PATH together after the process began: shell integration then adds the folder again.
    const both = { applyAtProcessCreation: true, applyAtShellIntegration: true };
    collection.prepend('PATH', bin + path.delimiter, both);
    collection.replace('AMPHORA_NODE', process.execPath);
    collection.replace('AMPHORA_STORE', store());
    for (const name of [...SDK_VARIABLES, ...NO_PROXY_VARIABLES]) {
      const value = current?.values[name];
      if (value === undefined) collection.delete(name);
      else collection.replace(name, value, { ...both, applyAtShellIntegration: current?.always === true });
    }
    collection.description = describe(current !== undefined);
  };
  collection.persistent = false;
  set();
  const owned = new DisposableStore();
  owned.add(onDidSettingChange(['amphora.store.path'], set));
  owned.add(workspace.onDidGrantWorkspaceTrust(set));
  owned.add(sdk.onDidChange(set));
  owned.add({ dispose: collection.clear.bind(collection) });
  return owned;
}

/** Why there are variables; VS Code shows it where it lists them. */
function describe(withSdk: boolean): string {
  const command = l10n.t('Adds the command `amphora`, which works on the store of this machine.');
  if (!withSdk) return command;
  const sdk = l10n.t(
    'Makes `wandb` log to this store, on this machine; the command *Choose Where wandb Logs To…* changes that.',
  );
  return `${command} ${sdk}`;
}
