import { version } from '../../package.json';
import type { ProjectId, RunId } from '../core/ids.ts';
import type { LineageGraph } from '../core/lineage.ts';
import { lineageToOpenLineage } from '../core/lineageExport/openLineage.ts';
import type { Project } from '../core/project.ts';
import type { StoreReads } from '../store/contract.ts';
import { allPages } from './allPages.ts';
import type { Context } from './command.ts';

/** Every project of the store. */
export async function projectsById(
  context: Context,
  store: StoreReads,
): Promise<ReadonlyMap<ProjectId, Project>> {
  const { signal } = context.interrupts;
  const projects = await allPages(query => store.projects(query, { signal }));
  return new Map(projects.map(project => [project.id, project]));
}

/** The graph as OpenLineage events, with the times that the graph does not know. A deleted run has only its beginning left. */
export async function openLineage(context: Context, store: StoreReads, graph: LineageGraph): Promise<string> {
  const projects = await projectsById(context, store);
  const lastSeen = await runTimes(context, store, graph);
  return lineageToOpenLineage(graph, {
    producer: `urn:amphora:${version}`,
    project: id => projects.get(id),
    lastSeen: id => lastSeen.get(id),
  });
}

/** When runs ended or were last heard of: by listings, as a graph may have more runs than anyone wants to ask for one by one. */
async function runTimes(
  context: Context,
  store: StoreReads,
  graph: LineageGraph,
): Promise<ReadonlyMap<RunId, number>> {
  const { signal } = context.interrupts;
  const times = new Map<RunId, number>();
  const projects = new Set(graph.nodes.filter(node => node.kind === 'run').map(node => node.projectId));
  for (const project of projects) {
    const runs = await allPages(page => store.runs({ ...page, project }, { signal }));
    for (const { id, finishedAt, heartbeatAt } of runs) times.set(id, finishedAt ?? heartbeatAt);
  }
  return times;
}
