// What run.mjs runs, in this order: change it and run it again. Steps that come out the same as before make no
// new version.

export const loadData = { validation: 0.15, test: 0.15, pictures: 4, seed: 1 };

/** First the digits as they are, then with copies moved by a pixel. */
export const preprocessData = {
  plain: { normalize: true, shifts: false },
  shifted: { normalize: true, shifts: true },
};

/** Networks to start from, by the sizes of their hidden layers. */
export const initialize = {
  softmax: { hidden: [], seed: 1 },
  small: { hidden: [32], seed: 1 },
  large: { hidden: [128], seed: 1 },
  two: { hidden: [64, 32], seed: 1 },
};

/** Each training: the data and the network it starts from, by the names above, and its own settings. */
export const train = [
  { data: 'plain', network: 'softmax', config: { learningRate: 0.01, epochs: 20, batchSize: 32, seed: 1 } },
  { data: 'plain', network: 'small', config: { learningRate: 0.003, epochs: 30, batchSize: 32, seed: 1 } },
  { data: 'plain', network: 'small', config: { learningRate: 0.05, epochs: 30, batchSize: 32, seed: 1 } },
  { data: 'plain', network: 'large', config: { learningRate: 0.001, epochs: 25, batchSize: 32, seed: 1 } },
  { data: 'shifted', network: 'two', config: { learningRate: 0.002, epochs: 15, batchSize: 32, seed: 1 } },
];

export const report = { hardest: 32 };
