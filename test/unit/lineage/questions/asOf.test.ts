import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { RunId, VersionId } from '../../../../src/core/ids.ts';
import { lineageAsOf, timeSpan } from '../../../../src/core/lineage/asOf.ts';
import type { AliasMove, LineageGraph } from '../../../../src/core/lineage.ts';
import { PROJECT } from '../../../ui/harness/graphs.ts';
import { graphs } from '../arbitraries.ts';

const version = (number: number, createdAt: number, more: object = {}) =>
  ({
    kind: 'version',
    id: `v${number}` as VersionId,
    projectId: PROJECT,
    artifact: 'raw',
    type: 'dataset',
    version: number,
    aliases: [],
    tags: [],
    size: 1,
    fileCount: 1,
    createdAt,
    deleted: false,
    ...more,
  }) as const;
const move = (number: number, alias: string, from: number, until?: number): AliasMove => ({
  id: `v${number}` as VersionId,
  projectId: PROJECT,
  artifact: 'raw',
  version: number,
  alias,
  from,
  ...(until === undefined ? {} : { until }),
});

/** raw:v0 at 10, trained on from 20 to 40, raw:v1 at 30 takes `latest`, raw:v0 is deleted at 50. */
const graph: LineageGraph = {
  nodes: [
    version(0, 10, { deleted: true, deletedAt: 50 }),
    {
      kind: 'run',
      id: 'r' as RunId,
      projectId: PROJECT,
      name: 'a',
      jobType: 'train',
      tags: [],
      state: 'failed',
      createdAt: 20,
      finishedAt: 40,
      deleted: false,
    },
    version(1, 30, { aliases: ['latest'] }),
  ],
  edges: [{ from: 'v0' as VersionId, to: 'r' as RunId, at: 22, usedAs: 'latest', newer: 1 }],
  openEnds: [],
  aliasMoves: [move(0, 'latest', 10, 30), move(0, 'first', 12, 50), move(1, 'latest', 30)],
};

const at = (time: number) => {
  const { nodes, edges } = lineageAsOf(graph, time);
  const shown = nodes.map(node =>
    node.kind === 'run'
      ? `run ${node.state}`
      : `v${node.version} ${node.aliases.join(',')}${node.deleted ? ' deleted' : ''}`,
  );
  return [shown, edges.map(({ usedAs, newer }) => [usedAs, newer])];
};

test('nothing is there before it was made', () => {
  expect(at(9)).toEqual([[], []]);
  expect(at(10)).toEqual([['v0 latest'], []]);
});

test('a run that ended later is running, and used what it had used by then', () => {
  expect(at(20)).toEqual([['v0 latest,first', 'run running'], []]);
  expect(at(25)).toEqual([['v0 latest,first', 'run running'], [['latest', undefined]]]);
});

test('aliases are those of then, and so is what has moved on', () => {
  expect(at(30)).toEqual([['v0 first', 'run running', 'v1 latest'], [['latest', 1]]]);
});

test('what was deleted later is there, what was before is a mark', () => {
  expect(at(49)[0]).toEqual(['v0 first', 'run failed', 'v1 latest']);
  expect(at(50)[0]).toEqual(['v0  deleted', 'run failed', 'v1 latest']);
});

test('the span is from the first to the last that happened', () => {
  expect(timeSpan(graph)).toEqual([10, 50]);
  expect(timeSpan({ nodes: [], edges: [], openEnds: [] })).toBeUndefined();
});

test('any graph at the end of its time is as it is, and only grows until then', () => {
  fc.assert(
    fc.property(graphs, fc.nat(40), (any, time) => {
      const [, last = 0] = timeSpan(any) ?? [];
      expect(lineageAsOf(any, last)).toEqual(any);
      const [then, later] = [lineageAsOf(any, time), lineageAsOf(any, time + 1)];
      const ids = new Set(later.nodes.map(node => node.id));
      expect(then.nodes.every(node => ids.has(node.id))).toBe(true);
      const known = new Set<string>(then.nodes.map(node => node.id));
      expect(then.edges.every(edge => known.has(edge.from) && known.has(edge.to))).toBe(true);
    }),
  );
});
