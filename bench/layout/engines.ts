import { graphlib, layout as dagreLayout } from '@dagrejs/dagre';
import type { ElkNode } from 'elkjs/lib/elk-api.js';
import ELK from 'elkjs/lib/elk.bundled.js';
import { layout } from '../../src/picture/layout/layout.ts';
import type { LayoutInput } from '../../src/picture/layout/types.ts';
import type { Drawing } from './measure.ts';

/** One way to draw a graph. Preparing the engine's own input is not part of what is timed. */
export interface Engine {
  readonly name: 'ours' | 'dagre' | 'elk';
  prepare(input: LayoutInput): () => Promise<() => Drawing>;
}

const LAYER_GAP = 72;
const NODE_GAP = 16;

export const ours: Engine = {
  name: 'ours',
  prepare: input => () => {
    const result = layout({ ...input, options: { layerGap: LAYER_GAP, nodeGap: NODE_GAP } });
    return Promise.resolve(() => ({
      width: result.width,
      height: result.height,
      lines: result.edges.map(edge => edge.points),
    }));
  },
};

export const dagre: Engine = {
  name: 'dagre',
  prepare: input => {
    const g = new graphlib.Graph();
    g.setGraph({ rankdir: 'LR', ranksep: LAYER_GAP, nodesep: NODE_GAP, edgesep: NODE_GAP });
    g.setDefaultEdgeLabel(() => ({}));
    input.nodes.forEach((node, i) => g.setNode(String(i), { width: node.width, height: node.height }));
    for (const edge of input.edges) g.setEdge(String(edge.from), String(edge.to));
    return () => {
      dagreLayout(g);
      return Promise.resolve(() => {
        const size = g.graph() as { width?: number; height?: number };
        const lines = input.edges.map(edge => {
          const { points = [] } = g.edge(String(edge.from), String(edge.to)) as {
            points?: { x: number; y: number }[];
          };
          return points.flatMap(p => [p.x, p.y]);
        });
        return { width: size.width ?? 0, height: size.height ?? 0, lines };
      });
    };
  },
};

export const elk: Engine = {
  name: 'elk',
  prepare: input => {
    const engine = new ELK();
    const graph: ElkNode = {
      id: 'root',
      layoutOptions: {
        'elk.algorithm': 'layered',
        'elk.direction': 'RIGHT',
        'elk.edgeRouting': 'POLYLINE',
        'elk.layered.spacing.nodeNodeBetweenLayers': String(LAYER_GAP),
        'elk.spacing.nodeNode': String(NODE_GAP),
      },
      children: input.nodes.map((node, i) => ({ id: `n${i}`, width: node.width, height: node.height })),
      edges: input.edges.map((edge, i) => ({
        id: `e${i}`,
        sources: [`n${edge.from}`],
        targets: [`n${edge.to}`],
      })),
    };
    return async () => {
      const result = await engine.layout(graph);
      return () => ({
        width: result.width ?? 0,
        height: result.height ?? 0,
        lines: (result.edges ?? []).map(edge =>
          (edge.sections ?? []).flatMap(s =>
            [s.startPoint, ...(s.bendPoints ?? []), s.endPoint].flatMap(p => [p.x, p.y]),
          ),
        ),
      });
    };
  },
};
