import { env, l10n } from 'vscode';
import { notify } from '../host/messages.ts';
import { pythonSetup } from '../tracking/pythonSetup.ts';
import type { ServerNeed } from '../tracking/ServerNeed.ts';

/** `amphora.python.copySetup`. Gives the copied text. */
export async function copyPythonSetup(need: ServerNeed): Promise<string> {
  const text = pythonSetup(await need.handOut());
  await env.clipboard.writeText(text);
  notify(
    'info',
    l10n.t(
      'Copied the lines that make wandb log to this store. They hold the key of this machine’s server: do not share or commit them.',
    ),
  );
  return text;
}
