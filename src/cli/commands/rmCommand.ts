import type { DeleteImpact } from '../../store/writes.ts';
import { AmphoraError } from '../../core/errors.ts';
import type { Version } from '../../core/version.ts';
import { versionLabel } from '../../core/version.ts';
import { defineCommand } from '../command.ts';
import { PROJECT_OPTION } from '../project.ts';
import { resolveVersion } from '../resolveVersion.ts';
import { versionJson } from '../shapes.ts';
import { usageError } from '../usageError.ts';
import { bytes, some } from '../words.ts';

/** Runs shown by name before the rest is only counted. */
const SHOWN = 5;

function runNames(impact: DeleteImpact): string {
  const names = [...new Set(impact.usedBy.map(use => use.name))];
  const shown = names.slice(0, SHOWN).join(', ');
  return names.length > SHOWN ? `${shown}, …` : shown;
}

function spaceWords(version: Version, { freedBytes }: DeleteImpact): string {
  if (version.size === 0) return 'it took no space';
  if (freedBytes === undefined) return 'amphora gc can give back its space';
  if (freedBytes === 0) return 'other versions still need its files, so there is no space to give back';
  return `amphora gc can give back ${bytes(freedBytes)}`;
}

export const rmCommand = defineCommand({
  name: 'rm',
  summary: 'Delete a version',
  usage: 'rm REF [--force] [--project PROJECT]',
  details: `Says who uses the version; one that a run used is deleted only with --force. It keeps its place in the lineage,
marked as deleted. amphora gc gives its space back.`,
  access: 'change',
  words: ['REF'],
  options: {
    force: { type: 'boolean', help: 'Delete it even if runs used it' },
    project: PROJECT_OPTION,
  },
  async run(context, { options, words: [reference = ''] }) {
    if (reference !== '' && !reference.includes(':')) {
      throw usageError(
        `"${reference}" does not say which version to delete; write ${reference}:v3 or ${reference}:ALIAS`,
      );
    }
    const { store } = await context.service();
    const version = await resolveVersion(context, await context.service(), reference, options.project);
    const impact = await store.deleteImpact([version.id], { signal: context.interrupts.signal });
    const uses = new Set(impact.usedBy.map(use => use.run)).size;
    const label = versionLabel(version);
    if (uses > 0 && !options.force) {
      throw new AmphoraError('version-in-use', { version: label, count: uses, names: runNames(impact) });
    }
    if (uses > 0) context.terminal.message(`${label} was used by ${some(uses, 'run')}: ${runNames(impact)}`);
    await store.deleteVersions([version.id], { force: options.force });
    return {
      json: { deleted: versionJson(version), usedBy: impact.usedBy, freedBytes: impact.freedBytes ?? null },
      text() {
        return `Deleted ${label}; ${spaceWords(version, impact)}\n`;
      },
    };
  },
});
