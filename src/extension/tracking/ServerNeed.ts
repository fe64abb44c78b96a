import { setTimeout as wait } from 'node:timers/promises';
import { window, workspace } from 'vscode';
import type { Disposable, Memento, NotebookDocument, TextDocument } from 'vscode';
import { DisposableStore } from '../host/DisposableStore.ts';
import { onDidSettingChange } from '../host/settings.ts';
import type { ServerConnection } from './ServerConnection.ts';
import type { ServerAddress } from './serverState.ts';
import type { Tracking } from './Tracking.ts';

/** Whether the person put the server's address into code or a file of this workspace. */
const HANDED_OUT = 'amphora.server.handedOut';

/** Milliseconds that the first task of a window waits for the server at most. */
const PATIENCE = 3000;

const isNotebook = ({ notebookType }: NotebookDocument) => notebookType === 'jupyter-notebook';
const isPython = ({ languageId }: TextDocument) => languageId === 'python';

/** Sees to it that the server runs while this window has something that may log to it, if `wandb` is to log to it. */
export class ServerNeed implements Disposable {
  readonly #tracking: Tracking;
  readonly #connection: ServerConnection;
  readonly #memory: Memento;
  readonly #owned = new DisposableStore();

  /** Resolves when tasks may run: VS Code waits for it before the first one. */
  readonly ready: Promise<void>;

  constructor(tracking: Tracking, connection: ServerConnection, memory: Memento) {
    this.#tracking = tracking;
    this.#connection = connection;
    this.#memory = memory;
    const look = () => void this.address();
    const lookAgain = () => {
      if (isInUse() || connection.state.kind !== 'stopped') look();
    };
    this.#owned.add(window.onDidOpenTerminal(look));
    this.#owned.add(
      workspace.onDidOpenNotebookDocument(document => {
        if (isNotebook(document)) look();
      }),
    );
    this.#owned.add(
      workspace.onDidOpenTextDocument(document => {
        if (isPython(document) && connection.state.kind === 'stopped') look();
      }),
    );
    this.#owned.add(onDidSettingChange(['amphora.python.tracking'], lookAgain));
    this.#owned.add(workspace.onDidGrantWorkspaceTrust(lookAgain));
    this.ready = hasTasks() ? this.#settled() : Promise.resolve();
    // What is open from the last session, or started the extension.
    if (isInUse()) look();
  }

  async #settled(): Promise<void> {
    const patience = new AbortController();
    const waiting = wait(PATIENCE, undefined, { signal: patience.signal }).catch(() => undefined);
    await Promise.race([this.address(), waiting]);
    patience.abort();
  }

  /** The address that programs of this window are to log to, once the server answers; undefined where there is none. */
  async address(): Promise<ServerAddress | undefined> {
    const choice = await this.#tracking.look();
    if (choice.kind === 'amphora') return this.#connection.want();
    if (choice.kind !== 'restricted' && this.#memory.get(HANDED_OUT) === true) void this.#connection.want();
    else this.#connection.release();
    return undefined;
  }

  /** The address for code or a file of this workspace: from now on the server is needed here, whatever the setting says. */
  async handOut(): Promise<ServerAddress> {
    const address = await this.#connection.need();
    await this.#memory.update(HANDED_OUT, true);
    return address;
  }

  dispose(): void {
    this.#owned.dispose();
  }
}

function isInUse(): boolean {
  return (
    window.terminals.length > 0 ||
    workspace.notebookDocuments.some(isNotebook) ||
    workspace.textDocuments.some(isPython)
  );
}

/** Whether the workspace has tasks of its own. */
function hasTasks(): boolean {
  const tasks: unknown = workspace.getConfiguration('tasks').get('tasks');
  return Array.isArray(tasks) && tasks.length > 0;
}
