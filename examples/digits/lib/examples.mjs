// Examples on disk as `digits-preprocess` holds them: images.f32 (little-endian 32-bit floats, 64 an example,
// 0 paper to 1 ink) and labels.csv (row in the original file, digit).

import { endianness } from 'node:os';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { formatCsv, parseTable } from './csv.mjs';
import { PIXELS } from './digits.mjs';

const HEADER = ['row', 'label'];

/**
 * @typedef {{ count: number, images: Float32Array, labels: Uint8Array, rows: number[] }} Examples
 * `images` has 64 values an example.
 */

/**
 * @param {string} folder
 * @param {Examples} examples
 */
export function writeExamples(folder, { images, labels, rows }) {
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'images.f32'), floatsToBytes(images));
  const table = rows.map((row, index) => [row, labels[index]]);
  writeFileSync(path.join(folder, 'labels.csv'), formatCsv(HEADER, table));
}

/**
 * @param {string} folder
 * @returns {Examples}
 */
export function readExamples(folder) {
  const file = path.join(folder, 'labels.csv');
  const table = parseTable(readFileSync(file, 'utf8'), file, HEADER);
  const images = bytesToFloats(readFileSync(path.join(folder, 'images.f32')));
  if (images.length !== table.length * PIXELS) {
    throw new Error(
      `images.f32 in ${folder} has ${images.length / PIXELS} images for ${table.length} labels.`,
    );
  }
  const labels = Uint8Array.from(table, ([, label]) => label);
  return { count: table.length, images, labels, rows: table.map(([row]) => row) };
}

/** @param {Float32Array} floats */
export function floatsToBytes(floats) {
  const bytes = Buffer.from(floats.slice().buffer);
  return endianness() === 'LE' ? bytes : bytes.swap32();
}

/** @param {Buffer} bytes */
export function bytesToFloats(bytes) {
  const copy = Buffer.alloc(bytes.length); // starts at a multiple of four, which a Float32Array needs
  bytes.copy(copy);
  if (endianness() === 'BE') copy.swap32();
  return new Float32Array(Uint8Array.from(copy).buffer);
}
