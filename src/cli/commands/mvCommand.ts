import { parseName } from '../../core/names.ts';
import { defineCommand } from '../command.ts';
import { chosenPlace, placeText, PROJECT_OPTION } from '../project.ts';
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
    const place = chosenPlace(context, options.project);
    const { id } = await store.project(place.project, place.entity);
    const artifact = await store.artifact(id, parseName(name, 'an artifact'));
    if (newName !== undefined)
      await store.editArtifact(artifact.id, { name: parseName(newName, 'an artifact') });
    const own = entity ?? place.entity;
    const moved = { project: target ?? place.project, ...(own === undefined ? {} : { entity: own }) };
    if (target !== undefined) await store.moveArtifact(artifact.id, moved);
    return {
      json: { artifact: newName ?? artifact.name, project: moved.project, entity: own ?? null },
      text: () => `${artifact.name} is ${placeText(moved)}/${newName ?? artifact.name} now\n`,
    };
  },
});
