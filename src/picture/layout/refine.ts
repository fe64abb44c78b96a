import type { Blocks } from './blocks.ts';
import type { LayerSettler } from './layerSettler.ts';
import type { Layered } from './layers.ts';

/** Steps smaller than this are taken out where there is room, px. */
const SNAP = 14;
/** Steps smaller than this cannot be seen, px. */
const LEVEL = 0.05;

/**
 * Moves vertices nearer to the mean of their neighbours, in place: a block of several layers as one, as far as
 * the vertices beside it let it (after the priority method of Sugiyama, Tagawa and Toda 1981); the others layer
 * by layer, between the blocks.
 */
export function refine(
  g: Layered,
  blocks: Blocks,
  settler: LayerSettler,
  y: Float64Array,
  size: Float64Array,
  gap: number,
  rounds: number,
): void {
  const { start } = blocks.members;
  const count = start.length - 1;
  for (let round = 0; round < rounds; round++) {
    for (let i = 0; i < count; i++) {
      const b = round % 2 === 0 ? i : count - 1 - i;
      if (start[b + 1]! - start[b]! > 1) moveBlock(g, blocks, b, y, size, gap);
    }
    for (let i = 0; i < g.layerCount; i++) {
      settleBetweenBlocks(g, blocks, settler, y, round % 2 === 0 ? i : g.layerCount - 1 - i);
    }
  }
}

function moveBlock(
  g: Layered,
  blocks: Blocks,
  b: number,
  y: Float64Array,
  size: Float64Array,
  gap: number,
): void {
  const { of, members } = blocks;
  let sum = 0;
  let mass = 0;
  for (let k = members.start[b]!; k < members.start[b + 1]!; k++) {
    const v = members.item[k]!;
    for (let side = 0; side < 2; side++) {
      const { start, item } = side === 0 ? g.up : g.down;
      for (let s = start[v]!; s < start[v + 1]!; s++) {
        const w = item[s]!;
        if (of[w] === b) continue;
        sum += y[w]! - y[v]!;
        mass++;
      }
    }
  }
  if (mass > 0) shift(g, blocks, b, y, size, gap, sum / mass);
}

/** Moves a block by `wish` px, or as far as what stands above and below lets it. */
function shift(
  g: Layered,
  { members }: Blocks,
  b: number,
  y: Float64Array,
  size: Float64Array,
  gap: number,
  wish: number,
): void {
  let by = wish;
  for (let k = members.start[b]!; k < members.start[b + 1]!; k++) {
    const v = members.item[k]!;
    const first = g.layerStart[g.layer[v]!]!;
    const at = first + g.position[v]!;
    if (wish < 0 && at > first) {
      const u = g.order[at - 1]!;
      by = Math.max(by, Math.min(0, y[u]! - y[v]! + (size[u]! + size[v]!) / 2 + gap));
    } else if (wish > 0 && at + 1 < g.layerStart[g.layer[v]! + 1]!) {
      const w = g.order[at + 1]!;
      by = Math.min(by, Math.max(0, y[w]! - y[v]! - (size[v]! + size[w]!) / 2 - gap));
    }
  }
  for (let k = members.start[b]!; k < members.start[b + 1]!; k++) y[members.item[k]!]! += by;
}

/**
 * Makes segments level that nearly are: a step of a few pixels looks like a mistake. A block moves onto the
 * neighbour it misses by least, unless it is level with one already or there is no room.
 */
export function snapLevel(
  g: Layered,
  blocks: Blocks,
  y: Float64Array,
  size: Float64Array,
  gap: number,
): void {
  const { of, members } = blocks;
  for (let b = 0; b + 1 < members.start.length; b++) {
    let nearest = SNAP;
    for (let k = members.start[b]!; k < members.start[b + 1]!; k++) {
      const v = members.item[k]!;
      for (let side = 0; side < 2; side++) {
        const { start, item } = side === 0 ? g.up : g.down;
        for (let s = start[v]!; s < start[v + 1]!; s++) {
          const step = y[item[s]!]! - y[v]!;
          if (of[item[s]!] !== b && Math.abs(step) < Math.abs(nearest)) nearest = step;
        }
      }
    }
    if (nearest !== SNAP && Math.abs(nearest) > LEVEL) shift(g, blocks, b, y, size, gap, nearest);
  }
}

function settleBetweenBlocks(
  g: Layered,
  { of, members }: Blocks,
  settler: LayerSettler,
  y: Float64Array,
  l: number,
): void {
  const first = g.layerStart[l]!;
  const end = g.layerStart[l + 1]!;
  const sides = [g.up, g.down];
  let from = first;
  for (let k = first; k <= end; k++) {
    if (k < end) {
      const b = of[g.order[k]!]!;
      const alone = members.start[b]! + 1 === members.start[b + 1];
      if (alone) continue;
    }
    if (k > from) settler.settle(y, from, k, from > first, k < end, sides);
    from = k + 1;
  }
}
