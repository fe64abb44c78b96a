// preprocess-data: digits-raw in, numbers to train on out. Writes out/digits-preprocess.

import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseNumbers } from '../lib/csv.mjs';
import { INK, PIXELS, SPLITS } from '../lib/digits.mjs';
import { writeExamples } from '../lib/examples.mjs';
import { drawSheet } from '../lib/pictures.mjs';
import { shiftPixels, SHIFTS } from '../lib/shift.mjs';
import { inputFolder, outputFolder, readConfig, writeJson, writeSummary } from '../lib/step.mjs';

// normalize: values from 0 to 1 instead of 0 to 16.
// shifts: every training picture also one pixel up, down, left and right, so that the place matters less.
const config = readConfig({ normalize: true, shifts: false });
const raw = inputFolder('digits-raw');
const folder = outputFolder('digits-preprocess');
const ink = config.normalize ? 1 : INK;

const sizes = {};
for (const split of SPLITS) {
  const moves = config.shifts && split === 'training' ? [[0, 0], ...SHIFTS] : [[0, 0]];
  const unmoved = readSplit(split);
  const digits = moves.flatMap(([right, down]) =>
    unmoved.map(digit => ({ ...digit, pixels: shiftPixels(digit.pixels, right, down) })),
  );
  const images = Float32Array.from(digits.flatMap(({ pixels }) => pixels.map(value => (value / INK) * ink)));
  const labels = Uint8Array.from(digits, ({ label }) => label);
  const rows = digits.map(({ row }) => row);
  writeExamples(path.join(folder, split), { count: digits.length, images, labels, rows });
  sizes[split] = digits.length;
  if (split === 'training') writeFileSync(path.join(folder, 'preview.png'), preview(digits));
}

writeJson(path.join(folder, 'steps.json'), { ...config, ink, sizes });
writeSummary(sizes);

function readSplit(split) {
  const file = path.join(raw, `${split}.csv`);
  const text = readFileSync(file, 'utf8');
  const lines = parseNumbers(text.slice(text.indexOf('\n') + 1), file, PIXELS + 2);
  return lines.map(([row, label, ...pixels]) => ({ row, label, pixels }));
}

/** A hundred training pictures, taken at even distances. */
function preview(digits) {
  const chosen = Array.from({ length: 100 }, (_, n) => digits[Math.floor((n * digits.length) / 100)]);
  return drawSheet(
    chosen.map(({ pixels }) => pixels),
    10,
    INK,
  );
}
