import { encodePng } from './png.mjs';
import { SIDE } from './digits.mjs';

const SCALE = 8; // 8 x 8 pixels are too small to see
const GAP = 4;

/**
 * One digit as a PNG image of 64 x 64 pixels, black ink on white paper.
 * @param {ArrayLike<number>} pixels 64 values
 * @param {number} ink the value that is wholly black
 */
export function drawDigit(pixels, ink) {
  return drawSheet([pixels], 1, ink, 0);
}

/**
 * Many digits beside each other in one PNG image.
 * @param {ArrayLike<number>[]} digits
 * @param {number} columns
 * @param {number} ink
 */
export function drawSheet(digits, columns, ink, gap = GAP) {
  const step = SIDE * SCALE + gap;
  const width = columns * step - gap;
  const height = Math.ceil(digits.length / columns) * step - gap;
  const sheet = new Uint8Array(width * height).fill(255);
  digits.forEach((pixels, index) => {
    const left = (index % columns) * step;
    const top = Math.floor(index / columns) * step;
    for (let y = 0; y < SIDE * SCALE; y++) {
      for (let x = 0; x < SIDE * SCALE; x++) {
        const value = pixels[Math.floor(y / SCALE) * SIDE + Math.floor(x / SCALE)];
        sheet[(top + y) * width + left + x] = Math.round(255 * (1 - value / ink));
      }
    }
  });
  return encodePng(sheet, width, height);
}
