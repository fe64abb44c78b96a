import { isJsonObject, type JsonObject, parseJson } from '../../src/core/json.ts';

/** An object that came as text; empty where it is none. */
export function readObject(text: string): JsonObject {
  const value: unknown = parseJson(text);
  return isJsonObject(value) ? value : {};
}
