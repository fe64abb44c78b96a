/** A drawn graph, whoever drew it: one polyline x0,y0,x1,y1,… for each edge. */
export interface Drawing {
  readonly width: number;
  readonly height: number;
  readonly lines: readonly (readonly number[])[];
}

/**
 * Pairs of segments of different edges that properly cross, found with a sweep over x. Touching, overlapping
 * and meeting at an end do not count.
 */
export function drawnCrossings(lines: readonly (readonly number[])[]): number {
  const segments: Segment[] = [];
  lines.forEach((p, edge) => {
    for (let i = 0; i + 3 < p.length; i += 2) {
      const [x0, y0, x1, y1] = [p[i]!, p[i + 1]!, p[i + 2]!, p[i + 3]!];
      const swap = x1 < x0;
      segments.push({
        edge,
        x0: swap ? x1 : x0,
        y0: swap ? y1 : y0,
        x1: swap ? x0 : x1,
        y1: swap ? y0 : y1,
        top: Math.min(y0, y1),
        bottom: Math.max(y0, y1),
      });
    }
  });
  segments.sort((a, b) => a.x0 - b.x0);
  const active: Segment[] = [];
  let count = 0;
  for (const s of segments) {
    let kept = 0;
    for (const t of active) {
      if (t.x1 <= s.x0) continue;
      active[kept++] = t;
      if (t.edge !== s.edge && t.top < s.bottom && s.top < t.bottom && cross(s, t)) count++;
    }
    active.length = kept;
    active.push(s);
  }
  return count;
}

/** Mean length of the polylines, px. */
export function meanLength(lines: readonly (readonly number[])[]): number {
  let sum = 0;
  for (const p of lines) {
    for (let i = 0; i + 3 < p.length; i += 2) sum += Math.hypot(p[i + 2]! - p[i]!, p[i + 3]! - p[i + 1]!);
  }
  return lines.length === 0 ? 0 : sum / lines.length;
}

interface Segment {
  readonly edge: number;
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
  readonly top: number;
  readonly bottom: number;
}

function cross(s: Segment, t: Segment): boolean {
  return side(s, t.x0, t.y0) * side(s, t.x1, t.y1) < 0 && side(t, s.x0, s.y0) * side(t, s.x1, s.y1) < 0;
}

/** On which side of the line through `s` a point lies; 0 within a hundredth of a pixel. */
function side(s: Segment, x: number, y: number): number {
  const dx = s.x1 - s.x0;
  const dy = s.y1 - s.y0;
  const distance = ((x - s.x0) * dy - (y - s.y0) * dx) / Math.max(Math.hypot(dx, dy), 1e-9);
  return Math.abs(distance) < 0.01 ? 0 : Math.sign(distance);
}
