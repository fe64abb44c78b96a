import type { LayoutEdge, LayoutInput, LayoutNode } from '../../src/picture/layout/types.ts';

/** Numbers in [0, 1) from a seed (mulberry32, Tommy Ettinger 2017): the same graphs on every machine. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** Collects a graph of artifact versions (wide, taller with aliases) and runs (narrower, low). */
class Builder {
  readonly nodes: LayoutNode[] = [];
  readonly edges: LayoutEdge[] = [];
  readonly random: () => number;
  readonly #seen = new Set<string>();

  constructor(seed: number) {
    this.random = seeded(seed);
  }

  below(limit: number): number {
    return Math.floor(this.random() * limit);
  }

  artifact(name: string): number {
    const width = 96 + 8 * this.below(16);
    return this.nodes.push({ id: name, width, height: this.random() < 0.3 ? 56 : 36 }) - 1;
  }

  run(name: string): number {
    return this.nodes.push({ id: name, width: 80 + 8 * this.below(10), height: 32 }) - 1;
  }

  join(from: number, to: number): void {
    if (from === to || this.#seen.has(`${from} ${to}`)) return;
    this.#seen.add(`${from} ${to}`);
    this.edges.push({ from, to });
  }

  build(): LayoutInput {
    return { nodes: this.nodes, edges: this.edges };
  }
}

/** The five steps of a tutorial, repeated: few data versions, many trainings, reports on the latest models. */
export function tutorial(size: number, seed = 1): LayoutInput {
  const b = new Builder(seed);
  const data: number[] = [];
  const initial: number[] = [];
  const models: number[] = [];
  for (let i = 0; b.nodes.length < size; i++) {
    if (i % 12 === 0) {
      const load = b.run(`load-${i}`);
      const raw = b.artifact(`raw:v${i / 12}`);
      const prepare = b.run(`preprocess-${i}`);
      const ready = b.artifact(`ready:v${i / 12}`);
      b.join(load, raw);
      b.join(raw, prepare);
      b.join(prepare, ready);
      data.push(ready);
    }
    if (i % 5 === 0) {
      const initialize = b.run(`initialize-${i}`);
      const weights = b.artifact(`init:v${i / 5}`);
      b.join(initialize, weights);
      initial.push(weights);
    }
    const train = b.run(`train-${i}`);
    const model = b.artifact(`model:v${i}`);
    const ready = data[Math.max(0, data.length - 1 - b.below(2))]!;
    b.join(ready, train);
    b.join(initial[Math.max(0, initial.length - 1 - b.below(3))]!, train);
    b.join(train, model);
    models.push(model);
    if (i % 4 === 3) {
      const report = b.run(`report-${i}`);
      b.join(ready, report);
      for (let k = 0; k < 3; k++) b.join(models[Math.max(0, models.length - 1 - b.below(6))]!, report);
    }
  }
  return b.build();
}

/** One data set, a run for every setting, a model for every run; the best are evaluated and compared. */
export function sweep(size: number, seed = 2): LayoutInput {
  const b = new Builder(seed);
  const train = b.artifact('train:v0');
  const test = b.artifact('test:v0');
  const split = b.run('split');
  b.join(split, train);
  b.join(split, test);
  const models: number[] = [];
  while (b.nodes.length < size - size / 10) {
    const run = b.run(`sweep-${models.length}`);
    const model = b.artifact(`model:v${models.length}`);
    b.join(train, run);
    b.join(run, model);
    models.push(model);
  }
  let report = b.run('report-0');
  for (let i = 0; b.nodes.length < size; i++) {
    const evaluate = b.run(`evaluate-${i}`);
    const scores = b.artifact(`scores:v${i}`);
    b.join(models[b.below(models.length)]!, evaluate);
    b.join(test, evaluate);
    b.join(evaluate, scores);
    if (i % 10 === 9) report = b.run(`report-${i}`);
    b.join(scores, report);
  }
  return b.build();
}

/** One artifact after the other, now and then with an input from further back. */
export function chain(size: number, seed = 3): LayoutInput {
  const b = new Builder(seed);
  const artifacts = [b.artifact('step:v0')];
  for (let i = 1; b.nodes.length < size; i++) {
    const run = b.run(`step-${i}`);
    const next = b.artifact(`step:v${i}`);
    b.join(artifacts[i - 1]!, run);
    b.join(run, next);
    if (b.random() < 0.15) b.join(artifacts[Math.max(0, i - 2 - b.below(12))]!, run);
    artifacts.push(next);
  }
  return b.build();
}

/** A model trained on from its last version, again and again; some runs log the version they used: cycles. */
export function retraining(size: number, seed = 4): LayoutInput {
  const b = new Builder(seed);
  const holdout = b.artifact('holdout:v0');
  let model = b.artifact('model:v0');
  let data = b.artifact('data:v0');
  for (let i = 1; b.nodes.length < size; i++) {
    if (i % 3 === 0) {
      const collect = b.run(`collect-${i}`);
      const next = b.artifact(`data:v${i / 3}`);
      b.join(data, collect);
      b.join(collect, next);
      data = next;
    }
    const train = b.run(`train-${i}`);
    b.join(model, train);
    b.join(data, train);
    const next = b.artifact(`model:v${i}`);
    b.join(train, next);
    if (b.random() < 0.1) b.join(train, model);
    const evaluate = b.run(`evaluate-${i}`);
    b.join(next, evaluate);
    if (i % 4 === 0) b.join(holdout, evaluate);
    if (b.random() < 0.8) model = next;
  }
  return b.build();
}

/** Layers joined at random: a few popular nodes have most of the consumers, some edges skip layers. */
export function randomLayered(size: number, seed = 5): LayoutInput {
  const b = new Builder(seed);
  const layerCount = Math.max(4, Math.round(Math.sqrt(size) / 2));
  const layers: number[][] = Array.from({ length: layerCount }, () => []);
  for (let i = 0; i < size; i++) {
    const l = i < layerCount ? i : b.below(layerCount);
    layers[l]!.push(l % 2 === 0 ? b.artifact(`a${i}`) : b.run(`r${i}`));
  }
  for (let l = 1; l < layerCount; l++) {
    for (const node of layers[l]!) {
      const inputs = 1 + (b.random() < 0.35 ? 1 : 0);
      for (let k = 0; k < inputs; k++) {
        const back = b.random() < 0.85 ? 1 : 1 + b.below(Math.min(l, 6));
        const from = layers[l - back]!;
        // The cube favours the first nodes of a layer.
        b.join(from[Math.floor(from.length * b.random() ** 3)]!, node);
      }
    }
  }
  return b.build();
}

export const SHAPES: Readonly<Record<string, (size: number) => LayoutInput>> = {
  tutorial,
  sweep,
  chain,
  retraining,
  random: randomLayered,
};
