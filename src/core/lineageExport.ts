/** A lineage graph as text for other programs: JSON, Mermaid and DOT. A hostile name stays text in each. */
import type { ProjectId } from './ids.ts';
import type { LineageGraph, LineageNode } from './lineage.ts';
import { nodeLabel } from './lineage.ts';
import { versionName } from './names.ts';
import { formatReference } from './reference.ts';

/** The name of a project; undefined where it is not known. */
export type ProjectName = (id: ProjectId) => string | undefined;

export interface VersionNodeJson {
  readonly kind: 'version';
  readonly id: string;
  /** Of this shape in every kind of output: `type:name:v3`. */
  readonly label: string;
  readonly project: string | null;
  /** `project/name:v3`, to be handed back to a command. */
  readonly reference: string;
  readonly artifact: string;
  readonly type: string;
  readonly version: number;
  readonly aliases: readonly string[];
  /** Bytes. */
  readonly size: number;
  readonly fileCount: number;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
  readonly deleted: boolean;
}

export interface RunNodeJson {
  readonly kind: 'run';
  readonly id: string;
  /** `job type:run name`. */
  readonly label: string;
  readonly project: string | null;
  readonly name: string;
  readonly jobType: string;
  readonly state: string;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
  readonly deleted: boolean;
}

export interface LineageJson {
  readonly nodes: readonly (VersionNodeJson | RunNodeJson)[];
  /** Data flows from `from` to `to`: both are ids of nodes. */
  readonly edges: readonly { readonly from: string; readonly to: string }[];
  /** Ids of nodes whose further neighbours were left out. */
  readonly openEnds: readonly string[];
}

function nodeToJson(node: LineageNode, projectName: ProjectName): VersionNodeJson | RunNodeJson {
  const { id, createdAt, projectId } = node;
  const project = projectName(projectId);
  const common = { id, label: nodeLabel(node), project: project ?? null };
  const time = { createdAt: new Date(createdAt).toISOString() };
  if (node.kind === 'run') {
    const { name, jobType, state, deleted } = node;
    return { kind: 'run', ...common, name, jobType, state, ...time, deleted };
  }
  const { artifact, type, version, aliases, size, fileCount, deleted } = node;
  const reference = formatReference({
    ...(project === undefined ? {} : { project }),
    artifact,
    alias: versionName(version),
  });
  return {
    kind: 'version',
    ...common,
    reference,
    artifact,
    type,
    version,
    aliases,
    size,
    fileCount,
    ...time,
    deleted,
  };
}

/** The graph as one JSON document; nodes and edges keep their order. */
export function lineageToJson(graph: LineageGraph, projectName: ProjectName = () => undefined): LineageJson {
  return {
    nodes: graph.nodes.map(node => nodeToJson(node, projectName)),
    edges: graph.edges.map(({ from, to }) => ({ from, to })),
    openEnds: graph.openEnds,
  };
}

/** Nodes are called n0, n1, … so that no name becomes syntax. */
function nodeNames(graph: LineageGraph): ReadonlyMap<string, string> {
  return new Map(graph.nodes.map((node, index) => [node.id, `n${String(index)}`]));
}

function edgeLines(graph: LineageGraph, arrow: string, end: string): string[] {
  const names = nodeNames(graph);
  return graph.edges.flatMap(({ from, to }) => {
    const [source, target] = [names.get(from), names.get(to)];
    return source === undefined || target === undefined ? [] : [`  ${source} ${arrow} ${target}${end}`];
  });
}

/** The lines written into a node: its label, then its aliases. */
function captions(node: LineageNode): readonly string[] {
  const label = nodeLabel(node);
  return node.kind === 'version' && node.aliases.length > 0 ? [label, node.aliases.join(', ')] : [label];
}

// eslint-disable-next-line no-control-regex -- control characters are what is looked for
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g;
const printable = (text: string): string => text.toWellFormed().replace(CONTROL, '\ufffd');

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

/** Inside double quotes; a label's backslashes and entities mean something to Graphviz. */
function dotText(text: string): string {
  return printable(text).replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('&', '&amp;');
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
