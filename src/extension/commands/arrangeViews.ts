import { l10n } from 'vscode';
import type { SettingValue } from '../contributions/settings.ts';
import { ask } from '../host/inputBox.ts';
import { pick } from '../host/quickPick.ts';
import { readSetting, writeSetting } from '../host/settings.ts';
import { connectionOf } from '../tree/nodes.ts';
import { isNode } from './arguments.ts';
import type { CommandDeps } from './deps.ts';

type Deps = Pick<CommandDeps, 'state'>;

/** `amphora.artifacts.filter` and `amphora.runs.filter`; text given needs no question. */
export async function filterView(
  { state }: Deps,
  view: 'artifacts' | 'runs',
  target: unknown,
): Promise<void> {
  const key = view === 'artifacts' ? 'artifactFilter' : 'runFilter';
  const text =
    typeof target === 'string'
      ? target
      : await ask({
          title: view === 'artifacts' ? l10n.t('Filter Artifacts') : l10n.t('Filter Runs'),
          prompt: l10n.t('Shows what has this in its name. Empty shows all.'),
          value: state[key],
        });
  if (text !== undefined) state[key] = text.trim();
}

/** `amphora.artifact.pin` and `unpin`. */
export async function setPinned({ state }: Deps, pinned: boolean, target: unknown): Promise<void> {
  if (!isNode(target) || target.kind !== 'artifact') return;
  const { parent, artifact } = target;
  const project =
    artifact.newest?.project ??
    (parent.kind === 'project'
      ? parent.project.name
      : parent.kind === 'type'
        ? parent.parent.project.name
        : '');
  const pin = { store: connectionOf(target).name, project, artifact: artifact.name };
  await (pinned ? state.pin(pin) : state.unpin(pin));
}

type SortKey = 'amphora.tree.sortArtifacts' | 'amphora.tree.sortRuns';

/** Has an order chosen and remembers it; one that is given needs no question. */
async function sortView<K extends SortKey>(
  key: K,
  texts: { readonly title: string; readonly placeholder: string },
  names: Readonly<Record<SettingValue<K>, string>>,
  target: unknown,
): Promise<void> {
  const orders = Object.keys(names) as SettingValue<K>[];
  const current = readSetting(key);
  const items = orders.map(order => ({
    label: names[order],
    order,
    ...(order === current ? { description: l10n.t('now') } : {}),
  }));
  const chosen = orders.find(order => order === target) ?? (await pick({ ...texts, items }))?.order;
  if (chosen !== undefined) await writeSetting(key, chosen);
}

/** `amphora.artifacts.sort` */
export function sortArtifacts(target: unknown): Promise<void> {
  const texts = { title: l10n.t('Sort Artifacts'), placeholder: l10n.t('Order of artifacts') };
  const names = { name: l10n.t('Name'), updated: l10n.t('Last Change'), created: l10n.t('Creation') };
  return sortView('amphora.tree.sortArtifacts', texts, names, target);
}

/** `amphora.runs.sort` */
export function sortRuns(target: unknown): Promise<void> {
  const texts = { title: l10n.t('Sort Runs'), placeholder: l10n.t('Order of runs') };
  const names = { created: l10n.t('Start'), name: l10n.t('Name'), state: l10n.t('State') };
  return sortView('amphora.tree.sortRuns', texts, names, target);
}
