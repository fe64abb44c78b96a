import { l10n, ThemeIcon } from 'vscode';
import type { Project } from '../../core/project.ts';
import type { LineageScope } from '../../protocol/lineage.ts';
import type { Store } from '../../store/contract.ts';
import { artifactCount, joined, runCount } from '../host/format.ts';
import { pick, plain } from '../host/quickPick.ts';
import { scopeOfNode, scopeOfRequest } from '../panels/lineageScope.ts';
import { activeProject } from './activeProject.ts';
import { isNode } from './arguments.ts';
import type { CommandDeps } from './deps.ts';
import { tellEmptyStore } from './emptyStore.ts';

/** `amphora.lineage.show`. Takes a node, a request `{ version | run | project }`, or nothing (a picker of projects). */
export async function showLineage(
  { connection, memory }: Pick<CommandDeps, 'connection' | 'memory'>,
  show: (scope: LineageScope) => void,
  target: unknown,
): Promise<void> {
  const { store } = connection;
  const scope = isNode(target)
    ? await scopeOfNode(store, target)
    : ((await scopeOfRequest(store, target)) ?? (await pickScope(store, activeProject(memory))));
  if (scope) show(scope);
}

async function pickScope(store: Store, active: string): Promise<LineageScope | undefined> {
  if (await tellEmptyStore(store)) return undefined;
  const { items: projects } = await store.projects({ limit: 1000 });
  const project = projects.length > 1 ? await pickProject(projects, active) : projects[0];
  return project && { project: project.id };
}

async function pickProject(projects: readonly Project[], active: string): Promise<Project | undefined> {
  const items = projects.map(project => ({
    label: plain(project.name),
    description: joined(artifactCount(project.artifactCount), runCount(project.runCount)),
    iconPath: new ThemeIcon('project'),
    project,
  }));
  const preferred = items.find(item => item.project.name === active);
  const chosen = await pick({
    title: l10n.t('Show Lineage'),
    placeholder: l10n.t('Pick a project'),
    items,
    ...(preferred && { active: preferred }),
  });
  return chosen?.project;
}
