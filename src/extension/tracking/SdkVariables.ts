import { EventEmitter } from 'vscode';
import type { Disposable, Event } from 'vscode';
import { DisposableStore } from '../host/DisposableStore.ts';
import { sdkValues } from './pythonSetup.ts';
import type { SdkValues } from './pythonSetup.ts';
import type { ServerConnection } from './ServerConnection.ts';
import { addressOf } from './serverState.ts';
import type { Tracking } from './Tracking.ts';

/** Variables for programs of this window. */
export interface GivenVariables {
  readonly values: SdkValues;
  /** Also over what a shell's own start-up files set. */
  readonly always: boolean;
}

/** What leads the SDK of W&B to the server, as long as there is one and `wandb` is to log to it. */
export class SdkVariables implements Disposable {
  readonly #tracking: Tracking;
  readonly #connection: ServerConnection;
  readonly #owned = new DisposableStore();
  #shown = '';

  readonly onDidChange: Event<void>;

  constructor(tracking: Tracking, connection: ServerConnection) {
    this.#tracking = tracking;
    this.#connection = connection;
    const changed = this.#owned.add(new EventEmitter<void>());
    this.onDidChange = changed.event;
    const look = () => {
      const now = JSON.stringify(this.current ?? '');
      if (now === this.#shown) return;
      this.#shown = now;
      changed.fire();
    };
    this.#owned.add(tracking.onDidChange(look));
    this.#owned.add(connection.onDidChange(look));
  }

  get current(): GivenVariables | undefined {
    const { choice } = this.#tracking;
    const address = addressOf(this.#connection.state);
    if (choice?.kind !== 'amphora' || !address) return undefined;
    return { values: sdkValues(address), always: choice.always };
  }

  dispose(): void {
    this.#owned.dispose();
  }
}
