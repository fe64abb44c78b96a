/** What the text formats share. A hostile name stays text in each. */
import type { LineageGraph, LineageNode } from '../lineage.ts';
import { nodeLabel } from '../lineage.ts';

/** Nodes are called n0, n1, … so that no name becomes syntax. */
export function nodeNames(graph: LineageGraph): ReadonlyMap<string, string> {
  return new Map(graph.nodes.map((node, index) => [node.id, `n${String(index)}`]));
}

export function edgeLines(graph: LineageGraph, arrow: string, end: string): string[] {
  const names = nodeNames(graph);
  return graph.edges.flatMap(({ from, to }) => {
    const [source, target] = [names.get(from), names.get(to)];
    return source === undefined || target === undefined ? [] : [`  ${source} ${arrow} ${target}${end}`];
  });
}

/** The lines written into a node: its label, then its aliases. */
export function captions(node: LineageNode): readonly string[] {
  const label = nodeLabel(node);
  return node.kind === 'version' && node.aliases.length > 0 ? [label, node.aliases.join(', ')] : [label];
}

// eslint-disable-next-line no-control-regex -- control characters are what is looked for
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g;
/** Without what is no character, or does something. */
export const printable = (text: string): string => text.toWellFormed().replace(CONTROL, '\ufffd');
