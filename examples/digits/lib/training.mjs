import { createAdam } from './adam.mjs';
import { createNetwork, forward, lossAndGradient } from './network.mjs';
import { seededRandom, shuffle } from './random.mjs';
import { softmaxCrossEntropy } from './softmax.mjs';

/**
 * @typedef {import('./network.mjs').Network} Network
 * @typedef {import('./examples.mjs').Examples} Examples
 * @typedef {{ learningRate: number, epochs: number, batchSize: number, seed: number }} TrainingConfig
 */

/**
 * Trains a network in place with Adam on shuffled batches.
 * @param {Network} network
 * @param {Examples} training
 * @param {TrainingConfig} config
 * @param {(epoch: number, loss: number) => void} onEpoch told after each epoch, counted from 1, with the mean loss
 */
export function train(network, training, config, onEpoch) {
  const random = seededRandom(config.seed);
  const step = createAdam(network.parameters.length, config.learningRate);
  const gradient = createNetwork(network.sizes);
  const order = Uint32Array.from({ length: training.count }, (_, index) => index);
  for (let epoch = 1; epoch <= config.epochs; epoch++) {
    shuffle(order, random);
    let total = 0;
    for (let start = 0; start < training.count; start += config.batchSize) {
      const { images, labels } = gather(training, order.subarray(start, start + config.batchSize));
      total += lossAndGradient(network, images, labels, gradient) * labels.length;
      step(network.parameters, gradient.parameters);
    }
    onEpoch(epoch, total / training.count);
  }
}

/** @param {Examples} examples */
function gather({ count, images, labels }, chosen) {
  const width = images.length / count;
  const batch = { images: new Float32Array(chosen.length * width), labels: new Uint8Array(chosen.length) };
  chosen.forEach((example, index) => {
    batch.images.set(images.subarray(example * width, (example + 1) * width), index * width);
    batch.labels[index] = labels[example];
  });
  return batch;
}

/**
 * What the network says about each example, and how good that is.
 * @param {Network} network
 * @param {Examples} examples
 */
export function evaluate(network, { count, images, labels }) {
  const classes = network.sizes[network.sizes.length - 1];
  const logits = forward(network, images, count).at(-1);
  const { probabilities, losses } = softmaxCrossEntropy(logits, labels, classes);
  const predicted = Uint8Array.from({ length: count }, (_, n) => {
    const row = probabilities.subarray(n * classes, (n + 1) * classes);
    return row.indexOf(Math.max(...row));
  });
  const right = predicted.filter((digit, n) => digit === labels[n]).length;
  const loss = losses.reduce((sum, value) => sum + value, 0) / count;
  return { accuracy: right / count, loss, predicted, probabilities, losses };
}
