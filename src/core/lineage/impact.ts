/** What deleting would touch. */
import type { LineageNode, RunNode, VersionNode } from '../lineage.ts';
import type { LineageIndex } from '../lineageReach.ts';
import { reachOf } from '../lineageReach.ts';

export interface Impact {
  /** Runs that used it themselves, in order of creation. */
  readonly users: readonly RunNode[];
  /** All that came of it, however far, without itself; deleted ones left out. */
  readonly runs: readonly RunNode[];
  readonly versions: readonly VersionNode[];
  /** Of these versions, and of its own: `name:alias`. */
  readonly aliases: readonly string[];
}

/** What came of a node. */
export function impactOf(index: LineageIndex, id: string): Impact {
  const { descendants } = reachOf(index, [id]);
  const isThere = (node: LineageNode): boolean => descendants.has(node.id) && !node.deleted;
  const all = index.graph.nodes.filter(isThere);
  const later = all.filter(node => node.id !== id);
  const users = new Set(index.outputs(id));
  const runs = later.filter(node => node.kind === 'run');
  return {
    users: runs.filter(node => users.has(node.id)),
    runs,
    versions: later.filter(node => node.kind === 'version'),
    aliases: all.flatMap(node =>
      node.kind === 'version' ? node.aliases.map(alias => `${node.artifact}:${alias}`) : [],
    ),
  };
}
