/**
 * The Adam optimiser (Kingma and Ba, 2015) for a flat list of weights, with their usual constants.
 * @param {number} count weights
 * @param {number} learningRate
 * @returns {(parameters: Float64Array, gradient: Float64Array) => void} changes the weights by one step
 */
export function createAdam(count, learningRate) {
  const [decay1, decay2, tiny] = [0.9, 0.999, 1e-8];
  const mean = new Float64Array(count);
  const square = new Float64Array(count);
  let [bias1, bias2] = [1, 1];
  return (parameters, gradient) => {
    bias1 *= decay1;
    bias2 *= decay2;
    for (let i = 0; i < count; i++) {
      mean[i] = decay1 * mean[i] + (1 - decay1) * gradient[i];
      square[i] = decay2 * square[i] + (1 - decay2) * gradient[i] * gradient[i];
      const step = mean[i] / (1 - bias1) / (Math.sqrt(square[i] / (1 - bias2)) + tiny);
      parameters[i] -= learningRate * step;
    }
  };
}
