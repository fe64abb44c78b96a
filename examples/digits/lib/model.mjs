// A model on disk: model.json (its shape) and weights.f32 (all weights as little-endian 32-bit floats, layer by
// layer, the weights of a layer before its biases).

import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { bytesToFloats, floatsToBytes } from './examples.mjs';
import { createNetwork } from './network.mjs';
import { readJson, writeJson } from './step.mjs';

/**
 * @param {string} folder
 * @param {import('./network.mjs').Network} network
 */
export function writeModel(folder, { sizes, parameters }) {
  const shape = { layers: sizes, activation: 'relu', output: 'softmax', weights: parameters.length };
  writeJson(path.join(folder, 'model.json'), shape);
  writeFileSync(path.join(folder, 'weights.f32'), floatsToBytes(Float32Array.from(parameters)));
}

/** @param {string} folder */
export function readModel(folder) {
  const { layers } = readJson(path.join(folder, 'model.json'));
  const weights = bytesToFloats(readFileSync(path.join(folder, 'weights.f32')));
  return createNetwork(layers, Float64Array.from(weights));
}
