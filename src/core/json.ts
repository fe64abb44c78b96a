/**
 * JSON values, for metadata, config and summary. Numbers are doubles; an integer beyond 2^53, which Python knows and a double
 * would round, is a `bigint`. `parseJson` and `stringifyJson` keep both exactly; `JSON.parse` rounds the latter and
 * `JSON.stringify` throws at it, so lint keeps them away from these values.
 */
import { AmphoraError } from './errors.ts';
import {
  digitsOf,
  endOfText,
  isLong,
  MAX_DIGITS,
  mayHaveLong,
  mayHaveUnheld,
  parseLong,
  stringifyLong,
} from './longIntegers.ts';

export type Json = string | number | bigint | boolean | null | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json;
}

/**
 * Reads JSON as `JSON.parse` does, but integers beyond 2^53 exactly. One of more digits than Python reads becomes a text, and so does
 * a number beyond the largest double, such as `1e400`.
 * @throws SyntaxError
 */
export function parseJson(text: string): unknown {
  return mayHaveUnheld(text) ? parseLong(text) : JSON.parse(text);
}

/** Tries again after a failure, which stands where there was no bigint to blame for it. */
function afterFailure(error: unknown, again: () => string): string {
  try {
    return again();
  } catch {
    throw error;
  }
}

/**
 * Writes JSON such that `parseJson` gives the same again.
 * @param indent blanks for each level; none writes one line
 * @throws TypeError for what is in itself
 */
export function stringifyJson(value: unknown, indent?: number): string {
  let text: string | undefined;
  try {
    text = JSON.stringify(value, undefined, indent);
  } catch (error) {
    return afterFailure(error, () => stringifyLong(value, indent));
  }
  return mayHaveLong(text) ? stringifyLong(value, indent) : text;
}

/** Digits shown of a number that is too long to be kept. */
const SHOWN = 40;

/** Whether a number stands for another than it was written as: one too large or too small. */
function isAltered(value: number, source: string): boolean {
  if (isLong(source)) return digitsOf(source) > MAX_DIGITS;
  return !Number.isFinite(value) || (value === 0 && /[1-9]/.test(source.split(/e/i)[0] ?? ''));
}

/** @param context what TypeScript's library does not know yet that is told here */
function requireExact(_key: string, value: unknown, context?: { readonly source?: string }): unknown {
  const source = context?.source;
  if (typeof value !== 'number' || source === undefined || !isAltered(value, source)) return value;
  const number = source.length > SHOWN ? `${source.slice(0, SHOWN)}…` : source;
  throw new AmphoraError('number-inexact', { number, kept: String(value) });
}

/**
 * Reads JSON as `parseJson` does, but refuses what it would change: a number too large or too small to be kept.
 * @throws SyntaxError; AmphoraError `number-inexact`
 */
export function parseExactJson(text: string): unknown {
  JSON.parse(text, requireExact);
  return parseJson(text);
}

/**
 * Reads a JSON object.
 * @param code of the failure, which names what the object is for
 * @throws AmphoraError of that code, or `number-inexact`
 */
export function parseJsonObject(
  text: string,
  code: 'metadata-not-json' | 'config-not-json' = 'metadata-not-json',
): JsonObject {
  let value: unknown;
  try {
    value = parseExactJson(text);
  } catch (error) {
    if (error instanceof AmphoraError) throw error;
    throw new AmphoraError(code, {
      problem: error instanceof Error ? error.message : 'not JSON',
    });
  }
  if (!isJsonObject(value)) {
    throw new AmphoraError(code, { problem: 'an object was expected' });
  }
  return value;
}

/** Whether this is a plain object; only for values that came out of `parseJson`. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Levels of nesting that anybody means; more exhausts the stack of whoever walks the value. */
const MAX_DEPTH = 200;

/** Whether a JSON text is nested deeper than anybody means; looked at before it is parsed. */
export function isTooDeep(text: string): boolean {
  if (!hasMany(text, '{', '[')) return false;
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    const character = text[i];
    if (character === '"') {
      i = endOfText(text, i);
    } else if (character === '[' || character === '{') {
      if (++depth > MAX_DEPTH) return true;
    } else if (character === ']' || character === '}') depth--;
  }
  return false;
}

/** Whether these characters are in a text more often than levels are meant: nearly always not, which is told in no time. */
function hasMany(text: string, ...characters: readonly string[]): boolean {
  let count = 0;
  for (const character of characters) {
    for (let i = text.indexOf(character); i !== -1; i = text.indexOf(character, i + 1)) {
      if (++count > MAX_DEPTH) return true;
    }
  }
  return false;
}
