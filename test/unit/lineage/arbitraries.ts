import fc from 'fast-check';
import type { ProjectId, RunId, VersionId } from '../../../src/core/ids.ts';
import type { LineageEdge, LineageGraph, LineageNode } from '../../../src/core/lineage.ts';
import type { Arrangement } from '../../../src/core/lineageGroups.ts';
import { groupOf } from '../../../src/core/lineageGroups.ts';

const projectId = 'p' as ProjectId;

/** Few names, so that groups have members; some that look like our own ids or like nothing at all. */
const typeName = fc.constantFrom('dataset', 'model', 'type:dataset', 'node:0', '__proto__', 'モデル', '');

function node(i: number, isRun: boolean, type: string): LineageNode {
  const common = { projectId, createdAt: i, tags: [], deleted: false };
  return isRun
    ? { ...common, kind: 'run', id: `${i}` as RunId, name: `run-${i}`, jobType: type, state: 'finished' }
    : {
        ...common,
        kind: 'version',
        id: `${i}` as VersionId,
        artifact: 'a',
        type,
        version: i,
        aliases: [],
        size: 1,
        fileCount: 1,
      };
}

/** Acyclic as lineage is: edges lead from older to newer nodes, between versions and runs. */
export const graphs: fc.Arbitrary<LineageGraph> = fc
  .record({
    nodes: fc.array(fc.tuple(fc.boolean(), typeName), { maxLength: 30 }),
    picks: fc.array(fc.tuple(fc.nat(29), fc.nat(29)), { maxLength: 80 }),
  })
  .map(({ nodes: kinds, picks }) => {
    const nodes = kinds.map(([isRun, type], i) => node(i, isRun, type));
    const edges = new Map<string, LineageEdge>();
    for (const [a, b] of picks) {
      const from = nodes[Math.min(a, b)];
      const to = nodes[Math.max(a, b)];
      if (from && to && from.kind !== to.kind) edges.set(`${from.id} ${to.id}`, { from: from.id, to: to.id });
    }
    return { nodes, edges: [...edges.values()], openEnds: [] };
  });

/** A graph and some arrangement of its groups. */
export const arranged: fc.Arbitrary<{ readonly graph: LineageGraph; readonly arrangement: Arrangement }> =
  graphs.chain(graph =>
    fc.record({
      graph: fc.constant(graph),
      arrangement: fc.record({
        all: fc.boolean(),
        except: fc.uniqueArray(
          fc.constantFrom(...(graph.nodes.length > 0 ? graph.nodes.map(groupOf) : ['type:x' as const])),
        ),
      }),
    }),
  );
