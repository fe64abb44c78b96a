/** Draws the nodes of a scene and moves them when it changes. */
import { type BaseType, select, type Selection } from 'd3-selection';
import 'd3-transition';
import type { PlacedBox, Scene } from '../../../src/picture/scene.ts';
import { MOTION, placeIn } from './motion.ts';
import { contentKey, fillNode } from './nodeElement.ts';

export interface Change {
  readonly before: Scene;
  readonly after: Scene;
  readonly smooth: boolean;
}

type Layer = Selection<SVGGElement, unknown, null, undefined>;

const at = (place: { readonly x: number; readonly y: number }): string => `translate(${place.x},${place.y})`;

const classes = (box: PlacedBox): string =>
  [
    'node',
    box.of,
    `chart-${box.color}`,
    box.collapsed && 'group',
    box.deleted && 'deleted',
    box.stale && 'stale',
    box.side && `only-${box.side}`,
    box.state && `state-${box.state}`,
  ]
    .filter(Boolean)
    .join(' ');

export interface NodeNames {
  /** Id of the element that stands for a node. */
  domId(id: string): string;
  /** What a screen reader says of it. */
  spoken(box: PlacedBox): string;
}

export function drawNodes(layer: Layer, boxes: readonly PlacedBox[], change: Change, names: NodeNames): void {
  const joined = layer
    .selectAll<SVGGElement, PlacedBox>('g.node')
    .data(boxes as PlacedBox[], box => box.id)
    .join(
      enter =>
        enter
          .append('g')
          .attr('role', 'img')
          .attr('id', box => names.domId(box.id))
          .attr('data-id', box => box.id)
          .attr('transform', box => at(change.smooth ? (placeIn(change.before, box) ?? box) : box))
          .style('opacity', () => (change.smooth ? 0 : null)),
      update => update,
      exit => leave(exit, change),
    )
    .attr('aria-label', names.spoken)
    .attr('aria-hidden', null)
    .each(function (box) {
      this.setAttribute('class', classes(box));
      const content = contentKey(box);
      if (this.dataset['content'] === content) {
        const title = this.querySelector('title');
        if (title && title.textContent !== box.tooltip) title.textContent = box.tooltip;
        return;
      }
      this.dataset['content'] = content;
      fillNode(this, box);
    });
  settle(joined, change.smooth);
}

function settle<P extends BaseType>(
  nodes: Selection<SVGGElement, PlacedBox, P, unknown>,
  smooth: boolean,
): void {
  if (!smooth) {
    nodes.interrupt('move').attr('transform', at).style('opacity', null);
    return;
  }
  nodes
    .transition('move')
    .duration(MOTION)
    .attr('transform', at)
    .style('opacity', 1)
    .on('end', function () {
      select(this).style('opacity', null);
    });
}

function leave<P extends BaseType>(
  nodes: Selection<SVGGElement, PlacedBox, P, unknown>,
  change: Change,
): void {
  if (!change.smooth) {
    nodes.interrupt('move').remove();
    return;
  }
  nodes
    .classed('leaving', true)
    .attr('aria-hidden', 'true')
    .transition('move')
    .duration(MOTION)
    .attr('transform', box => at(placeIn(change.after, box) ?? box))
    .style('opacity', 0)
    .remove();
}
