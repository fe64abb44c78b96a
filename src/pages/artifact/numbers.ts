import type { Json, JsonObject } from '../../core/json.ts';
import { isJsonObject } from '../../core/json.ts';

/** Numbers told of one version; more were made by a program. */
const MOST = 200;

/** The numbers of metadata, by their paths: `train.loss` for those within objects. Charts of versions are drawn of them. */
export function numbersOf(metadata: JsonObject): Record<string, number> {
  const found = new Map<string, number>();
  const collect = (object: JsonObject, prefix: string): void => {
    for (const [key, value] of Object.entries(object)) {
      if (found.size >= MOST) return;
      const number = asNumber(value);
      if (number !== undefined) found.set(prefix + key, number);
      else if (isJsonObject(value)) collect(value, `${prefix}${key}.`);
    }
  };
  collect(metadata, '');
  // Not `__proto__`, which no record can have as a key of its own by assignment.
  return Object.fromEntries(found);
}

function asNumber(value: Json | bigint): number | undefined {
  const number = typeof value === 'bigint' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}
