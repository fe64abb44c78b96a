/** JSON columns, as the catalog holds them. */
import type { Json, JsonObject } from '../../core/json.ts';
import { isJsonObject, parseJson, stringifyJson } from '../../core/json.ts';

export function readObject(text: string): JsonObject {
  const value: unknown = parseJson(text);
  return isJsonObject(value) ? value : {};
}

export function readStrings(text: string): readonly string[] {
  const value: unknown = parseJson(text);
  return Array.isArray(value) ? value.filter(item => typeof item === 'string') : [];
}

export function writeJson(value: Json): string {
  return stringifyJson(value);
}

/** Duplicates left out, order kept. */
export function unique(values: readonly string[]): readonly string[] {
  return [...new Set(values)];
}
