import { parseName } from '../../core/names.ts';
import { defineCommand } from '../command.ts';
import { chosenProject, PROJECT_OPTION } from '../project.ts';
import { usageError } from '../usageError.ts';

export const mvCommand = defineCommand({
  name: 'mv',
  summary: 'Rename an artifact, or move it to another project',
  usage: 'mv NAME [--name NAME] [--to-project PROJECT] [--to-entity ENTITY] [--project PROJECT]',
  details: `All its versions go with it: their numbers, aliases and lineage stay. A project that is not there is made. Servers
of W&B rename only.`,
  access: 'change',
  words: ['NAME'],
  options: {
    name: { type: 'string', value: 'NAME', help: 'New name' },
    'to-project': { type: 'string', value: 'PROJECT', help: 'Project to move it to' },
    'to-entity': { type: 'string', value: 'ENTITY', help: 'Entity of that project, such as a team' },
    project: PROJECT_OPTION,
  },
  async run(context, { options, words: [name = ''] }) {
    const { name: newName, 'to-project': target, 'to-entity': entity } = options;
    if (newName === undefined && target === undefined)
      throw usageError('Say what is to change, by --name or --to-project');
    if (entity !== undefined && target === undefined) throw usageError('--to-entity needs --to-project');
    const { store } = await context.service();
    const project = chosenProject(context, options.project);
    const artifact = await store.artifact((await store.project(project)).id, parseName(name, 'an artifact'));
    if (newName !== undefined)
      await store.editArtifact(artifact.id, { name: parseName(newName, 'an artifact') });
    if (target !== undefined) {
      await store.moveArtifact(artifact.id, { project: target, ...(entity === undefined ? {} : { entity }) });
    }
    const now = `${entity === undefined ? '' : `${entity}/`}${target ?? project}/${newName ?? artifact.name}`;
    return {
      json: { artifact: newName ?? artifact.name, project: target ?? project, entity: entity ?? null },
      text: () => `${artifact.name} is ${now} now\n`,
    };
  },
});
