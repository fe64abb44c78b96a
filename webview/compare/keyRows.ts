/** JSON objects side by side: a row for each key, those within objects too. */
import { isJsonObject, type Json, type JsonObject } from '../../src/core/json.ts';
import type { TemplateResult } from 'lit';

export interface Cell {
  readonly kind: 'value' | 'null' | 'missing';
  readonly text: string;
  /** In place of the text, such as a link. */
  readonly show?: TemplateResult;
}

export interface KeyRow {
  /** Unique among the rows. */
  readonly key: string;
  /** As people write it: `train.loss`. */
  readonly label: string;
  /** One for each object. */
  readonly cells: readonly Cell[];
  /** Whether any is another than the first. */
  readonly differs: boolean;
}

export const MISSING: Cell = { kind: 'missing', text: '' };

export function isSame(a: Cell, b: Cell): boolean {
  return a.kind === b.kind && a.text === b.text;
}

export function keyRow(key: string, label: string, cells: readonly Cell[]): KeyRow {
  const [first = MISSING] = cells;
  return { key, label, cells, differs: cells.some(cell => !isSame(cell, first)) };
}

/** A row for each key that any of the objects has, in the order in which people read names. */
export function keyRows(objects: readonly JsonObject[]): readonly KeyRow[] {
  const labels = new Map<string, string>();
  const flat = objects.map(object => {
    const cells = new Map<string, Cell>();
    flatten(object, [], (path, value) => {
      const key = JSON.stringify(path);
      labels.set(key, pathText(path));
      cells.set(key, cellOf(value));
    });
    return cells;
  });
  const collator = new Intl.Collator(undefined, { numeric: true });
  return [...labels]
    .sort(([keyA, a], [keyB, b]) => collator.compare(a, b) || (keyA < keyB ? -1 : 1))
    .map(([key, label]) =>
      keyRow(
        key,
        label,
        flat.map(cells => cells.get(key) ?? MISSING),
      ),
    );
}

/** Objects are gone into, but for empty ones; lists are values. */
function flatten(
  object: JsonObject,
  path: readonly string[],
  each: (path: readonly string[], value: Json) => void,
): void {
  for (const [key, value] of Object.entries(object)) {
    const inner = [...path, key];
    if (isJsonObject(value) && Object.keys(value).length > 0) flatten(value, inner, each);
    else each(inner, value);
  }
}

/** `train.loss`; a part that could be read as several stands in brackets. */
export function pathText(path: readonly string[]): string {
  return path
    .map((part, i) => {
      const isPlain = part !== '' && !/[.[\]]/.test(part);
      if (!isPlain) return `[${JSON.stringify(part)}]`;
      return i === 0 ? part : `.${part}`;
    })
    .join('');
}

export function cellOf(value: Json): Cell {
  return value === null ? { kind: 'null', text: 'null' } : { kind: 'value', text: valueText(value) };
}

/** Texts stand as they are, unless they look like another kind of value: then in quotes. */
function valueText(value: Json): string {
  return typeof value === 'string' && !looksLikeJson(value) ? value : jsonOf(value);
}

const looksLikeJson = (text: string): boolean => /^\s*(?:$|-?\d|["[{]|(?:true|false|null)\s*$)/.test(text);

/** JSON on one line with keys in order, so that the same value is the same text. Integers of any size keep their digits. */
function jsonOf(value: Json): string {
  if (typeof value === 'bigint') return String(value);
  if (Array.isArray(value)) return `[${(value as readonly Json[]).map(jsonOf).join(', ')}]`;
  if (!isJsonObject(value)) return JSON.stringify(value);
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  if (entries.length === 0) return '{}';
  return `{${entries.map(([key, each]) => `${JSON.stringify(key)}: ${jsonOf(each)}`).join(', ')}}`;
}
