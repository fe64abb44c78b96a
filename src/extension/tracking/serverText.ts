/** What is said of the server, wherever it is said. */
import os from 'node:os';
import { l10n } from 'vscode';
import type { ServerState } from './serverState.ts';
import type { TrackingChoice } from './Tracking.ts';
import type { SignIn } from './wandbSignIn.ts';

/** A path as a person writes it. */
export function shortPath(file: string): string {
  const home = os.homedir();
  return file.startsWith(`${home}/`) ? `~${file.slice(home.length)}` : file;
}

export function signInText(signIn: SignIn): string {
  const place = signIn.kind === 'variable' ? signIn.name : shortPath(signIn.path);
  return l10n.t('signed in to W&B through {0}', place);
}

/** Where `wandb` logs to, and why. */
export function choiceText(choice: TrackingChoice): string {
  switch (choice.kind) {
    case 'restricted':
      return l10n.t('Off in restricted mode.');
    case 'off':
      return l10n.t('wandb logs wherever you tell it to; Amphora keeps out of it.');
    case 'signedIn':
      return l10n.t('wandb logs to W&B: {0}.', signInText(choice.signIn));
    case 'amphora':
      return choice.always
        ? l10n.t('wandb logs to this store, as the setting says.')
        : l10n.t('wandb logs to this store: no sign-in to W&B was found.');
  }
}

export function stateText(state: ServerState): string {
  switch (state.kind) {
    case 'stopped':
      return l10n.t('The server is stopped.');
    case 'starting':
      return l10n.t('The server is starting…');
    case 'running':
      return l10n.t('The server runs at {0}.', state.address.url);
    case 'failed':
      return l10n.t('The server does not run.');
  }
}
