import path from 'node:path';
import { parseAlias, parseName } from '../../core/names.ts';
import { defineCommand } from '../command.ts';
import { readJsonArgument } from '../jsonArgument.ts';
import { loggedWords } from '../loggedWords.ts';
import { transferReporter } from '../progress.ts';
import { chosenPlace, PROJECT_OPTION } from '../project.ts';
import { versionJson } from '../shapes.ts';
import { usageError } from '../usageError.ts';

export const logCommand = defineCommand({
  name: 'log',
  summary: 'Log a folder or a file as a version of an artifact',
  usage:
    'log DIR --name NAME --type TYPE [--project PROJECT] [--alias ALIAS]… [--metadata JSON|@FILE] [--description TEXT] [--tag TAG]…',
  details: `The version also becomes latest. Content that the artifact already has makes no new version: the aliases
move to the one that has it. What .amphoraignore names (in the syntax of .gitignore) is left out, and .git.`,
  access: 'create',
  words: ['DIR'],
  options: {
    name: { type: 'string', value: 'NAME', required: true, help: 'Name of the artifact, such as mnist-raw' },
    type: { type: 'string', value: 'TYPE', required: true, help: 'Its type, such as dataset or model' },
    project: PROJECT_OPTION,
    alias: {
      type: 'string',
      value: 'ALIAS',
      multiple: true,
      help: 'Alias to put on the version, beside latest',
    },
    metadata: { type: 'string', value: 'JSON|@FILE', help: 'Metadata, as a JSON object or a file with one' },
    description: { type: 'string', value: 'TEXT', help: 'Description of the version' },
    tag: { type: 'string', value: 'TAG', multiple: true, help: 'Tag to put on the version' },
  },
  async run(context, { options, words: [folder = ''] }) {
    // An empty path would mean the current folder, which is not what an unset variable means.
    if (folder === '') throw usageError('DIR is empty');
    const { description } = options;
    const request = {
      path: path.resolve(context.folder, folder),
      ...chosenPlace(context, options.project),
      artifact: parseName(options.name, 'an artifact'),
      type: parseName(options.type, 'an artifact type'),
      aliases: options.alias.map(parseAlias),
      tags: options.tag.map(tag => parseName(tag, 'a tag')),
      ...(description === undefined ? {} : { description }),
      ...(options.metadata === undefined
        ? {}
        : { metadata: await readJsonArgument(options.metadata, context.folder, 'metadata-not-json') }),
    };
    // Before a store is made for nothing.
    const { openSource } = await import('../../transfer/source.ts');
    openSource(request.path, context.storeFolder);
    const service = await context.service();
    const result = await service.log(request, {
      signal: context.interrupts.signal,
      onProgress: transferReporter(context.terminal, request.artifact),
    });
    const { version, created, placedBytes } = result;
    return {
      json: { version: versionJson(version), created, placedBytes },
      text: () => `${loggedWords(result)}\n`,
    };
  },
});
