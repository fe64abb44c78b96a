/** Where the counts on edges stand: on their edge, and not on each other. */
import type { PlacedEdge } from '../../../src/picture/scene.ts';

export interface CountPlace {
  readonly edge: PlacedEdge;
  readonly x: number;
  readonly y: number;
}

/** Places to try along the longest stretch of an edge, best first. */
const TRIES = [0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8, 0.1, 0.9] as const;
/** Room for a count, px: for each digit, around it, and from line to line. */
const DIGIT = 7;
const AROUND = 5;
const LINE = 13;
/** With more counts than this, all stand in the middle. */
const MOST_COMPARED = 400;

export function countPlaces(edges: readonly PlacedEdge[]): CountPlace[] {
  const counted = edges.filter(edge => edge.counted);
  const places: CountPlace[] = [];
  for (const edge of counted) {
    const curve = longestStretch(edge.points);
    const tries = counted.length > MOST_COMPARED ? TRIES.slice(0, 1) : TRIES;
    const free = tries.map(t => ({ edge, ...pointAt(curve, t) })).find(place => isFree(place, places));
    places.push(free ?? { edge, ...pointAt(curve, 0.5) });
  }
  return places;
}

/** In the middle of edges that say what an input was asked for as: they show only on the way to what is looked at. */
export function usedAsPlaces(edges: readonly PlacedEdge[]): CountPlace[] {
  const named = edges.filter(edge => !edge.counted && edge.usedAs !== undefined);
  return named.map(edge => ({ edge, ...pointAt(longestStretch(edge.points), 0.5) }));
}

function isFree(place: CountPlace, others: readonly CountPlace[]): boolean {
  return others.every(other => {
    const apart = (width(place) + width(other)) / 2;
    return Math.abs(other.x - place.x) >= apart || Math.abs(other.y - place.y) >= LINE;
  });
}

function width({ edge }: CountPlace): number {
  return String(edge.count).length * DIGIT + AROUND;
}

type Stretch = readonly [number, number, number, number];

function longestStretch(points: readonly number[]): Stretch {
  let best: Stretch = [0, 0, 0, 0];
  let longest = -1;
  for (let i = 0; i + 3 < points.length; i += 2) {
    const [x0 = 0, y0 = 0, x1 = 0, y1 = 0] = points.slice(i, i + 4);
    const length = Math.hypot(x1 - x0, y1 - y0);
    if (length <= longest) continue;
    longest = length;
    best = [x0, y0, x1, y1];
  }
  return best;
}

/** On the curve that leaves and enters levelly: a Bézier curve with both handles above the middle. */
function pointAt([x0, y0, x1, y1]: Stretch, t: number): { readonly x: number; readonly y: number } {
  const middle = (x0 + x1) / 2;
  const s = 1 - t;
  const [a, b, c, d] = [s * s * s, 3 * s * s * t, 3 * s * t * t, t * t * t];
  return { x: a * x0 + (b + c) * middle + d * x1, y: (a + b) * y0 + (c + d) * y1 };
}
