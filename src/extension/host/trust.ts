import { commands, l10n, workspace } from 'vscode';
import { notify } from './messages.ts';

/** Whether the workspace is trusted; where not, says so and how to change it. */
export function checkTrust(): boolean {
  if (workspace.isTrusted) return true;
  notify('info', l10n.t('This is off in restricted mode: the workspace is not trusted.'), [
    {
      label: l10n.t('Manage Workspace Trust'),
      run: () => commands.executeCommand('workbench.trust.manage'),
    },
  ]);
  return false;
}
