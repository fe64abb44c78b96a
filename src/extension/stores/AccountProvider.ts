import { authentication, EventEmitter } from 'vscode';
import type {
  AuthenticationProvider,
  AuthenticationProviderAuthenticationSessionsChangeEvent,
  AuthenticationSession,
} from 'vscode';
import { DisposableStore } from '../host/DisposableStore.ts';
import type { RemoteInfo, RemoteStores } from './RemoteStores.ts';

/** As `contributes.authentication` names it. */
export const PROVIDER = 'amphora';

/**
 * Shows remote stores where VS Code shows accounts, and lets people sign out of them there.
 * @param signIn adds a remote store; undefined where the person left it
 */
export function registerAccounts(
  remotes: RemoteStores,
  signIn: () => Promise<{ readonly remote: RemoteInfo | undefined } | undefined>,
): DisposableStore {
  const owned = new DisposableStore();
  const changed = owned.add(new EventEmitter<AuthenticationProviderAuthenticationSessionsChangeEvent>());
  const sessionOf = async (remote: RemoteInfo): Promise<AuthenticationSession> => ({
    ...nameOnly(remote),
    accessToken: await remotes.keyOf(remote),
  });
  owned.add(
    remotes.onDidChange(({ added, removed }) => {
      const told = (remote: RemoteInfo | undefined) => (remote ? [nameOnly(remote)] : []);
      changed.fire({ added: told(added), removed: told(removed), changed: [] });
    }),
  );
  const provider: AuthenticationProvider = {
    onDidChangeSessions: changed.event,
    getSessions: () => Promise.all(remotes.all.map(sessionOf)),
    async createSession() {
      const added = await signIn();
      if (!added?.remote) throw new Error('Cancelled');
      return sessionOf(added.remote);
    },
    removeSession: name => remotes.remove(name),
  };
  owned.add(
    authentication.registerAuthenticationProvider(PROVIDER, 'Amphora', provider, {
      supportsMultipleAccounts: true,
    }),
  );
  return owned;
}

/** A session as an event tells it: whoever wants the key asks for it. */
function nameOnly({ name, url, entity }: RemoteInfo): AuthenticationSession {
  const label = `${entity} (${new URL(url).host})`;
  return { id: name, accessToken: '', account: { id: url, label }, scopes: [] };
}
