import { env, l10n, window } from 'vscode';
import { formatReference } from '../../core/reference.ts';
import { versionReference } from '../../core/version.ts';
import type { Version } from '../../core/version.ts';
import { plain } from '../host/quickPick.ts';
import { nodesOf } from './arguments.ts';
import type { AskingDeps } from './deps.ts';
import { findVersion } from './findVersion.ts';

export type Usage = 'reference' | 'python' | 'cli';

/**
 * What stands for a version in code: its reference, a line of Python, or a command line.
 * @param server address of the remote store it is in, if it is in one
 */
export function usageOf(version: Version, usage: Usage, server?: string): string {
  const reference = formatReference(versionReference(version));
  switch (usage) {
    case 'reference':
      return reference;
    case 'python':
      return [
        `artifact = run.use_artifact(${JSON.stringify(reference)}, type=${JSON.stringify(version.type)})`,
        'folder = artifact.download()',
        '',
      ].join('\n');
    case 'cli':
      return [
        `amphora get ${shellQuoted(reference)}`,
        ...(server === undefined ? [] : [`--store ${shellQuoted(server)}`]),
      ].join(' ');
  }
}

/**
 * `amphora.version.copyReference` and its kin, of all that is selected. A request is `{ reference | version, store? }`. Gives the
 * copied text.
 * @param depsOf what it is made of for each of them
 */
export async function copyUsage(
  depsOf: (target: unknown) => AskingDeps,
  usage: Usage,
  target: unknown,
  selected: unknown,
): Promise<string | undefined> {
  const nodes = nodesOf(target, selected);
  const targets: readonly unknown[] = nodes.length > 0 ? nodes : [target];
  const found = await Promise.all(
    targets.map(async each => {
      const deps = depsOf(each);
      const version = await findVersion(deps, each, l10n.t('Copy'));
      return version && usageOf(version, usage, deps.connection.remote?.url);
    }),
  );
  const texts = found.filter(text => text !== undefined);
  if (texts.length === 0) return undefined;
  const text = texts.join('\n');
  await env.clipboard.writeText(text);
  window.setStatusBarMessage(plain(l10n.t('Copied {0}', text.split('\n')[0] ?? '')), 3000);
  return text;
}

/** One word of a POSIX shell, whatever the name holds. */
function shellQuoted(text: string): string {
  return /^[\w./:@%+,=-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
