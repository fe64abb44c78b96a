import type { LineageGraph } from '../lineage.ts';
import { captions, edgeLines, nodeNames, printable } from './text.ts';

/**
 * What Mermaid could read as anything but text: all save letters, digits and a few marks, an underscore that is
 * not inside a word (emphasis), `:fa-` (an icon) and `1. ` (a list).
 */
const MERMAID_SPECIAL =
  /[^\p{L}\p{M}\p{N} _:.,-]|(?<![\p{L}\p{N}_])_|_(?![\p{L}\p{N}_])|:(?=fa-)|(?<=\d)\.(?= )|^[-\s]|(?<= ) /gu;

function mermaidText(text: string): string {
  return printable(text).replace(MERMAID_SPECIAL, character => `#${String(character.codePointAt(0))};`);
}

/** The graph as a Mermaid flowchart from left to right: versions are boxes, runs are stadiums. */
export function lineageToMermaid(graph: LineageGraph): string {
  const names = nodeNames(graph);
  const nodes = graph.nodes.map(node => {
    const label = `"${captions(node).map(mermaidText).join('<br/>')}"`;
    const shape = node.kind === 'run' ? `([${label}])` : `[${label}]`;
    const look = node.deleted ? 'deleted' : node.kind;
    return `  ${names.get(node.id) ?? ''}${shape}:::${look}`;
  });
  return [
    'flowchart LR',
    ...nodes,
    ...edgeLines(graph, '-->', ''),
    '  classDef version stroke-width:1px',
    '  classDef run stroke-width:2px',
    '  classDef deleted stroke-dasharray:4 3',
    '',
  ].join('\n');
}
