import { l10n, MarkdownString, StatusBarAlignment, ThemeColor, window } from 'vscode';
import type { Disposable, StatusBarItem } from 'vscode';
import type { CommandId } from '../contributions/commands.ts';
import { describeError } from '../errors/describeError.ts';
import { DisposableStore } from '../host/DisposableStore.ts';
import { runCount } from '../host/format.ts';
import type { ServerConnection } from './ServerConnection.ts';
import { choiceText, shortPath, stateText } from './serverText.ts';
import type { ServerState } from './serverState.ts';
import type { Tracking } from './Tracking.ts';

const MENU: CommandId = 'amphora.server.showMenu';

/** The server in the status bar; not there before this window has to do with it. */
export class ServerStatusItem implements Disposable {
  readonly #connection: ServerConnection;
  readonly #tracking: Tracking;
  readonly #owned = new DisposableStore();
  #item: StatusBarItem | undefined;

  constructor(connection: ServerConnection, tracking: Tracking) {
    this.#connection = connection;
    this.#tracking = tracking;
    const show = () => {
      this.#show();
    };
    this.#owned.add(connection.onDidChange(show));
    this.#owned.add(tracking.onDidChange(show));
  }

  #show(): void {
    const { state, held } = this.#connection;
    if (state.kind === 'stopped' && !held) {
      this.#item?.hide();
      return;
    }
    const item = (this.#item ??= this.#make());
    const runs = state.kind === 'running' ? state.status.runs : 0;
    item.text = runs > 0 ? `$(pulse) ${runCount(runs)}` : `$(${ICONS[state.kind]}) Amphora`;
    item.accessibilityInformation = { label: `Amphora: ${runs > 0 ? runCount(runs) : stateText(state)}` };
    item.tooltip = this.#tooltip(state, runs);
    item.backgroundColor =
      state.kind === 'failed' ? new ThemeColor('statusBarItem.warningBackground') : undefined;
    item.show();
  }

  #make(): StatusBarItem {
    const item = this.#owned.add(
      window.createStatusBarItem('amphora.server', StatusBarAlignment.Right, -100),
    );
    item.name = l10n.t('Amphora Server');
    item.command = MENU;
    return item;
  }

  #tooltip(state: ServerState, runs: number): MarkdownString {
    const text = new MarkdownString(undefined, true);
    const paragraph = (line: string) => text.appendText(line).appendMarkdown('\n\n');
    paragraph(stateText(state));
    if (state.kind === 'failed') paragraph(describeError(state.error));
    if (runs > 0) paragraph(l10n.t('Under way: {0}.', runCount(runs)));
    const { choice } = this.#tracking;
    if (choice && state.kind !== 'stopped') paragraph(choiceText(choice));
    paragraph(l10n.t('Store: {0}', shortPath(this.#connection.store)));
    return text;
  }

  dispose(): void {
    this.#owned.dispose();
  }
}

const ICONS: Readonly<Record<ServerState['kind'], string>> = {
  stopped: 'debug-disconnect',
  starting: 'loading~spin',
  running: 'server',
  failed: 'warning',
};
