/** What the details panel says of a version or run, in the order one asks for it. */
import type { RunNode, VersionNode } from '../../../src/core/lineage.ts';
import { versionName } from '../../../src/core/names.ts';
import type { LineageDetails } from '../../../src/protocol/lineage.ts';
import { formatBytes, formatNumber, formatSpan, formatTime } from '../../ui/format.ts';
import { t } from '../../ui/l10n.ts';
import { stateText } from '../../ui/things.ts';

export interface Fact {
  readonly name: string;
  readonly value: string;
  /** Set in the editor's font: names, digests, numbers. */
  readonly code?: boolean;
}

type VersionDetails = Extract<LineageDetails, { kind: 'version' }>;
type RunDetails = Extract<LineageDetails, { kind: 'run' }>;

const code = (name: string, value: string | undefined): Fact[] =>
  value === undefined || value === '' ? [] : [{ name, value, code: true }];
const plain = (name: string, value: string | undefined): Fact[] =>
  value === undefined || value === '' ? [] : [{ name, value }];

export function versionFacts(node: VersionNode, details: VersionDetails | undefined): Fact[] {
  return [
    ...code(t('Type'), node.type),
    ...code(t('Artifact'), node.artifact),
    ...code(t('Version'), versionName(node.version)),
    ...plain(t('Size'), formatBytes(node.size)),
    ...plain(t('Files'), formatNumber(node.fileCount)),
    ...plain(t('Created'), formatTime(node.createdAt)),
    ...plain(t('Description'), details?.description),
    ...plain(t('Tags'), details?.tags.join(', ')),
    ...code(t('Digest'), details?.digest),
  ];
}

export function runFacts(node: RunNode, details: RunDetails | undefined): Fact[] {
  const { finishedAt, exitCode, git } = details ?? {};
  return [
    ...code(t('Job type'), node.jobType),
    ...plain(t('State'), stateText(node.state)),
    ...plain(t('Created'), formatTime(node.createdAt)),
    ...plain(t('Duration'), finishedAt === undefined ? undefined : formatSpan(finishedAt - node.createdAt)),
    ...code(t('Exit code'), exitCode === undefined ? undefined : String(exitCode)),
    ...plain(t('Notes'), details?.notes),
    ...plain(t('Tags'), details?.tags.join(', ')),
    ...code(t('Host'), details?.host),
    ...code(t('Command'), details?.command?.join(' ')),
    ...code(t('Branch'), git?.branch),
    ...code(
      t('Commit'),
      git?.commit && (git.dirty ? t('{commit} with changes', { commit: git.commit }) : git.commit),
    ),
    ...code(t('Remote'), git?.remote),
  ];
}
