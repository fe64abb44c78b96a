import type { Layered } from './layers.ts';

/** Left and right of each layer, px. */
export interface Columns {
  readonly left: Float64Array;
  readonly right: Float64Array;
}

/** Part of what edges rise or fall beyond `FLAT` px that the gap between layers grows by, at most to twice itself. */
const STEEPNESS = 0.08;
const FLAT = 200;

/** Sets layers side by side, each as wide as its widest node, further apart where edges are steep. */
export function placeColumns(g: Layered, width: Float64Array, y: Float64Array, gap: number): Columns {
  const left = new Float64Array(g.layerCount);
  const right = new Float64Array(g.layerCount);
  const steepest = new Float64Array(g.layerCount);
  for (let v = 0; v < g.count; v++) {
    const l = g.layer[v]!;
    if (v < g.real) right[l] = Math.max(right[l]!, width[v]!);
    for (let k = g.down.start[v]!; k < g.down.start[v + 1]!; k++) {
      steepest[l] = Math.max(steepest[l]!, Math.abs(y[g.down.item[k]!]! - y[v]!));
    }
  }
  for (let l = 0, at = 0; l < g.layerCount; l++) {
    left[l] = at;
    right[l]! += at;
    at = right[l]! + gap + Math.min(gap, Math.round(STEEPNESS * Math.max(0, steepest[l]! - FLAT)));
  }
  return { left, right };
}
