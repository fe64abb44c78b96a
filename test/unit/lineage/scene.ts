import type { LineageGraph } from '../../../src/core/lineage.ts';
import { type Arrangement } from '../../../src/core/lineageGroups.ts';
import { viewOf } from '../../../src/core/lineageView.ts';
import { layout } from '../../../src/picture/layout/layout.ts';
import type { Box } from '../../../src/picture/box.ts';
import { layoutInput, type Scene, EMPTY_SCENE, sceneOf } from '../../../src/picture/scene.ts';

/** A scene as the page makes it, but for the measuring of text. */
export function sceneFrom(graph: LineageGraph, arrangement: Arrangement): Scene {
  const view = viewOf(graph, arrangement);
  const boxes = view.nodes.map((node): Box => ({
    id: node.id,
    view: node,
    group: node.group,
    of: node.shape === 'group' ? node.of : node.node.kind,
    collapsed: node.shape === 'group',
    deleted: false,
    stale: false,
    side: undefined,
    state: undefined,
    color: 'blue',
    glyph: 'package',
    glyphX: 0,
    glyphY: 0,
    pieces: [],
    pills: [],
    tooltip: node.id,
    width: 120 + (node.id.length % 5) * 20,
    height: 42,
  }));
  return sceneOf(view, boxes, layout(layoutInput(view, boxes, EMPTY_SCENE)));
}
