import { env, l10n, window } from 'vscode';
import type { Usage } from '../../core/usage.ts';
import { usageOf } from '../../core/usage.ts';
import { plain } from '../host/quickPick.ts';
import { nodesOf } from './arguments.ts';
import type { AskingDeps } from './deps.ts';
import { findVersion } from './findVersion.ts';

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
