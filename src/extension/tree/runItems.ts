/** How runs and what they used and made read in the tree. */
import { l10n, ThemeIcon, TreeItem, TreeItemCollapsibleState } from 'vscode';
import { versionName } from '../../core/names.ts';
import { endOf, type RunState } from '../../core/run.ts';
import { age, bytes, count, dateTime, duration, joined, runCount } from '../host/format.ts';
import { runIcon, typeIcon } from './icons.ts';
import type { JobTypeNode, LinkNode, LinksNode, RunNode } from './nodes.ts';
import { tooltip } from './tooltip.ts';

const { Collapsed, Expanded, None } = TreeItemCollapsibleState;

export function stateName(state: RunState): string {
  switch (state) {
    case 'running':
      return l10n.t('running');
    case 'finished':
      return l10n.t('finished');
    case 'failed':
      return l10n.t('failed');
    case 'crashed':
      return l10n.t('crashed');
    case 'killed':
      return l10n.t('stopped');
  }
}

export function jobTypeItem({ id, jobType, open }: JobTypeNode): TreeItem {
  const name = jobType.name === '' ? l10n.t('No job type') : jobType.name;
  const item = new TreeItem(name, open ? Expanded : Collapsed);
  item.id = id;
  item.contextValue = 'jobType';
  item.iconPath = new ThemeIcon('server-process');
  item.description = count(jobType.count);
  item.tooltip = tooltip(name, [[l10n.t('Runs'), count(jobType.count)]]);
  item.accessibilityInformation = {
    label: l10n.t('job type {0}, {1}', name, runCount(jobType.count)),
  };
  return item;
}

export function runItem({ id, run, showJobType }: RunNode): TreeItem {
  const item = new TreeItem(run.name, Collapsed);
  const state = stateName(run.state);
  const end = endOf(run);
  item.id = id;
  item.contextValue = 'run';
  item.iconPath = runIcon(run.state);
  item.description = joined(
    showJobType && run.jobType !== '' ? run.jobType : undefined,
    run.state === 'finished' ? undefined : state,
    age(run.createdAt),
  );
  item.tooltip = tooltip(run.name, [
    [l10n.t('State'), state],
    [l10n.t('Job type'), run.jobType],
    [l10n.t('Inputs'), count(run.inputCount)],
    [l10n.t('Outputs'), count(run.outputCount)],
    [l10n.t('Started'), dateTime(run.createdAt)],
    [l10n.t('Took'), end === undefined ? undefined : duration(end - run.createdAt)],
    [l10n.t('Exit code'), run.exitCode === undefined ? undefined : String(run.exitCode)],
    [l10n.t('Short name'), run.key],
  ]);
  item.accessibilityInformation = {
    label: l10n.t(
      'run {0}, {1}, {2}, {3}',
      run.name,
      run.jobType === '' ? l10n.t('No job type') : run.jobType,
      state,
      age(run.createdAt),
    ),
  };
  return item;
}

export function linksItem({ id, side, links }: LinksNode): TreeItem {
  const label = side === 'inputs' ? l10n.t('Inputs') : l10n.t('Outputs');
  const item = new TreeItem(label, links.length > 0 ? Expanded : None);
  item.id = id;
  item.contextValue = side;
  item.iconPath = new ThemeIcon(side === 'inputs' ? 'arrow-right' : 'arrow-left');
  item.description = links.length > 0 ? count(links.length) : l10n.t('none');
  return item;
}

export function linkItem({ id, link }: LinkNode): TreeItem {
  const item = new TreeItem(`${link.artifact}:${versionName(link.version)}`, None);
  item.id = id;
  item.contextValue = link.deleted ? 'versionDeleted' : 'version';
  item.iconPath = link.deleted ? new ThemeIcon('trash') : typeIcon(link.type);
  const usedAs = link.usedAs === undefined ? undefined : l10n.t('used as {0}', link.usedAs);
  item.description = link.deleted
    ? joined(l10n.t('deleted'), usedAs)
    : joined(usedAs, link.aliases.join(', '), bytes(link.size));
  item.tooltip = tooltip(`${link.artifact}:${versionName(link.version)}`, [
    [l10n.t('Type'), link.type],
    [l10n.t('Aliases'), link.aliases.join(', ')],
    [l10n.t('Used as'), link.usedAs],
    [l10n.t('Size'), bytes(link.size)],
  ]);
  return item;
}
