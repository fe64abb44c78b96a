/** Small lineage graphs, and graphs whose names are meant to do harm. */
import fc from 'fast-check';
import type { ProjectId, RunId, VersionId } from '../../../src/core/ids.ts';
import type { LineageGraph, LineageNode } from '../../../src/core/lineage.ts';

const PROJECT = 'p' as ProjectId;
const TIME = Date.UTC(2026, 0, 2, 3, 4, 5);

export function version(id: string, artifact: string, more: Partial<LineageNode & { kind: 'version' }> = {}) {
  const node = {
    kind: 'version',
    id: id as VersionId,
    projectId: PROJECT,
    artifact,
    type: 'dataset',
    version: 3,
    aliases: ['latest'],
    tags: [],
    size: 10,
    fileCount: 1,
    createdAt: TIME,
    deleted: false,
    ...more,
  } as const;
  return node satisfies LineageNode;
}

export function run(id: string, name: string, more: Partial<LineageNode & { kind: 'run' }> = {}) {
  return {
    kind: 'run',
    id: id as RunId,
    projectId: PROJECT,
    name,
    jobType: 'train',
    tags: [],
    state: 'finished',
    createdAt: TIME,
    deleted: false,
    ...more,
  } as const satisfies LineageNode;
}

/** A version, the run that used it, and what came of it, which is deleted. */
export const small: LineageGraph = {
  nodes: [
    version('a', 'raw'),
    run('r', 'sunny-smoke-1'),
    version('b', 'model', { deleted: true, aliases: [] }),
  ],
  edges: [
    { from: 'a' as VersionId, to: 'r' as RunId },
    { from: 'r' as RunId, to: 'b' as VersionId },
  ],
  openEnds: ['a' as VersionId],
};

/** Any text, and what means something to one of the formats. */
export const hostileName = fc.oneof(
  fc.string({ unit: 'binary', minLength: 1, maxLength: 12 }),
  fc.string({
    unit: fc.constantFrom(...Array.from('"\'\\#&;<>[](){}|`*_~:-. \n\r1fa\u202e\ufffe\ud800')),
    minLength: 1,
    maxLength: 12,
  }),
);

export const hostileGraphs: fc.Arbitrary<LineageGraph> = fc
  .array(
    fc.record({ name: hostileName, kind: fc.nat(1), aliases: fc.array(hostileName, { maxLength: 2 }) }),
    {
      minLength: 1,
      maxLength: 8,
    },
  )
  .chain(items =>
    fc.record({
      nodes: fc.constant(
        items.map((item, index) =>
          item.kind === 0
            ? version(String(index), item.name, { aliases: item.aliases })
            : run(String(index), item.name),
        ),
      ),
      edges: fc.array(
        fc.record({
          from: fc.nat(items.length - 1).map(n => String(n) as VersionId),
          to: fc.nat(items.length - 1).map(n => String(n) as RunId),
        }),
        { maxLength: 10 },
      ),
      openEnds: fc.constant([]),
    }),
  );
