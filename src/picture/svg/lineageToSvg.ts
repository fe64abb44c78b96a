import type { LineageGraph } from '../../core/lineage.ts';
import { EXPLODED } from '../../core/lineageGroups.ts';
import { type ViewNode, viewOf } from '../../core/lineageView.ts';
import type { Box } from '../box.ts';
import { instanceBox, labelParts } from '../boxes.ts';
import { edgePath, edgeWidth } from '../edgePath.ts';
import { nodeGlyph } from '../glyphs.ts';
import { layout } from '../layout/layout.ts';
import { EMPTY_SCENE, layoutInput, type Scene, sceneOf } from '../scene.ts';
import { builtInRuler } from './advanceWidths.ts';
import { drawNode, iconId } from './drawNode.ts';
import { ICONS } from './icons.ts';
import { NAME_SIZE, ROOT_CLASS, SMALL_SIZE, styleSheet } from './style.ts';
import { ENGLISH, type SvgWords, tooltipLines } from './words.ts';
import { element, xmlText } from './xml.ts';

export interface SvgOptions {
  /** In another language than English, or with another title. */
  readonly words?: Partial<SvgWords>;
}

/** Around the picture, px: room for loops and for the eye. */
const MARGIN = 24;

/**
 * The graph as the lineage page draws it, each version and run by itself, in an SVG file that needs nothing else: no font, no script,
 * nothing from elsewhere. Light or dark as whoever looks at it likes.
 */
export function lineageToSvg(graph: LineageGraph, options: SvgOptions = {}): string {
  const words: SvgWords = { ...ENGLISH, ...options.words };
  const scene = sceneFor(graph, words);
  const versions = graph.nodes.filter(node => node.kind === 'version').length;
  const width = Math.ceil(scene.width) + 2 * MARGIN;
  const height = Math.ceil(scene.height) + 2 * MARGIN;
  const content = [
    '<!-- Icons: codicons by Microsoft, CC BY 4.0 -->',
    element('title', {}, xmlText(words.title)),
    element('desc', {}, xmlText(words.summary(versions, graph.nodes.length - versions))),
    element('style', {}, styleSheet()),
    element('defs', {}, icons(graph)),
    element('rect', { class: 'surface', x: -MARGIN, y: -MARGIN, width, height }),
    ...scene.edges.map(edge =>
      element('path', { class: 'edge', 'stroke-width': edgeWidth(edge.count), d: edgePath(edge.points) }),
    ),
    ...scene.boxes.map(drawNode),
  ];
  const root = {
    xmlns: 'http://www.w3.org/2000/svg',
    class: ROOT_CLASS,
    role: 'img',
    width,
    height,
    viewBox: [-MARGIN, -MARGIN, width, height].join(' '),
    'xml:space': 'preserve',
  };
  return `${element('svg', root, `\n${content.join('\n')}\n`)}\n`;
}

function sceneFor(graph: LineageGraph, words: SvgWords): Scene {
  const rulers = { name: builtInRuler(NAME_SIZE), small: builtInRuler(SMALL_SIZE) };
  const view = viewOf(graph, EXPLODED);
  const boxOf = (node: ViewNode): Box[] =>
    node.shape === 'group'
      ? []
      : [
          instanceBox(node, rulers, {
            parts: labelParts(node.node, words.run),
            tooltip: tooltipLines(node.node, words).join('\n'),
          }),
        ];
  const boxes = view.nodes.flatMap(boxOf);
  return sceneOf(view, boxes, layout(layoutInput(view, boxes, EMPTY_SCENE)));
}

/** Those that the picture uses. */
function icons({ nodes }: LineageGraph): string {
  return [...new Set(nodes.map(nodeGlyph))]
    .sort()
    .map(glyph => element('path', { id: iconId(glyph), 'fill-rule': 'evenodd', d: ICONS[glyph] }))
    .join('');
}
