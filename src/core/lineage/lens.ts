/** How a lineage is looked at: as of which day, around what, and through which filters. */
import type { LineageGraph } from '../lineage.ts';
import type { LineageIndex } from '../lineageReach.ts';
import { indexLineage, reachOf } from '../lineageReach.ts';
import { lineageAsOf } from './asOf.ts';
import { lineageDifference } from './difference.ts';
import { fits, isEmptyFilter, keepNodes, type LineageFilter } from './filter.ts';
import { type Beyond, neighbourhood, type Steps } from './neighbourhood.ts';
import { pathsBetween } from './paths.ts';
import { type Staleness, staleNodes } from './staleness.ts';

/** Two nodes that are looked at together: the ways between them, or where what they came from differs. */
export interface Pairing {
  readonly kind: 'path' | 'compare';
  readonly left: string;
  readonly right: string;
}

export interface Lens {
  /** Milliseconds since the epoch; now where it is unset. */
  readonly asOf?: number;
  readonly filter: LineageFilter;
  /** Around what is in focus. */
  readonly steps: Steps;
  readonly pairing?: Pairing;
}

export const CLEAR: Lens = { filter: {}, steps: {} };

/** What is seen through a lens. */
export interface Seen {
  /** What is to be shown. */
  readonly graph: LineageGraph;
  /** All there was on that day. */
  readonly whole: LineageIndex;
  /** What is stale, of all there was. */
  readonly stale: ReadonlyMap<string, Staleness>;
  /** How many neighbours of nodes in the graph the steps left out. */
  readonly beyond: ReadonlyMap<string, Beyond>;
  /** Of which of the two that are compared a node is, where it is not of both. */
  readonly sides?: ReadonlyMap<string, 'left' | 'right'>;
}

/** @param focus a node that is always shown, with what the steps reach from it; all nodes where it is unset */
export function lookThrough(lens: Lens, graph: LineageGraph, focus?: string): Seen {
  const whole = indexLineage(lens.asOf === undefined ? graph : lineageAsOf(graph, lens.asOf));
  const stale = staleNodes(whole);
  const near = nearest(lens, whole, focus);
  const { filter, pairing } = lens;
  const always = new Set([focus, pairing?.left, pairing?.right]);
  const shown = isEmptyFilter(filter)
    ? near.graph
    : keepNodes(
        near.graph,
        node => always.has(node.id) || (fits(node, filter) && (filter.stale !== true || stale.has(node.id))),
      );
  const sides = pairing?.kind === 'compare' ? sidesOf(whole, pairing) : undefined;
  return { graph: shown, whole, stale, beyond: near.beyond, ...(sides ? { sides } : {}) };
}

function sidesOf(whole: LineageIndex, { left, right }: Pairing): ReadonlyMap<string, 'left' | 'right'> {
  const { onlyLeft, onlyRight } = lineageDifference(whole, left, right);
  return new Map([
    ...[...onlyLeft].map(id => [id, 'left'] as const),
    ...[...onlyRight].map(id => [id, 'right'] as const),
  ]);
}

function nearest(
  { steps, pairing }: Lens,
  whole: LineageIndex,
  focus: string | undefined,
): { readonly graph: LineageGraph; readonly beyond: ReadonlyMap<string, Beyond> } {
  if (pairing?.kind === 'path') {
    const none: LineageGraph = { nodes: [], edges: [], openEnds: [] };
    return {
      graph: pathsBetween(whole, pairing.left, pairing.right)?.graph ?? none,
      beyond: new Map(),
    };
  }
  if (pairing) {
    const { ancestors } = reachOf(whole, [pairing.left, pairing.right]);
    return { graph: keepNodes(whole.graph, node => ancestors.has(node.id)), beyond: new Map() };
  }
  return focus === undefined
    ? { graph: whole.graph, beyond: new Map() }
    : neighbourhood(whole, [focus], steps);
}

/** Stale nodes that somebody may rest on by their name: versions with an alias, and the runs that logged these. */
export function staleInUse({ whole, stale }: Pick<Seen, 'whole' | 'stale'>): ReadonlySet<string> {
  const found = new Set<string>();
  for (const id of stale.keys()) {
    const node = whole.node(id);
    if (node?.kind !== 'version' || node.deleted || node.aliases.length === 0) continue;
    found.add(id);
    for (const producer of whole.inputs(id)) if (stale.has(producer)) found.add(producer);
  }
  return found;
}
