import { describe, expect, it } from 'vitest';
import type { Digit } from '../../../examples/digits/lib/digits.mjs';
import { readDigits, splitDigits } from '../../../examples/digits/lib/digits.mjs';
import { createNetwork, initialize } from '../../../examples/digits/lib/network.mjs';
import { seededRandom, shuffle } from '../../../examples/digits/lib/random.mjs';
import { evaluate, train } from '../../../examples/digits/lib/training.mjs';

function asExamples(digits: readonly Digit[]) {
  return {
    count: digits.length,
    images: Float32Array.from(digits.flatMap(({ pixels }) => pixels.map((value: number) => value / 16))),
    labels: Uint8Array.from(digits, ({ label }) => label),
    rows: digits.map(({ row }) => row),
  };
}

const splits = splitDigits(readDigits(), { validation: 0.15, test: 0.15 }, seededRandom(1));
const training = asExamples(splits['training'] ?? []);
const test = asExamples(splits['test'] ?? []);

function trained(hidden: readonly number[], epochs: number) {
  const network = initialize(createNetwork([64, ...hidden, 10]), seededRandom(1));
  const losses: number[] = [];
  train(network, training, { learningRate: 0.005, epochs, batchSize: 32, seed: 1 }, (_, loss) => {
    losses.push(loss);
  });
  return { network, losses };
}

describe('train', () => {
  it.each([
    ['softmax regression', []],
    ['a perceptron', [32]],
  ])('teaches %s to read at least nine of ten digits that it has not seen', (_, hidden) => {
    const { network, losses } = trained(hidden, 10);
    expect(losses).toHaveLength(10);
    expect(losses.at(-1)).toBeLessThan((losses[0] ?? 0) / 4);
    expect(evaluate(network, test).accuracy).toBeGreaterThanOrEqual(0.9);
  });

  it('gives the same weights for the same seed', () => {
    expect(trained([16], 2).network.parameters).toEqual(trained([16], 2).network.parameters);
  });

  it('knows nothing before the first step', () => {
    const network = initialize(createNetwork([64, 32, 10]), seededRandom(1));
    expect(evaluate(network, test).accuracy).toBeLessThan(0.3);
  });
});

describe('shuffle', () => {
  it('keeps every element and changes the order', () => {
    const list = Array.from({ length: 100 }, (_, index) => index);
    const shuffled = shuffle([...list], seededRandom(3));
    expect(shuffled).not.toEqual(list);
    expect(shuffled.toSorted((a, b) => a - b)).toEqual(list);
  });
});

describe('seededRandom', () => {
  it('spreads evenly over 0 to 1', () => {
    const random = seededRandom(5);
    const bins = new Array<number>(10).fill(0);
    for (let n = 0; n < 10_000; n++) {
      const bin = Math.floor(random() * 10);
      bins[bin] = (bins[bin] ?? 0) + 1;
    }
    for (const count of bins) {
      expect(count).toBeGreaterThan(850);
      expect(count).toBeLessThan(1150);
    }
  });
});
