import { l10n, ThemeIcon } from 'vscode';
import type { Project } from '../../core/project.ts';
import { projectTitle } from '../../core/project.ts';
import { artifactCount, joined, runCount } from '../host/format.ts';
import { pick, plain } from '../host/quickPick.ts';
import type { Subject } from '../panels/addressOf.ts';
import { subjectOfNode, subjectOfRequest } from '../panels/addressOf.ts';
import { activeProject } from './activeProject.ts';
import { isNode } from './arguments.ts';
import type { AskingDeps } from './deps.ts';
import { tellEmptyStore } from './emptyStore.ts';
import { titled } from './titled.ts';

/**
 * What a command is about: a node, what a request names, else the project that a person picks; undefined when they leave.
 * @param title of the picker
 */
export async function findSubject(
  deps: AskingDeps,
  target: unknown,
  title: string,
): Promise<Subject | undefined> {
  const { store } = deps.connection;
  if (isNode(target) && target.kind !== 'store') return subjectOfNode(store, target);
  return (await subjectOfRequest(store, target)) ?? pickSubject(deps, title);
}

async function pickSubject(deps: AskingDeps, title: string): Promise<Subject | undefined> {
  const { store } = deps.connection;
  if (await tellEmptyStore(store)) return undefined;
  const { items: projects } = await store.projects({ limit: 1000 });
  const project = projects.length > 1 ? await pickProject(deps, projects, title) : projects[0];
  return project && { kind: 'project', project };
}

async function pickProject(
  deps: AskingDeps,
  projects: readonly Project[],
  title: string,
): Promise<Project | undefined> {
  const items = projects.map(project => ({
    label: plain(projectTitle(project, deps.connection.entity)),
    description: joined(artifactCount(project.artifactCount), runCount(project.runCount)),
    iconPath: new ThemeIcon('project'),
    project,
  }));
  const active = activeProject(deps.memory);
  const preferred = items.find(item => item.project.name === active);
  const chosen = await pick({
    title: titled(deps, title),
    placeholder: l10n.t('Pick a project'),
    items,
    ...(preferred && { active: preferred }),
  });
  return chosen?.project;
}
