import os from 'node:os';
import { EventEmitter, workspace } from 'vscode';
import type { Disposable, Event } from 'vscode';
import { existingServerKey } from '../../store/local/serverKey.ts';
import { readServerRecord } from '../../store/local/serverRecord.ts';
import { readSetting } from '../host/settings.ts';
import { findSignIn } from './wandbSignIn.ts';
import type { SignIn } from './wandbSignIn.ts';

/** Where `wandb` logs to from this window, and why. */
export type TrackingChoice =
  | { readonly kind: 'restricted' }
  | { readonly kind: 'off' }
  | { readonly kind: 'signedIn'; readonly signIn: SignIn }
  /** `always`: also where the person is signed in to W&B. */
  | { readonly kind: 'amphora'; readonly always: boolean };

/** Decides, when something asks, where `wandb` logs to. */
export class Tracking implements Disposable {
  readonly #store: () => string;
  readonly #changed = new EventEmitter<TrackingChoice>();
  #choice: TrackingChoice | undefined;
  #looks = 0;

  readonly onDidChange: Event<TrackingChoice> = this.#changed.event;

  constructor(store: () => string) {
    this.#store = store;
  }

  /** What was found last; undefined before anything asked. */
  get choice(): TrackingChoice | undefined {
    return this.#choice;
  }

  /** Looks again: a person may have signed in or out meanwhile. */
  async look(): Promise<TrackingChoice> {
    const mine = ++this.#looks;
    const choice = await this.#decide();
    // A later look knows more.
    if (mine !== this.#looks && this.#choice) return this.#choice;
    const changed = JSON.stringify(choice) !== JSON.stringify(this.#choice);
    this.#choice = choice;
    if (changed) this.#changed.fire(choice);
    return choice;
  }

  /** What signs the person in to W&B, whatever the setting says. */
  async signIn(): Promise<SignIn | undefined> {
    const store = this.#store();
    const [key, record] = await Promise.all([existingServerKey(store), readServerRecord(store)]);
    return findSignIn({
      env: { ...process.env, ...terminalSettings() },
      home: os.homedir(),
      folders: (workspace.workspaceFolders ?? [])
        .filter(({ uri }) => uri.scheme === 'file')
        .map(({ uri }) => uri.fsPath),
      ownKeys: [key, await inheritedKey(store)].filter(each => each !== undefined),
      ownUrls: record ? [record.url] : [],
    });
  }

  async #decide(): Promise<TrackingChoice> {
    if (!workspace.isTrusted) return { kind: 'restricted' };
    const setting = readSetting('amphora.python.tracking');
    if (setting === 'off') return { kind: 'off' };
    if (setting === 'amphora') return { kind: 'amphora', always: true };
    const signIn = await this.signIn();
    return signIn ? { kind: 'signedIn', signIn } : { kind: 'amphora', always: false };
  }

  dispose(): void {
    this.#changed.dispose();
  }
}

const PLATFORMS: Partial<Record<NodeJS.Platform, string>> = { darwin: 'osx', win32: 'windows' };

/** Variables that the person's own settings give to terminals. */
function terminalSettings(): Record<string, string> {
  const platform = PLATFORMS[process.platform] ?? 'linux';
  const given: unknown = workspace.getConfiguration('terminal.integrated.env').get(platform);
  if (typeof given !== 'object' || given === null) return {};
  return Object.fromEntries(Object.entries(given).filter(([, value]) => typeof value === 'string'));
}

/** A VS Code that was opened from a terminal of ours has that terminal's variables, perhaps of another store. */
async function inheritedKey(store: string): Promise<string | undefined> {
  const inherited = process.env['AMPHORA_STORE'];
  return inherited && inherited !== store ? existingServerKey(inherited) : undefined;
}
