import { CrossingCounter } from './crossings.ts';
import { walkOrder, type Walk } from './initialOrder.ts';
import { type Layered, renumber } from './layers.ts';
import { previousOrder } from './previousOrder.ts';
import { Reinserter } from './reinsert.ts';
import { Sifter } from './sift.ts';
import { type Key, Sweeper } from './sweep.ts';

/** Work allowed, in segments looked at: the same input always gets the same work, on any machine. */
const BUDGET = 7_000_000;
/** The parts of it for trying first orders and, at most, for putting long edges elsewhere. */
const SWEEPING = 0.5;
const REINSERTING = 0.3;
/** Sweeps over one first order at most, and without a better order before the next start. */
const MOST_SWEEPS = 24;
const LEAST_SWEEPS = 8;
const PATIENCE = 4;
/** What counts as better: less than this part of the crossings before. */
const WORTHWHILE = 0.998;
/** First orders that are swept whatever it costs, and swept orders that are sifted. */
const LEAST_STARTS = 2;
const FINALISTS = 3;
/** Times the best order is shaken without getting better before that is enough. */
const SHAKES = 2;
/** What sifting may cost for each vertex in one pass decides how far vertices are tried; at most this far. */
const WIDEST_WINDOW = 128;

const STARTS: readonly (readonly [Walk, Key])[] = [
  ['depth', 'barycenter'],
  ['breadth', 'barycenter'],
  ['depthFromSinks', 'barycenter'],
  ['depth', 'median'],
  ['breadthFromSinks', 'barycenter'],
  ['breadth', 'median'],
  ['depthFromSinks', 'median'],
  ['breadthFromSinks', 'median'],
];

/** The order there was is kept as long as it has at most this many times, plus this many, of the crossings. */
const KEPT_AT = 1.25;
const KEPT_PLUS = 4;

interface Candidate {
  readonly order: Int32Array;
  readonly crossings: number;
}

/**
 * Orders the vertices of every layer so that few edges cross, and returns how many still do. Several first
 * orders are swept until that no longer helps; in the best of them vertices are sifted and long edges put
 * elsewhere; then the best is shaken (ties turned over) and all that done again until the work is used up.
 *
 * With `before`, the former y of each node (NaN for new ones), an order is kept in which the old nodes stand as
 * they stood, or nearly so, unless another has clearly fewer crossings.
 */
export function orderLayers(g: Layered, before?: Float64Array): number {
  return new Search(g).run(before);
}

class Search {
  readonly #g: Layered;
  readonly #counter: CrossingCounter;
  readonly #sweeper: Sweeper;
  readonly #sifter: Sifter;
  readonly #reinserter: Reinserter;
  readonly #sweepCost: number;
  #best: Candidate;
  #swept = 0;

  constructor(g: Layered) {
    const size = g.down.item.length + g.count;
    this.#g = g;
    this.#counter = new CrossingCounter(g);
    this.#sweeper = new Sweeper(g);
    this.#sifter = new Sifter(g, Math.max(6, Math.min(WIDEST_WINDOW, Math.floor((BUDGET * 0.05) / size))));
    this.#reinserter = new Reinserter(g);
    this.#sweepCost = 4 * size;
    this.#best = { order: g.order.slice(), crossings: Infinity };
  }

  run(before: Float64Array | undefined): number {
    const familiar = before ? this.#familiar(before) : [];
    const finalists = this.#sweepAll();
    for (const candidate of finalists) {
      if (this.#done) break;
      this.#restore(candidate.order);
      this.#sift(false);
    }
    this.#restore(this.#best.order);
    this.#sift(true);
    for (let round = 0, idle = 0; idle < SHAKES && !this.#done; round++, idle++) {
      const { crossings } = this.#best;
      this.#restore(this.#best.order);
      const key = round % 4 < 2 ? 'barycenter' : 'median';
      this.#sweep(round % 2 === 0, key, true);
      this.#sweep(round % 2 === 1, key, true);
      this.#sift(true);
      if (this.#best.crossings < crossings) idle = -1;
    }
    const bearable = KEPT_AT * this.#best.crossings + KEPT_PLUS;
    this.#best = familiar.find(candidate => candidate.crossings <= bearable) ?? this.#best;
    this.#restore(this.#best.order);
    return this.#best.crossings;
  }

  /** The order there was, with what is new at its best place in it; and that with every vertex sifted. */
  #familiar(before: Float64Array): Candidate[] {
    previousOrder(this.#g, before);
    const old = new Uint8Array(this.#g.count);
    before.forEach((y, v) => (old[v] = Number.isNaN(y) ? 0 : 1));
    return [old, undefined].map(fixed => {
      const limit = this.#sifter.work + BUDGET / 4;
      for (let round = 0; round < MOST_SWEEPS; round++) {
        if (this.#sifter.pass(round % 2 === 0, limit, fixed) === 0) break;
      }
      return { order: this.#g.order.slice(), crossings: this.#counter.total(this.#g) };
    });
  }

  get #done(): boolean {
    return this.#best.crossings === 0 || this.#spent;
  }

  get #spent(): boolean {
    return this.#swept + this.#sifter.work + this.#reinserter.work > BUDGET;
  }

  #sweepAll(): Candidate[] {
    const candidates: Candidate[] = [];
    for (const [walk, key] of STARTS) {
      const enough = candidates.length >= LEAST_STARTS && this.#swept > SWEEPING * BUDGET;
      if (enough || this.#best.crossings === 0) break;
      walkOrder(this.#g, walk);
      const candidate = this.#sweepFrom(key);
      candidates.push(candidate);
      if (candidate.crossings < this.#best.crossings) this.#best = candidate;
    }
    return candidates.sort((a, b) => a.crossings - b.crossings).slice(0, FINALISTS);
  }

  #sweepFrom(key: Key): Candidate {
    let best: Candidate = { order: this.#g.order.slice(), crossings: this.#counter.total(this.#g) };
    const most = Math.max(LEAST_SWEEPS, Math.min(MOST_SWEEPS, (SWEEPING * BUDGET) / this.#sweepCost));
    for (let i = 0, idle = 0; i < most && idle < PATIENCE && best.crossings > 0; i++, idle++) {
      this.#sweep(i % 2 === 0, key, i % 4 > 1);
      const crossings = this.#counter.total(this.#g);
      if (crossings >= best.crossings) continue;
      if (crossings <= WORTHWHILE * best.crossings) idle = -1;
      best = { order: this.#g.order.slice(), crossings };
    }
    return best;
  }

  #sweep(forward: boolean, key: Key, turnTies: boolean): void {
    this.#sweeper.sweep(forward, key, turnTies);
    this.#swept += this.#sweepCost;
  }

  #sift(reinsert: boolean): void {
    for (let round = 0, gain = 1; gain > 0 && !this.#spent; round++) {
      gain = this.#sifter.pass(round % 2 === 0, BUDGET - this.#swept - this.#reinserter.work);
      if (gain === 0 && reinsert) gain = this.#reinserter.pass(REINSERTING * BUDGET);
    }
    const crossings = this.#counter.total(this.#g);
    if (crossings < this.#best.crossings) this.#best = { order: this.#g.order.slice(), crossings };
  }

  #restore(order: Int32Array): void {
    this.#g.order.set(order);
    renumber(this.#g);
  }
}
