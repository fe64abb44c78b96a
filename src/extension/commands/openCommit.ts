import { commands, env, extensions, l10n, Uri } from 'vscode';
import type { RunId } from '../../core/ids.ts';
import type { GitProvenance, RunDetail } from '../../core/run.ts';
import { notify } from '../host/messages.ts';
import { isNode, isRequest, stringOf } from './arguments.ts';
import { commitAddress } from '../../core/commitAddress.ts';
import type { CommandDeps } from './deps.ts';

/** `amphora.run.openCommit`. Takes a run's node or `{ run }`. Gives where it was opened, if it was. */
export async function openCommit(
  { connection }: Pick<CommandDeps, 'connection'>,
  target: unknown,
): Promise<string | undefined> {
  const id = runOf(target);
  if (id === undefined) return undefined;
  const run = await connection.store.run(id);
  const commit = run.git?.commit;
  if (run.git === undefined || commit === undefined) {
    notify('info', l10n.t('{0} has no commit: it did not run in a Git repository.', run.name));
    return undefined;
  }
  if (await showInRepository(run.git, commit)) return commit;
  const address = run.git.remote === undefined ? undefined : commitAddress(run.git.remote, commit);
  if (address === undefined) {
    tellCommit(run, commit);
    return undefined;
  }
  await env.openExternal(Uri.parse(address, true));
  return address;
}

function runOf(target: unknown): RunId | undefined {
  if (isNode(target)) return target.kind === 'run' ? target.run.id : undefined;
  return isRequest(target) ? (stringOf(target, 'run') as RunId | undefined) : undefined;
}

function tellCommit(run: RunDetail, commit: string): void {
  const place = run.git?.root ?? '';
  notify(
    'info',
    l10n.t('{0} ran at commit {1} in {2}, which is not open here.', run.name, commit.slice(0, 12), place),
    [{ label: l10n.t('Copy Commit'), run: () => env.clipboard.writeText(commit) }],
  );
}

/** The part of the built-in Git extension's API (version 1) that is used here. */
interface GitApi {
  readonly repositories: readonly { readonly rootUri: Uri }[];
}

/** Shows the commit in VS Code where its repository is open. */
async function showInRepository(git: GitProvenance, commit: string): Promise<boolean> {
  const extension = extensions.getExtension<{ readonly enabled: boolean; getAPI(version: 1): GitApi }>(
    'vscode.git',
  );
  if (!extension || git.root === undefined) return false;
  const exports = await extension.activate();
  if (!exports.enabled) return false;
  const repository = exports.getAPI(1).repositories.find(({ rootUri }) => rootUri.fsPath === git.root);
  if (!repository) return false;
  const known = await commands.getCommands(true);
  if (!known.includes('git.viewCommit')) return false;
  try {
    await commands.executeCommand('git.viewCommit', repository.rootUri, commit);
    return true;
  } catch {
    // The repository does not have the commit: the remote's page may.
    return false;
  }
}
