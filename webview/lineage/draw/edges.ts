/** Draws the edges of a scene. */
import type { Selection } from 'd3-selection';
import 'd3-transition';
import { formatNumber } from '../../ui/format.ts';
import type { PlacedEdge } from '../../../src/picture/scene.ts';
import { type CountPlace, countPlaces, usedAsPlaces } from './countPlaces.ts';
import { edgePath, edgeWidth } from '../../../src/picture/edgePath.ts';
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
  const names = layer
    .selectAll<SVGTextElement, CountPlace>('text.used-as')
    .data(edges.length > MOST_NAMED ? [] : usedAsPlaces(edges), place => place.edge.id)
    .join('text')
    .attr('class', 'used-as')
    .attr('data-edge', place => place.edge.id)
    .attr('dy', '0.35em')
    .attr('transform', place => `translate(${place.x},${place.y})`)
    .text(place => cut(place.edge.usedAs ?? ''));
  appear(lines, smooth);
  appear(counts, smooth);
  appear(names, smooth);
}

/** With more edges than this, none says what it was used as: the details do. */
const MOST_NAMED = 500;
/** Letters of what an input was asked for as; there is no room for more between two columns. */
const MOST_LETTERS = 14;

function cut(text: string): string {
  const letters = [...text];
  return letters.length <= MOST_LETTERS ? text : `${letters.slice(0, MOST_LETTERS - 1).join('')}…`;
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
