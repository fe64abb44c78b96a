/** Draws the edges of a scene. */
import type { Selection } from 'd3-selection';
import 'd3-transition';
import { formatNumber } from '../../ui/format.ts';
import type { PlacedEdge } from '../model/scene.ts';
import { type CountPlace, countPlaces } from './countPlaces.ts';
import { edgePath, edgeWidth } from './edgePath.ts';
import { MOTION } from './motion.ts';

type Layer = Selection<SVGGElement, unknown, null, undefined>;

export function drawEdges(layer: Layer, edges: readonly PlacedEdge[], smooth: boolean): void {
  const lines = layer
    .selectAll<SVGPathElement, PlacedEdge>('path.edge')
    .data(edges as PlacedEdge[], edge => edge.id)
    .join('path')
    .attr('class', 'edge')
    .attr('data-edge', edge => edge.id)
    .attr('d', edge => edgePath(edge.points))
    .style('stroke-width', edge => `${edgeWidth(edge.count)}px`);
  const counts = layer
    .selectAll<SVGTextElement, CountPlace>('text.count')
    .data(countPlaces(edges), place => place.edge.id)
    .join('text')
    .attr('class', 'count')
    .attr('data-edge', place => place.edge.id)
    .attr('dy', '0.35em')
    .attr('transform', place => `translate(${place.x},${place.y})`)
    .text(place => formatNumber(place.edge.count));
  appear(lines, smooth);
  appear(counts, smooth);
}

/** Curves of different forms do not turn into each other well: edges appear once nodes have nearly come to rest. */
function appear<E extends SVGElement, D>(
  drawn: Selection<E, D, SVGGElement, unknown>,
  smooth: boolean,
): void {
  drawn.interrupt('appear').style('opacity', null);
  if (!smooth) return;
  drawn
    .style('opacity', 0)
    .transition('appear')
    .delay(MOTION / 2)
    .duration(MOTION / 2)
    .style('opacity', 1)
    .on('end', function () {
      this.style.opacity = '';
    });
}
