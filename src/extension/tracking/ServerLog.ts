import { watch } from 'node:fs';
import type { FSWatcher } from 'node:fs';
import path from 'node:path';
import { window } from 'vscode';
import type { Disposable, OutputChannel } from 'vscode';
import { serverLogFile } from '../../store/local/serverRecord.ts';
import { LogFileReader } from './LogFileReader.ts';
import type { ServerConnection } from './ServerConnection.ts';

/** The server's own log in an output channel, from when this window first has to do with the server. */
export class ServerLog implements Disposable {
  readonly #connection: ServerConnection;
  readonly #listening: Disposable;
  #channel: OutputChannel | undefined;
  #following:
    { readonly file: string; readonly reader: LogFileReader; watcher?: FSWatcher | undefined } | undefined;
  #reading: Promise<void> = Promise.resolve();
  #asked = false;

  constructor(connection: ServerConnection) {
    this.#connection = connection;
    this.#listening = connection.onDidChange(({ kind }) => {
      if (kind === 'running' || kind === 'failed') this.#follow();
    });
  }

  show(): void {
    this.#follow();
    this.#output.show(true);
  }

  get #output(): OutputChannel {
    return (this.#channel ??= window.createOutputChannel('Amphora Server', 'log'));
  }

  /** Reads on, of the store that is in use now. */
  #follow(): void {
    const file = serverLogFile(this.#connection.store);
    if (this.#following?.file !== file) {
      this.#leave();
      this.#channel?.clear();
      this.#following = { file, reader: new LogFileReader(file) };
    }
    const following = this.#following;
    following.watcher ??= this.#watch(file);
    this.#read();
  }

  /** Where the system cannot tell of changes, each change of the server's state is when to look. */
  #watch(file: string): FSWatcher | undefined {
    try {
      const watcher = watch(path.dirname(file), () => {
        this.#read();
      });
      watcher.on('error', () => {
        watcher.close();
      });
      return watcher;
    } catch {
      return undefined;
    }
  }

  #read(): void {
    // One more look is enough for all that happens during this one.
    if (this.#asked) return;
    this.#asked = true;
    this.#reading = this.#reading.then(async () => {
      this.#asked = false;
      const following = this.#following;
      const text = await following?.reader.read().catch(() => '');
      if (text && following === this.#following) this.#output.append(text);
    });
  }

  #leave(): void {
    const following = this.#following;
    this.#following = undefined;
    following?.watcher?.close();
    void this.#reading.then(() => following?.reader.close());
  }

  dispose(): void {
    this.#listening.dispose();
    this.#leave();
    this.#channel?.dispose();
  }
}
