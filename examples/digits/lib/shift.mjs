import { SIDE } from './digits.mjs';

/** One pixel right, left, down and up. */
export const SHIFTS = [
  [1, 0],
  [-1, 0],
  [0, 1],
  [0, -1],
];

/**
 * A picture moved by whole pixels; what moves out is lost, and paper moves in.
 * @param {number[]} pixels
 * @param {number} right
 * @param {number} down
 */
export function shiftPixels(pixels, right, down) {
  return pixels.map((_, index) => {
    const x = (index % SIDE) - right;
    const y = Math.floor(index / SIDE) - down;
    return x < 0 || y < 0 || x >= SIDE || y >= SIDE ? 0 : pixels[y * SIDE + x];
  });
}
