// Runs the whole sample through Amphora: node run.mjs [--store DIR] [--project NAME]
// The steps know nothing of this file; it says what they read and write, and Amphora keeps it.

import { parseArgs } from 'node:util';
import { createAmphora } from './lib/amphora.mjs';
import * as settings from './settings.mjs';

const { values } = parseArgs({
  options: { store: { type: 'string' }, project: { type: 'string', default: 'digits' } },
});
const amphora = createAmphora({ ...values, folder: import.meta.dirname });

amphora.step('load-data', {
  config: settings.loadData,
  log: 'digits-raw:dataset',
  metadata: 'dataset.json',
  description: 'Handwritten digits of 8 x 8 pixels, divided into training, validation and test',
});

const data = {};
for (const [name, config] of Object.entries(settings.preprocessData)) {
  data[name] = amphora.step('preprocess-data', {
    config,
    use: ['digits-raw:latest'],
    log: 'digits-preprocess:dataset',
    metadata: 'steps.json',
    description: `Digits as numbers from 0 to 1${config.shifts ? ', training ones also moved by a pixel' : ''}`,
    alias: name,
  });
}

const networks = {};
for (const [name, config] of Object.entries(settings.initialize)) {
  networks[name] = amphora.step('initialize', {
    config,
    log: 'mlp:model',
    metadata: 'model.json',
    description:
      config.hidden.length > 0
        ? `Perceptron with ${config.hidden.join(' and ')} hidden units`
        : 'Softmax regression',
    alias: name,
  });
}

const models = settings.train.map(({ data: dataName, network, config }) =>
  amphora.step('train', {
    config,
    use: [data[dataName].reference, networks[network].reference],
    log: 'trained-model:model',
    metadata: 'metrics.json',
    description: `The ${network} network after ${config.epochs} epochs on the ${dataName} digits`,
  }),
);

// The validation set chooses; the test set only judges what was chosen, and the first model to compare with.
const best = models.reduce((a, b) => (b.metadata.accuracy > a.metadata.accuracy ? b : a));
amphora.addAlias(best.reference, 'best');

for (const model of [models[0].reference, 'trained-model:best']) {
  const { metadata } = amphora.step('report', {
    config: settings.report,
    use: ['digits-preprocess:latest', model],
    log: 'predictions:report',
    metadata: 'metrics.json',
    description: `What ${model} makes of the test digits`,
  });
  console.error(`${model} recognises ${(100 * metadata.accuracy).toFixed(1)} % of the test digits.`);
}
