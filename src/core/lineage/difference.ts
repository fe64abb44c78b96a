/** Where two versions' lineages part. */
import type { LineageNode } from '../lineage.ts';
import { groupOf } from '../lineageGroups.ts';
import type { LineageIndex } from '../lineageReach.ts';
import { reachOf } from '../lineageReach.ts';

/** Two nodes that play the same part in the two lineages; one side is missing where the other has one more. */
export interface Pair {
  readonly left?: LineageNode;
  readonly right?: LineageNode;
  /** Edges from the two that are compared. */
  readonly distance: number;
  /** Whether both are the very same node. */
  readonly same: boolean;
}

export interface Difference {
  /** Ids of what both came from. */
  readonly common: ReadonlySet<string>;
  readonly onlyLeft: ReadonlySet<string>;
  readonly onlyRight: ReadonlySet<string>;
  /** From the two themselves on upwards, as far as they are not the same. */
  readonly pairs: readonly Pair[];
}

/** What plays the same part: versions of one artifact, runs of one job type. */
function partOf(node: LineageNode): string {
  return node.kind === 'version' ? JSON.stringify([node.projectId, node.artifact]) : groupOf(node);
}

/** Compares what two nodes came from. */
export function lineageDifference(index: LineageIndex, left: string, right: string): Difference {
  const [ofLeft, ofRight] = [reachOf(index, [left]).ancestors, reachOf(index, [right]).ancestors];
  return {
    common: new Set([...ofLeft].filter(id => ofRight.has(id))),
    onlyLeft: new Set([...ofLeft].filter(id => !ofRight.has(id))),
    onlyRight: new Set([...ofRight].filter(id => !ofLeft.has(id))),
    pairs: pairsFrom(index, left, right),
  };
}

function pairsFrom(index: LineageIndex, left: string, right: string): readonly Pair[] {
  const pairs: Pair[] = [];
  const seen = new Set<string>();
  let level: (readonly [string | undefined, string | undefined])[] = [[left, right]];
  for (let distance = 0; level.length > 0; distance++) {
    const next: typeof level = [];
    for (const [a, b] of level) {
      const key = JSON.stringify([a, b]);
      if (seen.has(key)) continue;
      seen.add(key);
      const [leftNode, rightNode] = [
        a === undefined ? a : index.node(a),
        b === undefined ? b : index.node(b),
      ];
      pairs.push({
        ...(leftNode ? { left: leftNode } : {}),
        ...(rightNode ? { right: rightNode } : {}),
        distance,
        same: a === b,
      });
      // What both share they share with all that it came from; what only one has is not followed.
      if (a !== undefined && b !== undefined && a !== b) next.push(...partners(index, a, b));
    }
    level = next;
  }
  return pairs;
}

/** Inputs of the one beside those of the other that play the same part, in order. */
function partners(
  index: LineageIndex,
  a: string,
  b: string,
): readonly (readonly [string | undefined, string | undefined])[] {
  const inputs = (id: string): readonly LineageNode[] =>
    index.inputs(id).flatMap(each => index.node(each) ?? []);
  const [left, right] = [Map.groupBy(inputs(a), partOf), Map.groupBy(inputs(b), partOf)];
  return [...new Set([...left.keys(), ...right.keys()])].flatMap(part => {
    const [ofLeft, ofRight] = [left.get(part) ?? [], right.get(part) ?? []];
    const shared = ofLeft.filter(node => ofRight.includes(node));
    const [lone, other] = [ofLeft, ofRight].map(nodes => nodes.filter(node => !shared.includes(node)));
    const rest = Array.from(
      { length: Math.max(lone?.length ?? 0, other?.length ?? 0) },
      (_, i) => [lone?.[i]?.id, other?.[i]?.id] as const,
    );
    return [...shared.map(node => [node.id, node.id] as const), ...rest];
  });
}
