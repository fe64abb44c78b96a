/** Which runs and versions rest on something that has a newer version by now, and on what. */
import type { LineageEdge } from '../lineage.ts';
import type { LineageIndex } from '../lineageReach.ts';

export interface Staleness {
  /** Inputs of the run itself that have moved on: edges with `usedAs` and `newer`. None where only what it came from is stale. */
  readonly because: readonly LineageEdge[];
}

/**
 * What is stale. A run is when an alias that it asked for leads to a newer version by now, or when one of its inputs is stale;
 * a version is when the run that logged it is. Old versions that nothing is called by are among them: who shows it may leave
 * these out.
 */
export function staleNodes(index: LineageIndex): ReadonlyMap<string, Staleness> {
  const moved = index.graph.edges.filter(edge => edge.newer !== undefined);
  const own = Map.groupBy(moved, edge => edge.to as string);
  const found = new Map<string, Staleness>([...own].map(([id, because]) => [id, { because }]));
  // A map goes on with what is added to it meanwhile.
  for (const id of found.keys()) {
    for (const output of index.outputs(id)) if (!found.has(output)) found.set(output, { because: [] });
  }
  return found;
}

/** Why a node is stale: the inputs that have moved on nearest to it. None where it is not stale. */
export function staleReasons(
  index: LineageIndex,
  stale: ReadonlyMap<string, Staleness>,
  id: string,
): readonly LineageEdge[] {
  const seen = new Set<string>();
  let level: readonly string[] = [id];
  while (level.length > 0) {
    const reasons = level.flatMap(each => stale.get(each)?.because ?? []);
    if (reasons.length > 0) return reasons;
    for (const each of level) seen.add(each);
    level = [...new Set(level.flatMap(index.inputs))].filter(each => stale.has(each) && !seen.has(each));
  }
  return [];
}
