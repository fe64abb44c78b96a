import { describe, expect, it } from 'vitest';
import { CLASSES, PIXELS, readDigits, splitDigits } from '../../../examples/digits/lib/digits.mjs';
import { seededRandom } from '../../../examples/digits/lib/random.mjs';
import { SHIFTS, shiftPixels } from '../../../examples/digits/lib/shift.mjs';

const shares = { validation: 0.15, test: 0.15 };

describe('digits.csv.gz', () => {
  const digits = readDigits();

  it('has every picture of the data set', () => {
    expect(digits).toHaveLength(1797);
    const counts = Array.from(
      { length: CLASSES },
      (_, label) => digits.filter(d => d.label === label).length,
    );
    expect(counts).toEqual([178, 182, 177, 183, 181, 182, 181, 179, 174, 180]);
    expect(digits.every(({ pixels }) => pixels.length === PIXELS)).toBe(true);
    expect(digits.every(({ pixels }) => pixels.every(v => Number.isInteger(v) && v >= 0 && v <= 16))).toBe(
      true,
    );
    expect(digits[1]?.label).toBe(1);
    expect(digits[1]?.pixels.slice(0, 8)).toEqual([0, 0, 0, 12, 13, 5, 0, 0]);
  });

  it('is divided without loss or overlap, with the same share of each class', () => {
    const splits = splitDigits(digits, shares, seededRandom(1));
    const rows = Object.values(splits).flatMap(split => split.map(digit => digit.row));
    expect(new Set(rows).size).toBe(1797);
    expect(rows).toHaveLength(1797);
    for (const name of ['validation', 'test']) {
      for (let label = 0; label < CLASSES; label++) {
        const all = digits.filter(digit => digit.label === label).length;
        const here = splits[name]?.filter(digit => digit.label === label).length;
        expect(here).toBe(Math.round(0.15 * all));
      }
    }
  });

  it('is divided by the seed alone', () => {
    const rows = (seed: number) =>
      splitDigits(digits, shares, seededRandom(seed))['test']?.map(digit => digit.row);
    expect(rows(1)).toEqual(rows(1));
    expect(rows(1)).not.toEqual(rows(2));
  });
});

describe('shiftPixels', () => {
  const dot = (x: number, y: number) => Array.from({ length: PIXELS }, (_, i) => (i === y * 8 + x ? 16 : 0));

  it('moves by a pixel in each direction', () => {
    const moved = SHIFTS.map(([right, down]) => shiftPixels(dot(3, 4), right ?? 0, down ?? 0));
    expect(moved).toEqual([dot(4, 4), dot(2, 4), dot(3, 5), dot(3, 3)]);
  });

  it('loses what moves over the edge, and wraps nothing around', () => {
    const empty = Array.from({ length: PIXELS }, () => 0);
    expect(shiftPixels(dot(7, 2), 1, 0)).toEqual(empty);
    expect(shiftPixels(dot(0, 2), -1, 0)).toEqual(empty);
    expect(shiftPixels(dot(2, 7), 0, 1)).toEqual(empty);
    expect(shiftPixels(dot(2, 0), 0, -1)).toEqual(empty);
  });
});
