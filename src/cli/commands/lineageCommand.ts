import type { LineageGraph, LineageNode } from '../../core/lineage.ts';
import { nodeLabel } from '../../core/lineage.ts';
import { lineageToDot } from '../../core/lineageExport/dot.ts';
import { lineageToJson } from '../../core/lineageExport/json.ts';
import { lineageToMermaid } from '../../core/lineageExport/mermaid.ts';
import type { LineageDirection, LineageQuery, StoreReads } from '../../store/contract.ts';
import { allPages } from '../allPages.ts';
import type { Context } from '../command.ts';
import { defineCommand } from '../command.ts';
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

/** The label, with whether the version is there no more. */
function textLabel(node: LineageNode): string {
  return node.kind === 'version' && node.deleted ? `${nodeLabel(node)} (deleted)` : nodeLabel(node);
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
    return [`${used === '' ? '' : `${used} → `}${nodeLabel(node)}${made === '' ? '' : ` → ${made}`}`];
  });
  return lines.map(line => `${line}\n`).join('');
}

async function projectNames(context: Context, store: StoreReads): Promise<ReadonlyMap<string, string>> {
  const { signal } = context.interrupts;
  const projects = await allPages(query => store.projects(query, { signal }));
  return new Map(projects.map(project => [project.id, project.name]));
}

export const lineageCommand = defineCommand({
  name: 'lineage',
  summary: 'Show which runs used and made which versions',
  usage:
    'lineage [REF] [--project PROJECT] [--json | --mermaid | --dot] [--depth N] [--direction up|down|both]',
  details: 'Without REF it is the lineage of the whole project.',
  access: 'read',
  words: ['[REF]'],
  options: {
    project: PROJECT_OPTION,
    mermaid: { type: 'boolean', help: 'Write a Mermaid flowchart' },
    dot: { type: 'boolean', help: 'Write a graph in Graphviz DOT' },
    depth: { type: 'string', value: 'N', help: 'Steps from REF at most' },
    direction: {
      type: 'string',
      value: 'up|down|both',
      help: 'What REF came from, what came of it, or both',
    },
  },
  async run(context, { options, words: [reference] }) {
    if ([context.json, options.mermaid, options.dot].filter(Boolean).length > 1) {
      throw usageError('--json, --mermaid and --dot are three forms of the answer; choose one');
    }
    const depth = readDepth(options.depth);
    const direction = readDirection(options.direction);
    if (reference === undefined && (depth !== undefined || direction !== undefined)) {
      throw usageError('--depth and --direction need a REF to start from');
    }
    const { signal } = context.interrupts;
    const service = await context.service();
    const { store } = service;
    let query: LineageQuery;
    if (reference === undefined) {
      const place = chosenPlace(context, options.project);
      const project = await store.project(place.project, place.entity, { signal });
      query = { project: project.id };
    } else {
      const version = await resolveVersion(context, service, reference, options.project);
      query = {
        around: version.id,
        direction: direction ?? 'both',
        ...(depth === undefined ? {} : { depth }),
      };
    }
    const graph = await store.lineage(query, { signal });
    const names = context.json ? await projectNames(context, store) : undefined;
    return {
      json: lineageToJson(graph, id => names?.get(id)),
      text: () =>
        options.mermaid ? lineageToMermaid(graph) : options.dot ? lineageToDot(graph) : toText(graph),
    };
  },
});
