/** Config and summary as lines of keys and values. */
import { isJsonObject, type Json, type JsonObject } from '../../src/core/json.ts';

export interface KeyValue {
  /** `a.b` for what is in objects. */
  readonly key: string;
  /** As JSON; a text without quotes, where it cannot be taken for something else. */
  readonly value: string;
}

/** Lines that a table shows; more were made by a program. */
const MOST = 100_000;
/** Characters of a value that are shown of it. */
const LONGEST = 10_000;

/** In the order of their keys. Objects are opened, except empty ones and those of files that were logged (`_type`); lists are not. */
export function flattened(object: JsonObject): readonly KeyValue[] {
  const lines: KeyValue[] = [];
  const collect = (within: JsonObject, prefix: string): void => {
    for (const [key, value] of Object.entries(within)) {
      if (lines.length >= MOST) return;
      if (isOpened(value)) collect(value, `${prefix}${key}.`);
      else lines.push({ key: prefix + key, value: valueText(value) });
    }
  };
  collect(object, '');
  const { compare } = new Intl.Collator(undefined, { numeric: true });
  return lines.sort((a, b) => compare(a.key, b.key));
}

function isOpened(value: Json): value is JsonObject {
  return isJsonObject(value) && !Object.hasOwn(value, '_type') && Object.keys(value).length > 0;
}

function valueText(value: unknown): string {
  const text = typeof value === 'string' && !isLikeJson(value) ? value : jsonOf(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

/** Whether a text could be taken for a value of another type, or for nothing. */
function isLikeJson(text: string): boolean {
  return text.trim() === '' || /^\s*(?:["[{]|-?\d|(?:true|false|null)\s*$)/.test(text);
}

/** As JSON, with integers of any length. */
function jsonOf(value: unknown): string {
  if (typeof value === 'bigint') return String(value);
  if (Array.isArray(value)) return `[${value.map(jsonOf).join(', ')}]`;
  if (!isJsonObject(value)) return JSON.stringify(value);
  return `{${Object.entries(value)
    .map(([key, each]) => `${JSON.stringify(key)}: ${jsonOf(each)}`)
    .join(', ')}}`;
}

/** Lines of which the key or the value has a text, whichever its case. */
export function matching(lines: readonly KeyValue[], query: string): readonly KeyValue[] {
  const wanted = query.trim().toLowerCase();
  if (wanted === '') return lines;
  return lines.filter(({ key, value }) => `${key}\n${value}`.toLowerCase().includes(wanted));
}
