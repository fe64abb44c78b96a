import type { LineageGraph } from '../../../src/core/lineage.ts';
import type { LineageDetails } from '../../../src/protocol/lineage.ts';
import { HOSTILE } from './graphs.ts';

/** What a store would tell of a version or run beyond its place in the graph. */
export function detailsOf(graph: LineageGraph, id: string): LineageDetails {
  const node = graph.nodes.find(each => each.id === id);
  if (!node) throw new Error('There is no such version or run in this store.');
  if (node.kind === 'version') {
    return {
      kind: 'version',
      digest: '5f2b6a1c0e9d4b7f8a3c2e1d0f9b8a7c',
      description: `Made for a test. ${HOSTILE.script}`,
      tags: ['checked'],
      metadata: JSON.stringify({ rows: 1797, labels: ['0', '1'], [HOSTILE.svg]: HOSTILE.script }),
    };
  }
  return {
    kind: 'run',
    finishedAt: node.createdAt + 83_000,
    exitCode: node.state === 'failed' ? 1 : 0,
    notes: '',
    tags: [],
    host: 'workstation',
    command: ['node', 'steps/train.mjs'],
    git: { commit: '064e41b7c0ffee00aa55', branch: 'main', dirty: true },
    config: JSON.stringify({ learningRate: 0.01, epochs: 10 }),
    summary: JSON.stringify({ accuracy: 0.974 }),
  };
}
