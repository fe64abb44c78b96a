/** What a picture says beside names. */
import { type LineageNode, nodeLabel } from '../../core/lineage.ts';
import type { RunState } from '../../core/run.ts';

export interface SvgWords {
  /** What the picture is of. */
  readonly title: string;
  readonly run: string;
  readonly version: string;
  readonly deleted: string;
  readonly states: Readonly<Record<RunState, string>>;
  summary(versions: number, runs: number): string;
}

const counted = (count: number, one: string): string => `${String(count)} ${one}${count === 1 ? '' : 's'}`;

export const ENGLISH: SvgWords = {
  title: 'Lineage',
  run: 'run',
  version: 'artifact version',
  deleted: 'deleted',
  states: {
    running: 'running',
    finished: 'finished',
    failed: 'failed',
    crashed: 'crashed',
    killed: 'stopped',
  },
  summary: (versions, runs) => `${counted(versions, 'artifact version')}, ${counted(runs, 'run')}`,
};

/** Lines of a node's tooltip: its label uncut, and what the picture says by shape alone. */
export function tooltipLines(node: LineageNode, words: SvgWords): readonly string[] {
  const deleted = node.deleted ? [words.deleted] : [];
  return node.kind === 'run'
    ? [nodeLabel(node), words.run, ...deleted, words.states[node.state]]
    : [nodeLabel(node), words.version, ...deleted, ...node.aliases];
}
