import { Uri } from 'vscode';
import type { ExtensionContext } from 'vscode';
import { version } from '../../../package.json';
import type { PageAddress } from '../../core/pageAddress.ts';
import type { DisposableStore } from '../host/DisposableStore.ts';
import type { Log } from '../host/Log.ts';
import { onDidSettingChange } from '../host/settings.ts';
import { registerDebugEnvironment } from './debugEnvironment.ts';
import { SdkVariables } from './SdkVariables.ts';
import { ServerConnection } from './ServerConnection.ts';
import { ServerLog } from './ServerLog.ts';
import { ServerNeed } from './ServerNeed.ts';
import { ServerStatusItem } from './ServerStatusItem.ts';
import { registerTerminalLinks } from './TerminalLinks.ts';
import { Tracking } from './Tracking.ts';

/** What commands and terminals reach of the server. */
export interface ServerParts {
  readonly connection: ServerConnection;
  readonly tracking: Tracking;
  readonly need: ServerNeed;
  readonly log: ServerLog;
  readonly variables: SdkVariables;
}

interface Surroundings {
  /** Opens a page of the local store: its server's links lead nowhere else. */
  readonly openPage: (address: PageAddress) => void;
  readonly log: Log;
  /** Path of the store in use. */
  readonly path: () => string;
}

/** Everything of this window that has to do with the store's server; starts none. */
export function createServer(
  context: Pick<ExtensionContext, 'extensionUri' | 'workspaceState'>,
  around: Surroundings,
  owned: DisposableStore,
): ServerParts {
  const cli = Uri.joinPath(context.extensionUri, 'dist', 'cli.js').fsPath;
  const connection = owned.add(new ServerConnection({ cli, version, store: around.path }, around.log));
  const tracking = owned.add(new Tracking(around.path));
  const variables = owned.add(new SdkVariables(tracking, connection));
  const log = owned.add(new ServerLog(connection));
  owned.add(new ServerStatusItem(connection, tracking));
  const need = owned.add(new ServerNeed(tracking, connection, context.workspaceState));
  owned.add(registerDebugEnvironment(() => need.address()));
  owned.add(registerTerminalLinks(connection, around.openPage));
  owned.add(
    onDidSettingChange(['amphora.store.path'], () => {
      connection.replace();
    }),
  );
  return { connection, tracking, need, log, variables };
}
