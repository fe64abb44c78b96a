// load-data: divides the digits into a training, a validation and a test set. Writes out/digits-raw.

import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { formatCsv } from '../lib/csv.mjs';
import { INK, PIXELS, readDigits, SIDE, splitDigits } from '../lib/digits.mjs';
import { drawDigit } from '../lib/pictures.mjs';
import { seededRandom } from '../lib/random.mjs';
import { outputFolder, readConfig, writeJson, writeSummary } from '../lib/step.mjs';

const config = readConfig({ validation: 0.15, test: 0.15, pictures: 4, seed: 1 });
const splits = splitDigits(readDigits(), config, seededRandom(config.seed));
const folder = outputFolder('digits-raw');

const pixels = Array.from({ length: PIXELS }, (_, i) => `y${Math.floor(i / SIDE)}x${i % SIDE}`);
for (const [name, digits] of Object.entries(splits)) {
  const rows = digits.map(digit => [digit.row, digit.label, ...digit.pixels]);
  writeFileSync(path.join(folder, `${name}.csv`), formatCsv(['row', 'label', ...pixels], rows));
}

// A few pictures of each digit, so that a person can look at the data.
const drawn = new Map();
for (const { row, label, pixels } of splits.training) {
  const before = drawn.get(label) ?? 0;
  if (before === config.pictures) continue;
  const pictures = path.join(folder, 'pictures', String(label));
  mkdirSync(pictures, { recursive: true });
  writeFileSync(path.join(pictures, `row-${String(row).padStart(4, '0')}.png`), drawDigit(pixels, INK));
  drawn.set(label, before + 1);
}

const sizes = Object.fromEntries(Object.entries(splits).map(([name, digits]) => [name, digits.length]));
writeJson(path.join(folder, 'dataset.json'), {
  source: 'Optical Recognition of Handwritten Digits, UCI Machine Learning Repository (CC BY 4.0)',
  sizes,
  shape: [SIDE, SIDE],
  values: [0, INK],
  seed: config.seed,
});
writeSummary(sizes);
