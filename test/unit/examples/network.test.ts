import { describe, expect, it } from 'vitest';
import {
  createNetwork,
  forward,
  initialize,
  lossAndGradient,
  parameterCount,
} from '../../../examples/digits/lib/network.mjs';
import { seededRandom } from '../../../examples/digits/lib/random.mjs';
import { softmaxCrossEntropy } from '../../../examples/digits/lib/softmax.mjs';

describe('softmaxCrossEntropy', () => {
  it('gives probabilities and the loss of the right class', () => {
    const { probabilities, losses } = softmaxCrossEntropy([0, Math.log(3), 0, 0], [1, 0], 2);
    expect(probabilities[0]).toBeCloseTo(0.25, 12);
    expect(probabilities[1]).toBeCloseTo(0.75, 12);
    expect(losses[0]).toBeCloseTo(-Math.log(0.75), 12);
    expect(losses[1]).toBeCloseTo(Math.log(2), 12);
  });

  it('stays finite where exponentials overflow or vanish', () => {
    const { probabilities, losses } = softmaxCrossEntropy([1e4, 0, -1e4, 5e3, 5e3, 5e3], [1, 2], 3);
    expect([...probabilities].every(Number.isFinite)).toBe(true);
    expect(losses[0]).toBeCloseTo(1e4, 6);
    expect(losses[1]).toBeCloseTo(Math.log(3), 12);
  });
});

describe('network', () => {
  it.each([[[5, 3]], [[5, 4, 3]], [[5, 6, 4, 3]]])(
    '%j: its gradient is that of finite differences',
    sizes => {
      const random = seededRandom(7);
      const network = initialize(createNetwork(sizes), random);
      // With biases of zero a unit can stand right on the bend of ReLU, where there is no gradient to compare.
      for (const { biases } of network.layers) biases.forEach((_, j) => (biases[j] = random() - 0.5));
      const images = Float64Array.from({ length: 8 * 5 }, random);
      const labels = [0, 1, 2, 0, 1, 2, 0, 1];
      const gradient = createNetwork(sizes);
      lossAndGradient(network, images, labels, gradient);

      const { parameters } = network;
      const step = 1e-6;
      const scratch = createNetwork(sizes);
      const lossWith = (index: number, value: number) => {
        const before = parameters[index] ?? NaN;
        parameters[index] = value;
        const loss = lossAndGradient(network, images, labels, scratch);
        parameters[index] = before;
        return loss;
      };
      parameters.forEach((value, index) => {
        const difference = lossWith(index, value + step) - lossWith(index, value - step);
        expect(gradient.parameters[index]).toBeCloseTo(difference / (2 * step), 6);
      });
      expect(gradient.parameters.some(value => Math.abs(value) > 1e-3)).toBe(true);
    },
  );

  it('computes dense layers with ReLU between them only', () => {
    // Two inputs, two hidden units (x - y and y - x), one output (both summed, minus 10).
    const network = createNetwork([2, 2, 1], Float64Array.of(1, -1, -1, 1, 0, 0, 1, 1, -10));
    expect(Array.from(forward(network, [5, 2, 2, 9], 2).at(-1) ?? [])).toEqual([-7, -3]);
  });

  it('refuses weights that do not fit its layers', () => {
    expect(parameterCount([64, 32, 10])).toBe(2410);
    expect(() => createNetwork([64, 10], new Float64Array(3))).toThrow(
      'Layers 64-10 need 650 weights, not 3.',
    );
  });

  it('gets its first weights from the seed alone', () => {
    const weights = (seed: number) => initialize(createNetwork([64, 10]), seededRandom(seed)).parameters;
    expect(weights(1)).toEqual(weights(1));
    expect(weights(1)).not.toEqual(weights(2));
  });
});
