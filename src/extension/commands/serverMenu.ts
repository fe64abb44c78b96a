import { l10n, QuickPickItemKind, ThemeIcon } from 'vscode';
import type { QuickPickItem } from 'vscode';
import type { CommandId } from '../contributions/commands.ts';
import { runCommand } from '../host/commands.ts';
import { pick } from '../host/quickPick.ts';
import type { ServerConnection } from '../tracking/ServerConnection.ts';
import { stateText } from '../tracking/serverText.ts';

interface Item extends QuickPickItem {
  readonly command?: CommandId;
}

/** `amphora.server.showMenu`: what can be done with the server, from the status bar. */
export async function serverMenu({ state }: ServerConnection): Promise<void> {
  const item = (command: CommandId, icon: string, label: string): Item => ({
    command,
    label,
    iconPath: new ThemeIcon(icon),
  });
  const running = state.kind === 'running' || state.kind === 'starting';
  const chosen = await pick<Item>({
    title: l10n.t('Amphora Server'),
    placeholder: stateText(state),
    items: [
      item('amphora.python.copySetup', 'copy', l10n.t('Copy Python Setup')),
      item('amphora.python.writeEnv', 'key', l10n.t('Write .env File')),
      item('amphora.python.choose', 'arrow-swap', l10n.t('Choose Where wandb Logs To…')),
      { label: '', kind: QuickPickItemKind.Separator },
      item('amphora.server.showLog', 'output', l10n.t('Show Server Log')),
      item(
        'amphora.server.restart',
        'debug-restart',
        running ? l10n.t('Restart Server') : l10n.t('Start Server'),
      ),
      ...(running ? [item('amphora.server.stop', 'debug-stop', l10n.t('Stop Server'))] : []),
    ],
  });
  if (chosen?.command) await runCommand(chosen.command);
}
