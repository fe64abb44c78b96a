import { lineageAsOf } from '../../core/lineage/asOf.ts';
import type { LineageGraph, LineageNode } from '../../core/lineage.ts';
import { nodeLabel } from '../../core/lineage.ts';
import { lineageToDot } from '../../core/lineageExport/dot.ts';
import { lineageToJson } from '../../core/lineageExport/json.ts';
import { lineageToMermaid } from '../../core/lineageExport/mermaid.ts';
import { lineageToSvg } from '../../picture/svg/lineageToSvg.ts';
import type { LineageDirection, LineageQuery, StoreReads } from '../../store/contract.ts';
import type { Context } from '../command.ts';
import { defineCommand } from '../command.ts';
import { openLineage, projectsById } from '../openLineage.ts';
import { chosenPlace, PROJECT_OPTION } from '../project.ts';
import { resolveVersion } from '../resolveVersion.ts';
import { usageError } from '../usageError.ts';

const DIRECTIONS: readonly LineageDirection[] = ['up', 'down', 'both'];

function readDirection(text: string | undefined): LineageDirection | undefined {
  const direction = DIRECTIONS.find(known => known === text);
  if (text !== undefined && direction === undefined)
    throw usageError(`--direction is up, down or both, not "${text}"`);
  return direction;
}

function readDepth(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const depth = Number(text);
  if (!/^\d{1,6}$/.test(text)) throw usageError(`--depth is a whole number, not "${text}"`);
  return depth;
}

/** A day, which means its end, or a moment of it; where the machine is unless it says otherwise. @returns milliseconds since the epoch */
function readAsOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(text);
  const time = new Date(isDay ? `${text}T23:59:59.999` : text).getTime();
  if (Number.isNaN(time) || !/^\d{4}-\d{2}-\d{2}(T.+)?$/.test(text))
    throw usageError(`--as-of is a date such as 2026-03-01 or 2026-03-01T14:30, not "${text}"`);
  return time;
}

/** The label, with whether it is there no more. */
function textLabel(node: LineageNode): string {
  return node.deleted ? `${nodeLabel(node)} (deleted)` : nodeLabel(node);
}

/** Each run with what it used and what it made; then versions that no run touched. */
function toText(graph: LineageGraph): string {
  if (graph.nodes.length === 0) return 'There is no lineage yet: no run used or made a version\n';
  const labels = new Map(graph.nodes.map(node => [node.id as string, textLabel(node)]));
  const inputs = Map.groupBy(graph.edges, edge => edge.to as string);
  const outputs = Map.groupBy(graph.edges, edge => edge.from as string);
  const join = (ids: readonly string[]) => ids.map(id => labels.get(id) ?? id).join(', ');
  const lines = graph.nodes.flatMap(node => {
    const used = join((inputs.get(node.id) ?? []).map(edge => edge.from));
    const made = join((outputs.get(node.id) ?? []).map(edge => edge.to));
    if (node.kind === 'version') return used === '' && made === '' ? [textLabel(node)] : [];
    return [`${used === '' ? '' : `${used} → `}${textLabel(node)}${made === '' ? '' : ` → ${made}`}`];
  });
  return lines.map(line => `${line}\n`).join('');
}

/** The forms of the answer that an option asks for, beside the usual text and JSON. */
const FORMS = ['mermaid', 'dot', 'svg', 'openlineage'] as const;
type Form = (typeof FORMS)[number];

function readForm(json: boolean, chosen: Readonly<Record<Form, boolean>>): Form | undefined {
  const forms = FORMS.filter(form => chosen[form]);
  if (forms.length + (json ? 1 : 0) > 1) {
    throw usageError(
      '--json, --mermaid, --dot, --svg and --openlineage are five forms of the answer; choose one',
    );
  }
  return forms[0];
}

/** Reads what a form says beyond the graph, and writes it. @param of what the graph is of */
async function write(
  context: Context,
  store: StoreReads,
  form: Form | undefined,
  graph: LineageGraph,
  of: string,
): Promise<string> {
  switch (form) {
    case 'mermaid':
      return lineageToMermaid(graph);
    case 'dot':
      return lineageToDot(graph);
    case 'svg':
      return lineageToSvg(graph, { words: { title: `Lineage of ${of}` } });
    case 'openlineage':
      return openLineage(context, store, graph);
    case undefined:
      return toText(graph);
  }
}

export const lineageCommand = defineCommand({
  name: 'lineage',
  summary: 'Show which runs used and made which versions',
  usage:
    'lineage [REF] [--project PROJECT] [--json | --mermaid | --dot | --svg | --openlineage] [--depth N] [--direction up|down|both] [--as-of DATE]',
  details: 'Without REF it is the lineage of the whole project.',
  access: 'read',
  words: ['[REF]'],
  options: {
    project: PROJECT_OPTION,
    mermaid: { type: 'boolean', help: 'Write a Mermaid flowchart' },
    dot: { type: 'boolean', help: 'Write a graph in Graphviz DOT' },
    svg: { type: 'boolean', help: 'Write the picture as an SVG file' },
    openlineage: { type: 'boolean', help: 'Write OpenLineage events, one line of JSON for each run' },
    depth: { type: 'string', value: 'N', help: 'Steps from REF at most' },
    direction: {
      type: 'string',
      value: 'up|down|both',
      help: 'What REF came from, what came of it, or both',
    },
    'as-of': { type: 'string', value: 'DATE', help: 'As it was at the end of that day, or at that moment' },
  },
  async run(context, { options, words: [reference] }) {
    const form = readForm(context.json, options);
    const depth = readDepth(options.depth);
    const direction = readDirection(options.direction);
    const asOf = readAsOf(options['as-of']);
    if (reference === undefined && (depth !== undefined || direction !== undefined)) {
      throw usageError('--depth and --direction need a REF to start from');
    }
    const { signal } = context.interrupts;
    const service = await context.service();
    const { store } = service;
    let query: LineageQuery;
    let of: string;
    if (reference === undefined) {
      const place = chosenPlace(context, options.project);
      const project = await store.project(place.project, place.entity, { signal });
      query = { project: project.id };
      of = project.name;
    } else {
      of = reference;
      const version = await resolveVersion(context, service, reference, options.project);
      query = {
        around: version.id,
        direction: direction ?? 'both',
        ...(depth === undefined ? {} : { depth }),
      };
    }
    const now = await store.lineage({ ...query, history: asOf !== undefined }, { signal });
    const graph = asOf === undefined ? now : lineageAsOf(now, asOf);
    if (!context.json) {
      const text = await write(context, store, form, graph, of);
      return { text: () => text };
    }
    const projects = await projectsById(context, store);
    return { json: lineageToJson(graph, id => projects.get(id)?.name), text: () => '' };
  },
});
