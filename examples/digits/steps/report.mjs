// report: judges a trained model on the test set, which nothing before has looked at. Writes out/predictions.

import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { formatCsv } from '../lib/csv.mjs';
import { CLASSES, PIXELS } from '../lib/digits.mjs';
import { readExamples } from '../lib/examples.mjs';
import { readModel } from '../lib/model.mjs';
import { drawDigit } from '../lib/pictures.mjs';
import { formatReport } from '../lib/report.mjs';
import { inputFolder, outputFolder, readConfig, readJson, writeJson, writeSummary } from '../lib/step.mjs';
import { evaluate } from '../lib/training.mjs';

const config = readConfig({ hardest: 32 });
const data = inputFolder('digits-preprocess');
const test = readExamples(path.join(data, 'test'));
const { ink } = readJson(path.join(data, 'steps.json'));
const network = readModel(inputFolder('trained-model'));
const { accuracy, loss, predicted, probabilities, losses } = evaluate(network, test);
const folder = outputFolder('predictions');

const examples = test.rows.map((row, n) => ({
  row,
  label: test.labels[n],
  predicted: predicted[n],
  probability: probabilities[n * CLASSES + predicted[n]],
  loss: losses[n],
  pixels: test.images.subarray(n * PIXELS, (n + 1) * PIXELS),
}));
const columns = ['row', 'label', 'predicted', 'probability', 'loss'];
const table = examples.map(example => columns.map(column => example[column]));
writeFileSync(path.join(folder, 'predictions.csv'), formatCsv(columns, table));

// One line for each true digit, one column for each predicted one.
const digits = Array.from({ length: CLASSES }, (_, digit) => digit);
const confusion = digits.map(label =>
  digits.map(said => examples.filter(e => e.label === label && e.predicted === said).length),
);
const lines = confusion.map((counts, label) => [label, ...counts]);
writeFileSync(
  path.join(folder, 'confusion.csv'),
  formatCsv(['digit', ...digits.map(d => `said_${d}`)], lines),
);

const hardest = examples.toSorted((a, b) => b.loss - a.loss).slice(0, config.hardest);
mkdirSync(path.join(folder, 'hardest'));
hardest.forEach((example, index) => {
  example.picture = `hardest/${String(index + 1).padStart(2, '0')}-is-${example.label}-said-${example.predicted}.png`;
  writeFileSync(path.join(folder, example.picture), drawDigit(example.pixels, ink));
});

const metrics = { accuracy, loss, examples: test.count };
writeJson(path.join(folder, 'metrics.json'), metrics);
writeFileSync(path.join(folder, 'report.md'), formatReport(network.sizes, metrics, confusion, hardest));
writeSummary(metrics);
