/**
 * JSON values, for metadata, config and summary. Numbers are doubles; an integer beyond 2^53, which Python knows and a double
 * would round, is a `bigint`. `parseJson` and `stringifyJson` keep both exactly; `JSON.parse` rounds the latter and
 * `JSON.stringify` throws at it, so lint keeps them away from these values.
 */
import { AmphoraError } from './errors.ts';

export type Json = string | number | bigint | boolean | null | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json;
}

/** Digits shown of a number that is too long to be kept. */
const SHOWN = 40;
/** Digits of the longest integer: those that Python reads and writes. Longer ones would take long to read as well. */
const MAX_DIGITS = 4300;

const INTEGER = /^-?\d+$/;
/** What an integer beyond 2^53 has, where a number may begin; a fraction of as many digits is none. */
const MANY_DIGITS = /[-\s:,[]\d{16}/;
const MANY_DIGITS_ALONE = /^\d{16}/;

/** Whether there may be an integer beyond 2^53: a look that takes a fraction of the time that reading takes. */
function mayBeBeyond(text: string): boolean {
  return MANY_DIGITS.test(text) || MANY_DIGITS_ALONE.test(text);
}

/** What JSON.parse tells a reviver of; TypeScript's library does not know it yet. */
interface Context {
  readonly source?: string;
}

function isBeyond(value: unknown, source: string | undefined): source is string {
  if (typeof value !== 'number' || Number.isSafeInteger(value)) return false;
  return source !== undefined && INTEGER.test(source);
}

const digitsOf = (integer: string): number => integer.length - (integer.startsWith('-') ? 1 : 0);

function keepIntegers(_key: string, value: unknown, context?: Context): unknown {
  const source = context?.source;
  if (!isBeyond(value, source)) return value;
  return digitsOf(source) > MAX_DIGITS ? source : BigInt(source);
}

/**
 * Reads JSON as `JSON.parse` does, but integers beyond 2^53 exactly. One of more digits than Python reads becomes a text.
 * @throws SyntaxError
 */
export function parseJson(text: string): unknown {
  return mayBeBeyond(text) ? JSON.parse(text, keepIntegers) : JSON.parse(text);
}

/** Whether a number stands for another than it was written as: one too large or too small. */
function isAltered(value: number, source: string): boolean {
  if (!Number.isFinite(value)) return true;
  return value === 0 && /[1-9]/.test(source.split(/e/i)[0] ?? '');
}

function requireExact(key: string, value: unknown, context?: Context): unknown {
  const source = context?.source;
  if (typeof value !== 'number' || source === undefined) return value;
  const fits = isBeyond(value, source) ? digitsOf(source) <= MAX_DIGITS : !isAltered(value, source);
  if (fits) return keepIntegers(key, value, context);
  const number = source.length > SHOWN ? `${source.slice(0, SHOWN)}…` : source;
  throw new AmphoraError('number-inexact', { number, kept: String(value) });
}

/**
 * Reads JSON as `parseJson` does, but refuses what it would change: a number too large or too small to be kept.
 * @throws SyntaxError; AmphoraError `number-inexact`
 */
export function parseExactJson(text: string): unknown {
  return JSON.parse(text, requireExact);
}

/** A text that `JSON.stringify` writes as it is; TypeScript's library does not know it yet. */
const rawJson = (JSON as typeof JSON & { rawJSON(text: string): object }).rawJSON;

/** A double beyond 2^53 is written so that it is not read as an integer, whose digits would be other ones. */
function writeExactly(_key: string, value: unknown): unknown {
  if (typeof value === 'bigint') return rawJson(String(value));
  return typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value)
    ? rawJson(value.toExponential())
    : value;
}

/**
 * Writes JSON such that `parseJson` gives the same again.
 * @param indent blanks for each level; none writes one line
 */
export function stringifyJson(value: unknown, indent?: number): string {
  let text: string | undefined;
  try {
    text = JSON.stringify(value, undefined, indent);
  } catch (error) {
    // There is a bigint, or what no second try will write either.
    if (!(error instanceof TypeError)) throw error;
  }
  return text === undefined || mayBeBeyond(text) ? JSON.stringify(value, writeExactly, indent) : text;
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
  if (text.length <= MAX_DEPTH) return false;
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

/** Where the text that begins at a quote ends. */
function endOfText(json: string, start: number): number {
  for (let i = start + 1; i < json.length; i++) {
    if (json[i] === '\\') i++;
    else if (json[i] === '"') return i;
  }
  return json.length;
}
