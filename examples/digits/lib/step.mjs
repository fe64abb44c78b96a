// What every step needs from the outside: folders to read, a folder to write, settings, and a place for results.
// All of it is environment variables and files, so that a step runs by hand and under any tool.

import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/**
 * Folder of an input, named by AMPHORA_INPUT_<NAME>. Without that variable: what an earlier step left in `out/`.
 * @param {string} name such as `digits-raw`, which is read from AMPHORA_INPUT_DIGITS_RAW
 */
export function inputFolder(name) {
  const variable = `AMPHORA_INPUT_${name.toUpperCase().replaceAll(/[^A-Z0-9]/g, '_')}`;
  const folder = process.env[variable] || path.join('out', name);
  if (!existsSync(folder)) {
    throw new Error(
      `There is no ${name} in ${folder}. Run the step that makes it first, or set ${variable}.`,
    );
  }
  console.log(`${name} is read from ${folder}`);
  return folder;
}

/**
 * An empty folder `out/<name>` below the current one.
 * @param {string} name
 */
export function outputFolder(name) {
  const folder = path.join('out', name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  return folder;
}

/**
 * Settings from the JSON file named by AMPHORA_CONFIG laid over the defaults. A setting that the step does not
 * have is refused: a slip of the pen would otherwise train with the default and nobody would know.
 * @template {Record<string, unknown>} T
 * @param {T} defaults
 * @returns {T}
 */
export function readConfig(defaults) {
  const file = process.env.AMPHORA_CONFIG;
  const given = file ? readJson(file) : {};
  for (const key of Object.keys(given)) {
    if (!(key in defaults)) {
      throw new Error(`No setting is called "${key}". This step has: ${Object.keys(defaults).join(', ')}.`);
    }
  }
  return { ...defaults, ...given };
}

/**
 * Results in one JSON object, written to the file named by AMPHORA_SUMMARY and shown.
 * @param {Record<string, unknown>} summary
 */
export function writeSummary(summary) {
  if (process.env.AMPHORA_SUMMARY) writeJson(process.env.AMPHORA_SUMMARY, summary);
  console.log(JSON.stringify(summary));
}

/** @param {string} file */
export function readJson(file) {
  return JSON.parse(readFileSync(file, 'utf8'));
}

/**
 * @param {string} file
 * @param {unknown} value
 */
export function writeJson(file, value) {
  writeFileSync(file, `${JSON.stringify(value, undefined, 2)}\n`);
}
