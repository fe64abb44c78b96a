import { softmaxCrossEntropy } from './softmax.mjs';

/**
 * @typedef {{ inputs: number, outputs: number, weights: Float64Array, biases: Float64Array }} Layer
 * `weights` has the `inputs` weights of the first output, then those of the second, and so on.
 * @typedef {{ sizes: number[], parameters: Float64Array, layers: Layer[] }} Network
 * The layers are views of `parameters`, so that an optimiser sees one list of numbers.
 */

/**
 * A multilayer perceptron: dense layers with ReLU between them, and softmax on the last. `[64, 32, 10]` has one
 * hidden layer of 32; `[64, 10]`, without a hidden layer, is softmax regression.
 * @param {number[]} sizes numbers in, numbers in each hidden layer, classes out
 * @param {Float64Array} [parameters] all zero when not given
 * @returns {Network}
 */
export function createNetwork(sizes, parameters = new Float64Array(parameterCount(sizes))) {
  if (parameters.length !== parameterCount(sizes)) {
    throw new Error(
      `Layers ${sizes.join('-')} need ${parameterCount(sizes)} weights, not ${parameters.length}.`,
    );
  }
  let used = 0;
  const take = count => parameters.subarray(used, (used += count));
  const layers = sizes.slice(1).map((outputs, index) => {
    const inputs = sizes[index];
    return { inputs, outputs, weights: take(inputs * outputs), biases: take(outputs) };
  });
  return { sizes, parameters, layers };
}

/** @param {number[]} sizes */
export function parameterCount(sizes) {
  return sizes.slice(1).reduce((sum, outputs, index) => sum + (sizes[index] + 1) * outputs, 0);
}

/**
 * Random first weights, as wide as He et al. (2015) found right for ReLU; the biases stay zero.
 * @param {Network} network
 * @param {() => number} random
 */
export function initialize(network, random) {
  for (const { inputs, weights } of network.layers) {
    const limit = Math.sqrt(6 / inputs);
    for (let i = 0; i < weights.length; i++) weights[i] = (2 * random() - 1) * limit;
  }
  return network;
}

/**
 * What each layer answers, the input first and the logits last.
 * @param {Network} network
 * @param {ArrayLike<number>} images
 * @param {number} count examples in `images`
 * @returns {ArrayLike<number>[]}
 */
export function forward(network, images, count) {
  const answers = [images];
  network.layers.forEach((layer, index) => {
    answers.push(dense(layer, answers[index], count, index < network.layers.length - 1));
  });
  return answers;
}

function dense({ inputs, outputs, weights, biases }, input, count, relu) {
  const output = new Float64Array(count * outputs);
  for (let n = 0; n < count; n++) {
    for (let j = 0; j < outputs; j++) {
      let sum = biases[j];
      for (let i = 0; i < inputs; i++) sum += input[n * inputs + i] * weights[j * inputs + i];
      output[n * outputs + j] = relu && sum < 0 ? 0 : sum;
    }
  }
  return output;
}

/**
 * Mean loss of some examples, and its derivative by every weight.
 * @param {Network} network
 * @param {ArrayLike<number>} images
 * @param {ArrayLike<number>} labels
 * @param {Network} gradient of the same sizes; overwritten
 * @returns {number}
 */
export function lossAndGradient(network, images, labels, gradient) {
  const count = labels.length;
  const classes = network.sizes[network.sizes.length - 1];
  const answers = forward(network, images, count);
  const { probabilities, losses } = softmaxCrossEntropy(answers[answers.length - 1], labels, classes);
  for (let n = 0; n < count; n++) probabilities[n * classes + labels[n]] -= 1;
  let error = probabilities.map(value => value / count);
  gradient.parameters.fill(0);
  for (let index = network.layers.length - 1; index >= 0; index--) {
    const before = index > 0 ? new Float64Array(count * network.sizes[index]) : undefined;
    denseBackward(network.layers[index], answers[index], error, gradient.layers[index], before);
    if (before) error = before;
  }
  return losses.reduce((sum, loss) => sum + loss, 0) / count;
}

/** Adds to the layer's gradient, and (unless it is the first layer) writes the error of its input to `before`. */
function denseBackward({ inputs, outputs, weights }, input, error, gradient, before) {
  for (let n = 0; n < error.length / outputs; n++) {
    for (let j = 0; j < outputs; j++) {
      const wrong = error[n * outputs + j];
      if (wrong === 0) continue;
      gradient.biases[j] += wrong;
      for (let i = 0; i < inputs; i++) {
        gradient.weights[j * inputs + i] += wrong * input[n * inputs + i];
        // The input came through ReLU: where that let nothing pass, nothing flows back.
        if (before && input[n * inputs + i] > 0) before[n * inputs + i] += wrong * weights[j * inputs + i];
      }
    }
  }
}
