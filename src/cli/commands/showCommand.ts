import { stringifyJson } from '../../core/json.ts';
import type { RunNode } from '../../core/lineage.ts';
import { runLabel } from '../../core/lineage.ts';
import type { Manifest } from '../../core/manifest.ts';
import { LATEST } from '../../core/names.ts';
import { formatReference } from '../../core/reference.ts';
import type { Version } from '../../core/version.ts';
import { expiryOf, versionReference } from '../../core/version.ts';
import { columns } from '../columns.ts';
import { defineCommand } from '../command.ts';
import { PROJECT_OPTION } from '../project.ts';
import { resolveVersion } from '../resolveVersion.ts';
import { entryJson, isoTime, versionJson } from '../shapes.ts';
import { age, bytes, count, filesAndBytes } from '../words.ts';

/** Files shown unless all are asked for. */
const SHOWN = 20;

interface Shown {
  readonly version: Version;
  readonly manifest: Manifest;
  readonly shown: number;
  readonly loggedBy: readonly RunNode[];
  readonly usedBy: readonly RunNode[];
  /** Whether it is not another server's, which may have other rules. */
  readonly isOurs: boolean;
}

const runJson = ({ id, name, jobType, state, createdAt }: RunNode) => ({
  id,
  name,
  jobType,
  state,
  createdAt: isoTime(createdAt),
});

/** When its time is over, and what keeps it nevertheless in a store of ours; see retention.ts there. */
function expiryWords({ version, isOurs }: Shown): string {
  const expiry = expiryOf(version);
  if (expiry === undefined) return '';
  const names = isOurs ? version.aliases.filter(alias => alias !== LATEST) : [];
  const kept = names.length === 0 ? '' : `; kept while it is called ${names.join(', ')}`;
  return `${isoTime(expiry)}${kept}`;
}

function describe(all: Shown, now: number): string {
  const { version, manifest, shown, loggedBy, usedBy } = all;
  const { aliases, type, digest, createdAt, description, tags, metadata } = version;
  const facts: readonly (readonly [string, string])[] = [
    ['Version', formatReference(versionReference(version))],
    ['Type', type],
    ['Aliases', aliases.join(', ')],
    ['Tags', tags.join(', ')],
    ['Content', filesAndBytes(version.fileCount, version.size)],
    ['Digest', digest],
    ['Logged', `${age(createdAt, now)} (${isoTime(createdAt)})`],
    ['Expires', expiryWords(all)],
    ['Logged by', loggedBy.map(runLabel).join(', ')],
    ['Used by', usedBy.map(runLabel).join(', ')],
    ['Description', description],
    ['Metadata', Object.keys(metadata).length === 0 ? '' : stringifyJson(metadata)],
  ];
  const rows = manifest.entries
    .slice(0, shown)
    .map(entry => [
      `  ${bytes(entry.size)}`,
      entry.kind === 'reference' ? `${entry.path} → ${entry.url}` : entry.path,
    ]);
  const rest = manifest.entries.length - rows.length;
  return [
    columns(facts.filter(([, value]) => value !== '')),
    'Files\n',
    columns(rows, ['right']),
    rest > 0 ? `  and ${count(rest)} more; --files shows all\n` : '',
  ].join('');
}

export const showCommand = defineCommand({
  name: 'show',
  summary: 'Show a version: its aliases, metadata, files, and the runs that made and used it',
  usage: 'show REF [--files] [--project PROJECT]',
  access: 'read',
  words: ['REF'],
  options: {
    files: { type: 'boolean', help: `Show every file, not only the first ${String(SHOWN)}` },
    project: PROJECT_OPTION,
  },
  async run(context, { options, words: [reference = ''] }) {
    const { signal } = context.interrupts;
    const service = await context.service();
    const version = await resolveVersion(context, service, reference, options.project);
    const [manifest, lineage] = await Promise.all([
      service.store.manifest(version.id, { signal }),
      service.store.lineage({ around: version.id, depth: 1, direction: 'both' }, { signal }),
    ]);
    const runs = new Map(
      lineage.nodes.filter(node => node.kind === 'run').map(node => [node.id as string, node]),
    );
    const loggedBy = lineage.edges.flatMap(edge =>
      edge.to === version.id ? (runs.get(edge.from) ?? []) : [],
    );
    const usedBy = lineage.edges.flatMap(edge => (edge.from === version.id ? (runs.get(edge.to) ?? []) : []));
    const shown = options.files ? manifest.entries.length : SHOWN;
    return {
      json: {
        version: versionJson(version),
        loggedBy: loggedBy.map(runJson),
        usedBy: usedBy.map(runJson),
        files: manifest.entries.slice(0, shown).map(entryJson),
      },
      text: () =>
        describe(
          { version, manifest, shown, loggedBy, usedBy, isOurs: context.storeFolder !== undefined },
          context.now(),
        ),
    };
  },
});
