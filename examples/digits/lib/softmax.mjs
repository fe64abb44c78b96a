/**
 * Turns the last layer's numbers into probabilities, and says how wrong they are.
 * The largest number of each row is taken off first, so that no exponential overflows.
 * @param {ArrayLike<number>} logits `classes` numbers an example
 * @param {ArrayLike<number>} labels the right class of each example
 * @param {number} classes
 * @returns {{ probabilities: Float64Array, losses: Float64Array }} losses: cross-entropy of each example, in nats
 */
export function softmaxCrossEntropy(logits, labels, classes) {
  const probabilities = new Float64Array(labels.length * classes);
  const losses = new Float64Array(labels.length);
  for (let example = 0; example < labels.length; example++) {
    const start = example * classes;
    let largest = -Infinity;
    for (let k = 0; k < classes; k++) largest = Math.max(largest, logits[start + k]);
    let sum = 0;
    for (let k = 0; k < classes; k++) sum += probabilities[start + k] = Math.exp(logits[start + k] - largest);
    for (let k = 0; k < classes; k++) probabilities[start + k] /= sum;
    losses[example] = Math.log(sum) - (logits[start + labels[example]] - largest);
  }
  return { probabilities, losses };
}
