import { l10n } from 'vscode';
import type { Artifact } from '../../core/artifact.ts';
import { ask } from '../host/inputBox.ts';
import { notify } from '../host/messages.ts';
import { activeProject } from './activeProject.ts';
import { isNode, isRequest, stringOf } from './arguments.ts';
import type { AskingDeps } from './deps.ts';
import { nameProblem } from './validate.ts';

/** `amphora.artifact.move`. Takes the node of an artifact, or a request `{ artifact, project?, to, entity? }`: `to` is the other project. */
export async function moveArtifact(deps: AskingDeps, target: unknown): Promise<void> {
  const artifact = await findArtifact(deps, target);
  const { store } = deps.connection;
  if (isRequest(target)) {
    const entity = stringOf(target, 'entity');
    const project = stringOf(target, 'to') ?? '';
    await store.moveArtifact(artifact.id, { project, ...(entity === undefined ? {} : { entity }) });
    return;
  }
  const { entity, name } = await store.projectById(artifact.projectId);
  const project = await ask({
    title: l10n.t('Move {0}', artifact.name),
    prompt: l10n.t(
      'Project to move it to with all its versions; it is made where there is none of this name',
    ),
    value: name,
    validate: text => nameProblem(text, 'a project'),
  });
  if (project === undefined || project === name) return;
  await store.moveArtifact(artifact.id, { project, entity });
  notify('info', l10n.t('{0} is in {1} now', artifact.name, project));
}

async function findArtifact({ connection, memory }: AskingDeps, target: unknown): Promise<Artifact> {
  const { store } = connection;
  if (isNode(target) && target.kind === 'artifact') return target.artifact;
  const artifact = isRequest(target) ? (stringOf(target, 'artifact') ?? '') : '';
  const named = isRequest(target) ? stringOf(target, 'project') : undefined;
  const project = named ?? activeProject(memory);
  return store.artifact((await store.project(project)).id, artifact);
}
