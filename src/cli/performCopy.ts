/** `amphora push` and `amphora pull`: the same copy, one way or the other. */
import { versionLabel, versionReference } from '../core/version.ts';
import { formatReference } from '../core/reference.ts';
import type { Answer, Context, Input } from './command.ts';
import { transferReporter } from './progress.ts';
import { PROJECT_OPTION } from './project.ts';
import { otherStore } from './remotes/storeTarget.ts';
import { resolveVersion } from './resolveVersion.ts';
import { versionJson } from './shapes.ts';
import { bytes, some } from './words.ts';

export const COPY_OPTIONS = {
  'with-lineage': { type: 'boolean', help: 'Also the runs and versions it came from' },
  'to-project': { type: 'string', value: 'PROJECT', help: 'Project there; of the same name unless told' },
  'to-entity': { type: 'string', value: 'ENTITY', help: 'Entity there, such as a team' },
  project: PROJECT_OPTION,
} as const;

export async function performCopy(
  context: Context,
  { options, words: [reference = '', named = ''] }: Input<typeof COPY_OPTIONS>,
  direction: 'push' | 'pull',
): Promise<Answer> {
  const other = await otherStore(named, context);
  const [own, there] = [
    await context.service(),
    await context.open(other, direction === 'push' ? 'create' : 'read'),
  ];
  const [from, to] = direction === 'push' ? [own, there] : [there, own];
  const version = await resolveVersion(context, from, reference, options.project);
  const { copy } = await import('../transfer/copy/copy.ts');
  const result = await copy(
    from,
    to,
    {
      version: version.id,
      withLineage: options['with-lineage'],
      ...(options['to-project'] === undefined ? {} : { project: options['to-project'] }),
      ...(options['to-entity'] === undefined ? {} : { entity: options['to-entity'] }),
    },
    {
      signal: context.interrupts.signal,
      onProgress: transferReporter(context.terminal, versionLabel(version)),
    },
  );
  const place = other.kind === 'remote' ? other.url : other.folder;
  return {
    json: { ...result, version: versionJson(result.version) },
    text() {
      const name = formatReference(versionReference(result.version));
      const where = direction === 'push' ? ` in ${place}` : '';
      if (result.versions === 0 && result.runs === 0) return `${name}${where} was there already\n`;
      const runs = result.runs > 0 ? `, ${some(result.runs, 'run')}` : '';
      return `Copied ${name}${where} (${some(result.versions, 'version')}${runs}, ${bytes(result.bytes)})\n`;
    },
  };
}
