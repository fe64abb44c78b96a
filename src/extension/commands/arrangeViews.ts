import { l10n } from 'vscode';
import type { ArtifactSort } from '../../store/contract.ts';
import { SETTINGS } from '../contributions/settings.ts';
import { ask } from '../host/inputBox.ts';
import { pick } from '../host/quickPick.ts';
import { readSetting, writeSetting } from '../host/settings.ts';
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
  const pin = { project, artifact: artifact.name };
  await (pinned ? state.pin(pin) : state.unpin(pin));
}

/** `amphora.tree.sort`; an order given needs no question. */
export async function sortArtifacts(target: unknown): Promise<void> {
  const names: Readonly<Record<ArtifactSort, string>> = {
    name: l10n.t('Name'),
    updated: l10n.t('Last Change'),
    created: l10n.t('Creation'),
  };
  const given = Object.keys(SETTINGS['amphora.tree.sort'].values).find(order => order === target);
  const current = readSetting('amphora.tree.sort');
  const items = (Object.keys(names) as ArtifactSort[]).map(order => ({
    label: names[order],
    order,
    ...(order === current ? { description: l10n.t('now') } : {}),
  }));
  const chosen =
    given ??
    (await pick({ title: l10n.t('Sort Artifacts'), placeholder: l10n.t('Order of artifacts'), items }))
      ?.order;
  if (chosen !== undefined) await writeSetting('amphora.tree.sort', chosen as ArtifactSort);
}
