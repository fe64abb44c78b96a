/** JSON values, for metadata, config and summary. */
import { AmphoraError } from './errors.ts';

export type Json = string | number | boolean | null | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json;
}

/**
 * Reads a JSON object.
 * @param code of the failure, which names what the object is for
 * @throws AmphoraError
 */
export function parseJsonObject(
  text: string,
  code: 'metadata-not-json' | 'config-not-json' = 'metadata-not-json',
): JsonObject {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
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
