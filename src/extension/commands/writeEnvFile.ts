import path from 'node:path';
import { l10n, Uri, window, workspace } from 'vscode';
import { confirm, notify } from '../host/messages.ts';
import type { Action } from '../host/messages.ts';
import { editEnvFile, parseEnvFile } from '../tracking/envFile.ts';
import { addToGitIgnore, isIgnoredByGit } from '../tracking/gitIgnore.ts';
import { sdkValues } from '../tracking/pythonSetup.ts';
import { readTextFile, replaceTextFile } from '../tracking/replaceTextFile.ts';
import type { ServerNeed } from '../tracking/ServerNeed.ts';
import { isRequest, stringOf } from './arguments.ts';

const NAME = '.env';

/** `amphora.python.writeEnv`. A request is `{ folder }`, which is asked nothing. Gives the file's path, or undefined where it was left. */
export async function writeEnvFile(need: ServerNeed, target: unknown): Promise<string | undefined> {
  const named = isRequest(target) ? stringOf(target, 'folder') : undefined;
  const folder = named ?? (await pickFolder());
  if (folder === undefined) return undefined;
  const file = path.join(folder, NAME);
  const values = sdkValues(await need.handOut());
  const before = await readTextFile(file);
  const other = parseEnvFile(before).get('WANDB_API_KEY') ?? '';
  const replaces = other !== '' && other !== values.WANDB_API_KEY;
  if (replaces && named === undefined && !(await confirmReplacing())) return undefined;
  const after = editEnvFile(before, values);
  if (after !== before) await replaceTextFile(file, after);
  if (await isIgnoredByGit(folder, NAME))
    notify('info', l10n.t('Wrote WANDB_BASE_URL and WANDB_API_KEY to .env.'), [open(file)]);
  else
    notify(
      'warning',
      l10n.t(
        'Wrote the key of this machine’s server to .env, which Git does not ignore: keep it out of commits.',
      ),
      [{ label: l10n.t('Add to .gitignore'), run: () => addToGitIgnore(folder, NAME) }, open(file)],
    );
  return file;
}

const open = (file: string): Action => ({
  label: l10n.t('Open File'),
  run: () => window.showTextDocument(Uri.file(file)),
});

function confirmReplacing(): Promise<boolean> {
  return confirm(
    l10n.t('Replace the WANDB_API_KEY that is in .env?'),
    l10n.t('It is the key of another server. Keep a copy if it is nowhere else.'),
    l10n.t('Replace'),
  );
}

async function pickFolder(): Promise<string | undefined> {
  const folders = (workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file');
  const [first] = folders;
  if (!first) {
    notify('info', l10n.t('Open a folder first: .env is written into it.'));
    return undefined;
  }
  if (folders.length === 1) return first.uri.fsPath;
  const chosen = await window.showWorkspaceFolderPick({ placeHolder: l10n.t('Folder to write .env into') });
  return chosen?.uri.scheme === 'file' ? chosen.uri.fsPath : undefined;
}
