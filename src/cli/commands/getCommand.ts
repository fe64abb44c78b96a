import path from 'node:path';
import { versionLabel } from '../../core/version.ts';
import { artifactFolder } from '../artifactFolder.ts';
import { defineCommand } from '../command.ts';
import { transferReporter } from '../progress.ts';
import { PROJECT_OPTION } from '../project.ts';
import { resolveVersion } from '../resolveVersion.ts';
import { versionJson } from '../shapes.ts';
import { usageError } from '../usageError.ts';
import { bytes, count, some } from '../words.ts';

export const getCommand = defineCommand({
  name: 'get',
  summary: 'Download a version',
  usage: 'get REF [--out DIR] [--overwrite] [--project PROJECT]',
  details: `Goes to artifacts/<name>:<version> unless --out names a folder. Files that are there and right are kept;
every byte is checked. Files that were changed are written over only with --overwrite.`,
  access: 'read',
  words: ['REF'],
  options: {
    out: { type: 'string', value: 'DIR', help: 'Folder to download to' },
    overwrite: { type: 'boolean', help: 'Write over files that differ' },
    project: PROJECT_OPTION,
  },
  async run(context, { options, words: [reference = ''] }) {
    if (options.out === '') throw usageError('--out needs a value: --out DIR');
    const service = await context.service();
    const version = await resolveVersion(context, service, reference, options.project);
    const target =
      options.out === undefined
        ? artifactFolder(context, version)
        : path.resolve(context.folder, options.out);
    const result = await service.download(
      { version: version.id, target, overwrite: options.overwrite },
      {
        signal: context.interrupts.signal,
        onProgress: transferReporter(context.terminal, versionLabel(version)),
      },
    );
    for (const url of result.leftOut) {
      context.terminal.message(`${url} points outside the store and was left out`);
    }
    return {
      json: { version: versionJson(version), ...result },
      text() {
        const kept = result.keptFiles > 0 ? `, ${count(result.keptFiles)} of them there already` : '';
        const files = `${some(result.files, 'file')}, ${bytes(result.bytes)}`;
        const shown = path.relative(context.folder, result.path);
        const place = shown === '' ? '.' : shown.startsWith('..') ? result.path : shown;
        return `${versionLabel(version)} is in ${place} (${files}${kept})\n`;
      },
    };
  },
});
