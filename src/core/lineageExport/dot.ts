import type { LineageGraph } from '../lineage.ts';
import { captions, edgeLines, nodeNames, printable } from './text.ts';

/** Marks that turn the direction of what follows: a terminal's output writes them out, but not where they are entities. */
const DIRECTION = /[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** Inside double quotes; a label's backslashes and entities mean something to Graphviz. */
function dotText(text: string): string {
  return printable(text)
    .replaceAll('\\', '\\\\')
    .replaceAll('"', '\\"')
    .replaceAll('&', '&amp;')
    .replace(DIRECTION, mark => `&#${String(mark.charCodeAt(0))};`);
}

/** The graph in Graphviz's DOT language: versions are rounded boxes, runs are ellipses, deleted ones dashed. */
export function lineageToDot(graph: LineageGraph): string {
  const names = nodeNames(graph);
  const nodes = graph.nodes.map(node => {
    const label = `label="${captions(node).map(dotText).join('\\n')}"`;
    const [shape, look] = node.kind === 'run' ? ['ellipse', 'solid'] : ['box', 'rounded'];
    const style = node.deleted ? `${look},dashed` : look;
    return `  ${names.get(node.id) ?? ''} [shape=${shape}, style="${style}", ${label}];`;
  });
  return ['digraph lineage {', '  rankdir=LR;', ...nodes, ...edgeLines(graph, '->', ';'), '}', ''].join('\n');
}
