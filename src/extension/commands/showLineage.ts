import { l10n, ThemeIcon } from 'vscode';
import type { Project } from '../../core/project.ts';
import type { LineageScope } from '../../protocol/lineage.ts';
import { artifactCount, joined, runCount } from '../host/format.ts';
import { pick, plain } from '../host/quickPick.ts';
import { scopeIn, scopeOfNode, scopeOfRequest } from '../panels/lineageScope.ts';
import { activeProject } from './activeProject.ts';
import { isNode } from './arguments.ts';
import type { AskingDeps } from './deps.ts';
import { tellEmptyStore } from './emptyStore.ts';
import { titled } from './titled.ts';

/**
 * `amphora.lineage.show`. Takes a node, a request `{ version | run | project, store? }`, or nothing (a picker of projects, as for
 * the node of a store).
 */
export async function showLineage(
  deps: AskingDeps,
  show: (scope: LineageScope) => void,
  target: unknown,
): Promise<void> {
  const { store } = deps.connection;
  const scope =
    isNode(target) && target.kind !== 'store'
      ? await scopeOfNode(store, target)
      : ((await scopeOfRequest(store, target)) ?? (await pickScope(deps)));
  if (scope) show(scopeIn(deps.connection.name, scope));
}

async function pickScope(deps: AskingDeps): Promise<LineageScope | undefined> {
  const { store } = deps.connection;
  if (await tellEmptyStore(store)) return undefined;
  const { items: projects } = await store.projects({ limit: 1000 });
  const project = projects.length > 1 ? await pickProject(deps, projects) : projects[0];
  return project && { project: project.id };
}

async function pickProject(deps: AskingDeps, projects: readonly Project[]): Promise<Project | undefined> {
  const items = projects.map(project => ({
    label: plain(project.name),
    description: joined(artifactCount(project.artifactCount), runCount(project.runCount)),
    iconPath: new ThemeIcon('project'),
    project,
  }));
  const active = activeProject(deps.memory);
  const preferred = items.find(item => item.project.name === active);
  const chosen = await pick({
    title: titled(deps, l10n.t('Show Lineage')),
    placeholder: l10n.t('Pick a project'),
    items,
    ...(preferred && { active: preferred }),
  });
  return chosen?.project;
}
