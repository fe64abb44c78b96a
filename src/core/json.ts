/** JSON values, for metadata, config and summary. */
import { AmphoraError } from './errors.ts';

export type Json = string | number | boolean | null | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json;
}

/** Digits shown of a number that is too long to be kept. */
const SHOWN = 40;

/** Whether a number stands for another than it was written as: an integer beyond 2^53, one too large or too small. */
function isAltered(value: number, source: string): boolean {
  if (!Number.isFinite(value)) return true;
  if (/^-?\d+$/.test(source)) return !Number.isSafeInteger(value) && String(value) !== source;
  return value === 0 && /[1-9]/.test(source.split(/e/i)[0] ?? '');
}

function requireExact(_key: string, value: unknown, context?: { readonly source?: string }): unknown {
  const source = context?.source;
  if (typeof value !== 'number' || source === undefined || !isAltered(value, source)) return value;
  const number = source.length > SHOWN ? `${source.slice(0, SHOWN)}…` : source;
  throw new AmphoraError('number-inexact', { number, kept: String(value) });
}

/**
 * Reads JSON without changing a number: what JavaScript would silently round is refused.
 * @throws SyntaxError; AmphoraError `number-inexact`
 */
export function parseExactJson(text: string): unknown {
  return JSON.parse(text, requireExact);
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

/** Whether this is a plain object; only for values that came out of `JSON.parse`. */
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
