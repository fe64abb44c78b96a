import { l10n } from 'vscode';
import type { VersionId } from '../../core/ids.ts';
import { versionLabel } from '../../core/version.ts';
import type { Version } from '../../core/version.ts';
import type { DeleteImpact } from '../../store/writes.ts';
import type { Store } from '../../store/contract.ts';
import { bytes } from '../host/format.ts';
import { confirm, notify } from '../host/messages.ts';
import { connectionOf } from '../tree/nodes.ts';
import type { TreeNode } from '../tree/nodes.ts';
import { readPages } from '../tree/TreeSource.ts';
import { isRequest, nodesOf, stringsOf } from './arguments.ts';
import type { Request } from './arguments.ts';
import type { AskingDeps } from './deps.ts';
import { findVersion } from './findVersion.ts';
import { versionLabels } from './pickVersion.ts';
import { titled } from './titled.ts';

/**
 * `amphora.version.delete`. Takes nodes (an artifact means all its versions), or a request
 * `{ reference | version | versions, store?, force? }`, which asks nothing. Gives the ids of what was deleted.
 * @param depsOf what it is made of for each of them
 */
export async function deleteVersions(
  depsOf: (target: unknown) => AskingDeps,
  target: unknown,
  selected: unknown,
): Promise<readonly VersionId[]> {
  if (isRequest(target)) return deleteRequested(depsOf(target), target);
  const deleted: VersionId[] = [];
  for (const nodes of Map.groupBy(nodesOf(target, selected), connectionOf).values())
    deleted.push(...(await deleteNodes(depsOf(nodes[0]), nodes)));
  return deleted;
}

async function deleteRequested(deps: AskingDeps, request: Request): Promise<readonly VersionId[]> {
  const { store } = deps.connection;
  const named = stringsOf(request, 'versions') as readonly VersionId[] | undefined;
  const version = named ? undefined : await findVersion(deps, request, '');
  const ids = named ?? (version ? [version.id] : []);
  if (ids.length > 0) await store.deleteVersions(ids, { force: request['force'] === true });
  return ids;
}

/** @param nodes all of one store */
async function deleteNodes(deps: AskingDeps, nodes: readonly TreeNode[]): Promise<readonly VersionId[]> {
  const { store } = deps.connection;
  const lists = await Promise.all(nodes.map(node => versionsBelow(store, node)));
  const versions = [...new Map(lists.flat().map(version => [version.id, version])).values()];
  if (versions.length === 0) return [];
  const ids = versions.map(version => version.id);
  const impact = await store.deleteImpact(ids);
  const question =
    versions.length === 1
      ? l10n.t('Delete {0}?', versionLabels(versions))
      : l10n.t('Delete {0} versions: {1}?', versions.length, versionLabels(versions));
  const detail = impactText(impact, versions);
  if (!(await confirm(titled(deps, question), detail, l10n.t('Delete')))) return [];
  await store.deleteVersions(ids, { force: true });
  notify('info', l10n.t('Deleted {0}', versionLabels(versions)));
  return ids;
}

async function versionsBelow(store: Store, node: TreeNode): Promise<readonly Version[]> {
  if (node.kind === 'version') return [node.version];
  if (node.kind !== 'artifact') return [];
  const query = { artifact: node.artifact.id };
  return (await readPages(Infinity, page => store.versions({ ...page, ...query }))).items;
}

const NAMED = 5;

/** Who would miss the versions and what deleting frees, a sentence a line. */
export function impactText(
  { usedBy, aliases, freedBytes }: DeleteImpact,
  versions: readonly Version[],
): string {
  const lines: string[] = [];
  const runs = new Map(usedBy.map(({ run, name }) => [run, name]));
  const named = [...runs.values()].slice(0, NAMED).join(', ');
  if (runs.size === 1)
    lines.push(l10n.t('The run {0} used it. Its lineage stays, marked as deleted.', named));
  else if (runs.size > NAMED)
    lines.push(
      l10n.t('{0} runs used it, among them {1}. Their lineage stays, marked as deleted.', runs.size, named),
    );
  else if (runs.size > 1)
    lines.push(l10n.t('{0} runs used it: {1}. Their lineage stays, marked as deleted.', runs.size, named));
  else lines.push(l10n.t('No run used it.'));
  if (aliases.length > 0) lines.push(l10n.t('These aliases go with it: {0}.', aliases.join(', ')));
  if (freedBytes !== undefined && freedBytes > 0)
    lines.push(l10n.t('Free Space in Store gives back {0} afterwards.', bytes(freedBytes)));
  if (versions.length > NAMED) lines.push(versions.map(versionLabel).join(', '));
  return lines.join('\n');
}
