import type { Chain, Layered, Segments } from './layers.ts';

/** Table cells one long edge may take. */
const LARGEST = 400_000;

/**
 * Takes long edges out one by one and puts each back where it crosses least, all its dummies at once: what
 * moving single vertices cannot do. The best places are found by dynamic programming over the slots of its
 * layers, with the number of crossings between any two slots from a table of prefix sums (in the spirit of
 * global sifting: Bachmaier, Brandenburg, Brunner and Hübner 2010). The total never rises.
 */
export class Reinserter {
  /** Table cells filled so far. */
  work = 0;
  readonly #g: Layered;
  #table = new Int32Array(0);

  constructor(g: Layered) {
    this.#g = g;
  }

  /** Every long edge once; returns by how much the crossings went down. */
  pass(budget: number): number {
    let gain = 0;
    for (const chain of this.#g.chains) {
      if (this.work > budget) break;
      if (this.#cells(chain) > LARGEST) continue;
      gain += this.#reinsert(chain);
    }
    return gain;
  }

  #width(l: number): number {
    return this.#g.layerStart[l + 1]! - this.#g.layerStart[l]!;
  }

  #cells({ first, length }: Chain): number {
    let sum = 0;
    for (let d = first; d < first + length; d++) {
      const l = this.#g.layer[d]!;
      sum += this.#width(l) * (d + 1 < first + length ? this.#width(l + 1) : 1);
    }
    return sum;
  }

  #reinsert({ first, length }: Chain): number {
    const { layer } = this.#g;
    const from: Int32Array[] = [];
    let costs = this.#ownCosts(first, first, length);
    for (let i = 1; i < length; i++) {
      const d = first + i;
      const own = this.#ownCosts(d, first, length);
      const slots = own.length;
      const table = this.#between(layer[d]! - 1, d - 1, d, costs.length, slots);
      const best = new Float64Array(slots).fill(Infinity);
      const origin = new Int32Array(slots);
      const weight = this.#chainWeight(d - 1, d);
      const here = this.#slotOf(d);
      for (let q = 0; q < slots; q++) {
        for (let p = 0; p < costs.length; p++) {
          const cost = costs[p]! + weight * table[p * slots + q]!;
          // On a tie the slot the edge is in now, so that nothing moves for nothing.
          if (cost < best[q]! || (cost === best[q] && q === here && p === this.#slotOf(d - 1))) {
            best[q] = cost;
            origin[q] = p;
          }
        }
        best[q]! += own[q]!;
      }
      from.push(origin);
      costs = best;
    }
    return this.#moveTo(first, length, costs, from);
  }

  /** Walks the best way back and moves the dummies; returns the gain. */
  #moveTo(first: number, length: number, costs: Float64Array, from: readonly Int32Array[]): number {
    const now = this.#slotOf(first + length - 1);
    let slot = now;
    for (let q = 0; q < costs.length; q++) if (costs[q]! < costs[slot]!) slot = q;
    const before = this.#costNow(first, length);
    const gain = before - costs[slot]!;
    if (gain <= 0) return 0;
    for (let i = length - 1; i >= 0; i--) {
      this.#place(first + i, slot);
      if (i > 0) slot = from[i - 1]![slot]!;
    }
    return gain;
  }

  /** The crossings of the chain and of what hangs on it as it is now. */
  #costNow(first: number, length: number): number {
    let sum = 0;
    for (let d = first; d < first + length; d++) {
      sum += this.#ownCosts(d, first, length)[this.#slotOf(d)]!;
      if (d === first) continue;
      const slots = this.#width(this.#g.layer[d]!);
      const table = this.#between(this.#g.layer[d]! - 1, d - 1, d, this.#width(this.#g.layer[d]! - 1), slots);
      sum += this.#chainWeight(d - 1, d) * table[this.#slotOf(d - 1) * slots + this.#slotOf(d)]!;
    }
    return sum;
  }

  /** A slot is the number of other vertices before it: for a vertex in place, its position. */
  #slotOf(d: number): number {
    return this.#g.position[d]!;
  }

  #chainWeight(a: number, b: number): number {
    const { down } = this.#g;
    for (let k = down.start[a]!; k < down.start[a + 1]!; k++) if (down.item[k] === b) return down.weight[k]!;
    return 0;
  }

  /** Crossings of the segments of `d` that are not of its chain, for every slot it could be in. */
  #ownCosts(d: number, first: number, length: number): Float64Array {
    const costs = new Float64Array(this.#width(this.#g.layer[d]!));
    const next = d + 1 < first + length ? d + 1 : -1;
    const previous = d > first ? d - 1 : -1;
    this.#addSide(costs, d, this.#g.up, previous);
    this.#addSide(costs, d, this.#g.down, next);
    return costs;
  }

  #addSide(costs: Float64Array, d: number, side: Segments, chainNeighbour: number): void {
    const { order, layer, layerStart, position } = this.#g;
    for (let k = side.start[d]!; k < side.start[d + 1]!; k++) {
      const w = side.item[k]!;
      if (w === chainNeighbour) continue;
      const at = position[w]!;
      const weight = side.weight[k]!;
      // Before the first other vertex, all that end above `w` cross; behind each one, its segments change sides.
      let crossing = 0;
      const rises: number[] = [];
      for (let i = layerStart[layer[d]!]!; i < layerStart[layer[d]! + 1]!; i++) {
        const u = order[i]!;
        if (u === d) continue;
        let rise = 0;
        for (let s = side.start[u]!; s < side.start[u + 1]!; s++) {
          const other = position[side.item[s]!]!;
          this.work++;
          if (side.item[s] === chainNeighbour || other === at) continue;
          if (other < at) {
            crossing += side.weight[s]!;
            rise -= side.weight[s]!;
          } else rise += side.weight[s]!;
        }
        rises.push(rise);
      }
      costs[0]! += weight * crossing;
      rises.forEach((rise, slot) => {
        crossing += rise;
        costs[slot + 1]! += weight * crossing;
      });
    }
  }

  /** For slots p and q the weight of segments between layers l and l + 1, not at `a` or `b`, that p–q would cross. */
  #between(l: number, a: number, b: number, rows: number, columns: number): Int32Array {
    const { order, layerStart, position, down } = this.#g;
    if (this.#table.length < rows * columns) this.#table = new Int32Array(2 * rows * columns);
    const table = this.#table.fill(0, 0, rows * columns);
    this.work += rows * columns;
    const aAt = position[a]!;
    const bAt = position[b]!;
    for (let i = layerStart[l]!; i < layerStart[l + 1]!; i++) {
      const u = order[i]!;
      if (u === a) continue;
      const p = position[u]! - (position[u]! > aAt ? 1 : 0);
      for (let k = down.start[u]!; k < down.start[u + 1]!; k++) {
        const w = down.item[k]!;
        if (w === b) continue;
        const q = position[w]! - (position[w]! > bAt ? 1 : 0);
        table[(p + 1) * columns + q + 1]! += down.weight[k]!;
      }
    }
    // Prefix sums: joint weight before p and before q; then the exclusive or of "before p" and "before q".
    for (let p = 1; p < rows; p++) {
      let row = 0;
      for (let q = 1; q < columns; q++) {
        row += table[p * columns + q]!;
        table[p * columns + q] = row + table[(p - 1) * columns + q]!;
      }
    }
    return this.#exclusive(table, l, a, b, rows, columns);
  }

  #exclusive(table: Int32Array, l: number, a: number, b: number, rows: number, columns: number): Int32Array {
    const beforeP = this.#weights(l, this.#g.down, a, b, rows);
    const beforeQ = this.#weights(l + 1, this.#g.up, b, a, columns);
    for (let p = 0; p < rows; p++) {
      for (let q = 0; q < columns; q++) {
        const at = p * columns + q;
        table[at] = beforeP[p]! + beforeQ[q]! - 2 * table[at]!;
      }
    }
    return table;
  }

  /** By slot of layer `l`: the weight of segments, not at `own` or `far`, of the vertices before it. */
  #weights(l: number, side: Segments, own: number, far: number, slots: number): Int32Array {
    const { order, layerStart } = this.#g;
    const sums = new Int32Array(slots);
    let slot = 0;
    for (let i = layerStart[l]!; i < layerStart[l + 1]!; i++) {
      const u = order[i]!;
      if (u === own) continue;
      let sum = sums[slot]!;
      for (let k = side.start[u]!; k < side.start[u + 1]!; k++)
        if (side.item[k] !== far) sum += side.weight[k]!;
      sums[++slot] = sum;
    }
    return sums;
  }

  #place(d: number, slot: number): void {
    const { order, position, layer, layerStart } = this.#g;
    const start = layerStart[layer[d]!]!;
    const at = position[d]!;
    if (slot === at) return;
    if (slot < at) order.copyWithin(start + slot + 1, start + slot, start + at);
    else order.copyWithin(start + at, start + at + 1, start + slot + 1);
    order[start + slot] = d;
    for (let i = Math.min(at, slot); i <= Math.max(at, slot); i++) position[order[start + i]!] = i;
  }
}
