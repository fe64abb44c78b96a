import { l10n } from 'vscode';
import { isAmphoraError, isCancellation } from '../../core/errors.ts';
import type { ErrorCode } from '../../core/errors.ts';
import type { CommandId } from '../contributions/commands.ts';
import { runCommand } from '../host/commands.ts';
import type { Log } from '../host/Log.ts';
import { notify } from '../host/messages.ts';
import type { Action } from '../host/messages.ts';
import { describeError } from './describeError.ts';

/** The command that mends a failure. */
function remedyOf(code: ErrorCode): readonly [label: string, command: CommandId] | undefined {
  switch (code) {
    case 'store-not-writable':
    case 'store-newer':
    case 'store-damaged':
      return [l10n.t('Open Store Settings'), 'amphora.store.openSettings'];
    case 'blob-damaged':
    case 'manifest-damaged':
      return [l10n.t('Verify Store'), 'amphora.store.verify'];
    case 'server-silent':
      return [l10n.t('Restart Server'), 'amphora.server.restart'];
    case 'server-not-started':
    case 'server-not-stopped':
      return [l10n.t('Show Server Log'), 'amphora.server.showLog'];
    case 'remote-key-refused':
      return [l10n.t('Sign In Again…'), 'amphora.store.signIn'];
    case 'remote-not-found':
      return [l10n.t('Add Remote Store…'), 'amphora.store.addRemote'];
    case 'disk-full':
      return [l10n.t('Free Space'), 'amphora.store.collectGarbage'];
    default:
      return undefined;
  }
}

const NOT_FOUND = [
  'project-not-found',
  'artifact-not-found',
  'artifact-deleted',
  'version-not-found',
] as const;

/**
 * The one place that turns a failure into UI: its sentence, the action that mends it, and the log.
 * @param pickAnother asks again, where what was asked for is not there
 */
export function showError(error: unknown, log: Log, pickAnother?: () => unknown): void {
  if (isCancellation(error)) return;
  log.error(error);
  const remedy = isAmphoraError(error) ? remedyOf(error.code) : undefined;
  const actions: Action[] = [];
  if (remedy) actions.push({ label: remedy[0], run: () => runCommand(remedy[1]) });
  if (pickAnother && isAmphoraError(error, ...NOT_FOUND)) {
    actions.push({ label: l10n.t('Pick Another'), run: pickAnother });
  }
  actions.push({
    label: l10n.t('Show Log'),
    run: () => {
      log.show();
    },
  });
  notify('error', describeError(error), actions);
}
