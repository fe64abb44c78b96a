import { levelBlocks, levelOut } from './blocks.ts';
import { LayerSettler } from './layerSettler.ts';
import type { Layered } from './layers.ts';
import { refine, snapLevel } from './refine.ts';

/** Sweeps that draw vertices toward their neighbours before, and after, what shall be level is made so. */
const SWEEPS = 6;
const REFINEMENTS = 8;
/** How much higher than the compact picture a straight one may be. */
const TALLEST = 1.5;

/**
 * The centre of every vertex along its layer, in the order given and without overlap. First every layer by
 * itself comes as near to its neighbours as it can (compact), then blocks are made level (straight), then
 * both together until they rest, and small steps are taken out. Where straight lines would cost too much height, only long edges get them,
 * and where even that does, none.
 */
export function placeInLayers(g: Layered, size: Float64Array, gap: number): Float64Array {
  const settler = new LayerSettler(g, size, gap);
  const compact = settler.packed();
  for (let sweep = 0; sweep < SWEEPS; sweep++) settler.sweep(compact, sweep);
  const limit = TALLEST * extentOf(compact, size);
  for (const straightness of ['trunks', 'longEdges'] as const) {
    const y = compact.slice();
    const blocks = levelBlocks(g, straightness);
    levelOut(g, blocks, y, size, gap);
    refine(g, blocks, settler, y, size, gap, REFINEMENTS);
    snapLevel(g, blocks, y, size, gap);
    if (extentOf(y, size) <= limit) return y;
  }
  return compact;
}

function extentOf(y: Float64Array, size: Float64Array): number {
  let top = Infinity;
  let bottom = -Infinity;
  for (let v = 0; v < y.length; v++) {
    top = Math.min(top, y[v]! - size[v]! / 2);
    bottom = Math.max(bottom, y[v]! + size[v]! / 2);
  }
  return bottom - top;
}
