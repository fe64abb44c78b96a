import { l10n } from 'vscode';
import { AmphoraError } from '../../core/errors.ts';
import type { RunId, VersionId } from '../../core/ids.ts';
import type { CompareAddress } from '../../core/pageAddress.ts';
import type { Run } from '../../core/run.ts';
import { versionLabel } from '../../core/version.ts';
import type { Version } from '../../core/version.ts';
import type { PagePlace } from '../panels/PagePanel.ts';
import { connectionOf } from '../tree/nodes.ts';
import type { TreeNode } from '../tree/nodes.ts';
import { isRequest, nodesOf, stringsOf, versionIdOf } from './arguments.ts';
import type { AskingDeps } from './deps.ts';
import { pickComparable, pickOther } from './pickOther.ts';

/** What is compared: versions, or runs, of one project. */
export type Compared =
  | { readonly what: 'versions'; readonly items: readonly Version[] }
  | { readonly what: 'runs'; readonly items: readonly Run[] };

/**
 * `amphora.page.compare`. Takes nodes of versions (that of an artifact means its newest) or of runs: of a single one, the other is
 * picked; a request `{ versions | runs, store? }` (ids); or nothing (pickers).
 * @param depsOf what it is made of for each of them
 * @throws AmphoraError `compare-differs`
 */
export async function comparePages(
  depsOf: (target: unknown) => AskingDeps,
  show: (place: PagePlace) => Promise<void>,
  target: unknown,
  selected: unknown,
): Promise<void> {
  const nodes = nodesOf(target, selected);
  const [first] = nodes;
  if (first && nodes.some(node => connectionOf(node) !== connectionOf(first)))
    throw new AmphoraError('compare-differs', {});
  const deps = depsOf(first ?? target);
  const asked = isRequest(target) ? await requested(deps, target) : await named(deps, nodes);
  const begun = asked ?? (await pickComparable(deps, title()));
  const compared = begun && (begun.items.length > 1 ? begun : await pickOther(deps, begun, title()));
  if (compared) await show({ address: addressOf(compared), store: deps.connection.name });
}

const title = (): string => l10n.t('Compare');

async function requested(
  { connection: { store } }: AskingDeps,
  request: Parameters<typeof stringsOf>[0],
): Promise<Compared | undefined> {
  const versions = stringsOf(request, 'versions') as readonly VersionId[] | undefined;
  if (versions) return { what: 'versions', items: await Promise.all(versions.map(id => store.version(id))) };
  const runs = stringsOf(request, 'runs') as readonly RunId[] | undefined;
  return runs && { what: 'runs', items: await Promise.all(runs.map(id => store.run(id))) };
}

async function named(
  { connection: { store } }: AskingDeps,
  nodes: readonly TreeNode[],
): Promise<Compared | undefined> {
  if (nodes.length === 0 || nodes.every(({ kind }) => kind === 'store')) return undefined;
  const runs = nodes.flatMap(node => (node.kind === 'run' ? [node.run] : []));
  if (runs.length === nodes.length) return { what: 'runs', items: runs };
  const ids = [...new Set(nodes.map(versionIdOf))].filter(id => id !== undefined);
  if (runs.length > 0 || ids.length === 0) throw new AmphoraError('compare-differs', {});
  return { what: 'versions', items: await Promise.all(ids.map(id => store.version(id))) };
}

function addressOf(compared: Compared): CompareAddress {
  const [first, ...others] = compared.items;
  if (!first || others.some(({ projectId }) => projectId !== first.projectId))
    throw new AmphoraError('compare-differs', {});
  const { entity, project } = first;
  const items =
    compared.what === 'runs' ? compared.items.map(({ key }) => key) : compared.items.map(versionLabel);
  return { page: 'compare', entity, project, what: compared.what, items: [...new Set(items)] };
}
