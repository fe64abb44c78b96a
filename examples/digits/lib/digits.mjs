import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { parseNumbers } from './csv.mjs';
import { shuffle } from './random.mjs';

export const SIDE = 8;
export const PIXELS = SIDE * SIDE;
export const CLASSES = 10;
export const INK = 16; // the darkest a pixel is
export const SPLITS = ['training', 'validation', 'test'];

const FILE = fileURLToPath(new URL('../data/digits.csv.gz', import.meta.url));

/**
 * @typedef {{ row: number, label: number, pixels: number[] }} Digit
 * One picture: its line in digits.csv.gz counted from 0, the digit it shows, and 64 values from 0 to 16.
 */

/**
 * All 1,797 digits in the order of the file.
 * @returns {Digit[]}
 */
export function readDigits() {
  const lines = parseNumbers(gunzipSync(readFileSync(FILE)).toString('utf8'), 'digits.csv.gz', PIXELS + 1);
  return lines.map((numbers, row) => ({ row, label: numbers[PIXELS], pixels: numbers.slice(0, PIXELS) }));
}

/**
 * Divides digits into the three splits at random, with the same share of every class in each.
 * @param {Digit[]} digits
 * @param {{ validation: number, test: number }} shares parts of 1; the rest is for training
 * @param {() => number} random
 * @returns {Record<string, Digit[]>} by name of the split, each ordered by row
 */
export function splitDigits(digits, shares, random) {
  const splits = { training: [], validation: [], test: [] };
  for (let label = 0; label < CLASSES; label++) {
    const same = shuffle(
      digits.filter(digit => digit.label === label),
      random,
    );
    const validation = Math.round(same.length * shares.validation);
    const test = Math.round(same.length * shares.test);
    splits.validation.push(...same.slice(0, validation));
    splits.test.push(...same.slice(validation, validation + test));
    splits.training.push(...same.slice(validation + test));
  }
  for (const split of Object.values(splits)) split.sort((a, b) => a.row - b.row);
  return splits;
}
