// train: digits-preprocess and mlp in, the trained network out. Writes out/trained-model.
// It never looks at the test set: what is chosen by validation accuracy is judged by `report`.

import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { formatCsv } from '../lib/csv.mjs';
import { readExamples } from '../lib/examples.mjs';
import { readModel, writeModel } from '../lib/model.mjs';
import { inputFolder, outputFolder, readConfig, writeJson, writeSummary } from '../lib/step.mjs';
import { evaluate, train } from '../lib/training.mjs';

const config = readConfig({ learningRate: 0.003, epochs: 30, batchSize: 32, seed: 1 });
const data = inputFolder('digits-preprocess');
const network = readModel(inputFolder('mlp'));
const training = readExamples(path.join(data, 'training'));
const validation = readExamples(path.join(data, 'validation'));
const folder = outputFolder('trained-model');

const history = [];
train(network, training, config, (epoch, loss) => {
  const { loss: validationLoss, accuracy } = evaluate(network, validation);
  history.push([epoch, loss, validationLoss, accuracy]);
  if (epoch % 5 === 0 || epoch === config.epochs) {
    console.log(
      `epoch ${epoch}: loss ${loss.toFixed(4)}, validation accuracy ${(100 * accuracy).toFixed(1)} %`,
    );
  }
});

writeModel(folder, network);
const columns = ['epoch', 'training_loss', 'validation_loss', 'validation_accuracy'];
writeFileSync(path.join(folder, 'history.csv'), formatCsv(columns, history));

const saved = readModel(folder); // judge what was saved, rounded to 32 bits as it is
const [onTraining, onValidation] = [evaluate(saved, training), evaluate(saved, validation)];
const metrics = {
  accuracy: onValidation.accuracy,
  loss: onValidation.loss,
  trainingAccuracy: onTraining.accuracy,
  trainingLoss: onTraining.loss,
};
writeJson(path.join(folder, 'metrics.json'), { layers: network.sizes, ...config, ...metrics });
writeSummary(metrics);
