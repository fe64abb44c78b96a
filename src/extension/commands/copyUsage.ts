import { env, l10n, window } from 'vscode';
import { formatReference } from '../../core/reference.ts';
import { versionReference } from '../../core/version.ts';
import type { Version } from '../../core/version.ts';
import { plain } from '../host/quickPick.ts';
import { nodesOf } from './arguments.ts';
import type { CommandDeps } from './deps.ts';
import { findVersion } from './findVersion.ts';

type Deps = Pick<CommandDeps, 'connection' | 'memory'>;
export type Usage = 'reference' | 'python' | 'cli';

/** What stands for a version in code: its reference, a line of Python, or a command line. */
export function usageOf(version: Version, usage: Usage): string {
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
      return `amphora get ${shellQuoted(reference)}`;
  }
}

/** `amphora.version.copyReference` and its kin, of all that is selected. A request is `{ reference | version }`. Gives the copied text. */
export async function copyUsage(
  deps: Deps,
  usage: Usage,
  target: unknown,
  selected: unknown,
): Promise<string | undefined> {
  const nodes = nodesOf(target, selected);
  const targets: readonly unknown[] = nodes.length > 0 ? nodes : [target];
  const versions = await Promise.all(targets.map(each => findVersion(deps, each, l10n.t('Copy'))));
  const texts = versions.flatMap(version => (version ? [usageOf(version, usage)] : []));
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
