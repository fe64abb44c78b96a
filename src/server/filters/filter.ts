/**
 * Filters as clients write them, in MongoDB's query language: `{"$and": [{"state": "finished"}, {"config.lr.value": {"$gt": 0.1}}]}`.
 * Source of the operators: MongoDB's public manual, of which the clients use the part below.
 */
import { AmphoraError } from '../../core/errors.ts';
import { isJsonObject, isTooDeep, parseJson, stringifyJson } from '../../core/json.ts';
import type { Json, JsonObject } from '../../core/json.ts';
import type { Maybe } from '../context.ts';
import { isNumber, order } from './order.ts';
import { regexTest } from './safeRegex.ts';

/** Looks a dotted field up; several spellings may mean one. */
export type FieldReader = (field: string) => unknown;

type Test = (value: unknown) => boolean;
export type Filter = (read: FieldReader) => boolean;

const malformed = (problem: string) => new AmphoraError('filter-malformed', { problem });

/** Levels of nesting that anybody needs. */
const MAX_DEPTH = 32;
const MAX_PATTERN = 1000;
/** Characters of a text that a pattern is looked for in. */
const MAX_SEARCHED = 10_000;

function isEqual(value: unknown, wanted: Json): boolean {
  if (Array.isArray(value) && !Array.isArray(wanted)) return value.some(item => isEqual(item, wanted));
  if (value === undefined) return wanted === null;
  if (isNumber(value) && isNumber(wanted)) return order(value, wanted) === 0;
  if (typeof value !== 'object' || value === null) return value === wanted;
  return stringifyJson(value) === stringifyJson(wanted);
}

/** Numbers with numbers, texts with texts (times are texts that sort). */
function compares(value: unknown, wanted: Json, fits: (order: number) => boolean): boolean {
  if (isNumber(value) && isNumber(wanted)) return fits(order(value, wanted));
  return typeof value === 'string' && typeof wanted === 'string' && fits(order(value, wanted));
}

function list(wanted: Json, operator: string): readonly Json[] {
  if (!Array.isArray(wanted)) throw malformed(`${operator} wants a list`);
  return wanted as readonly Json[];
}

function pattern(wanted: Json, options: Json | undefined): Test {
  if (typeof wanted !== 'string' || wanted.length > MAX_PATTERN) throw malformed('$regex wants a short text');
  let regex: RegExp;
  try {
    regex = new RegExp(wanted, options === 'i' ? 'iu' : 'u');
  } catch {
    throw malformed(`"${wanted}" is not a regular expression`);
  }
  const test = regexTest(regex);
  const fits = (value: unknown): boolean => {
    if (Array.isArray(value)) return value.some(fits);
    if (typeof value !== 'string') return false;
    const found = test(value.slice(0, MAX_SEARCHED));
    if (found === undefined) throw malformed(`"${wanted}" takes too long to look for`);
    return found;
  };
  return fits;
}

function operatorTest(operator: string, wanted: Json, all: JsonObject): Test {
  switch (operator) {
    case '$eq':
      return value => isEqual(value, wanted);
    case '$ne':
      return value => !isEqual(value, wanted);
    case '$gt':
      return value => compares(value, wanted, order => order > 0);
    case '$gte':
      return value => compares(value, wanted, order => order >= 0);
    case '$lt':
      return value => compares(value, wanted, order => order < 0);
    case '$lte':
      return value => compares(value, wanted, order => order <= 0);
    case '$in': {
      const items = list(wanted, operator);
      return value => items.some(item => isEqual(value, item));
    }
    case '$nin': {
      const items = list(wanted, operator);
      return value => !items.some(item => isEqual(value, item));
    }
    case '$exists':
      return value => (value !== undefined && value !== null) === (wanted !== false);
    case '$regex':
      return pattern(wanted, all['$options']);
    case '$options':
      return () => true;
    case '$contains':
      return value => typeof value === 'string' && typeof wanted === 'string' && value.includes(wanted);
    case '$not': {
      const inner = fieldTest(wanted);
      return value => !inner(value);
    }
    default:
      throw malformed(`there is no operator ${operator.slice(0, 40)}`);
  }
}

function fieldTest(wanted: Json): Test {
  const operators = isJsonObject(wanted) ? Object.entries(wanted) : [];
  if (operators.length === 0 || !operators.every(([name]) => name.startsWith('$'))) {
    return value => isEqual(value, wanted);
  }
  const tests = operators.map(([name, value]) => operatorTest(name, value, wanted as JsonObject));
  return value => tests.every(test => test(value));
}

function build(filter: Json, depth: number): Filter {
  if (!isJsonObject(filter)) throw malformed('an object was expected');
  if (depth > MAX_DEPTH) throw malformed('it is nested too deeply');
  const parts = Object.entries(filter).map(([field, wanted]): Filter => {
    if (field === '$and' || field === '$or' || field === '$nor') {
      const inner = list(wanted, field).map(each => build(each, depth + 1));
      if (field === '$and') return read => inner.every(each => each(read));
      // An empty choice restricts nothing, as clients mean it.
      if (field === '$or') return read => inner.length === 0 || inner.some(each => each(read));
      return read => !inner.some(each => each(read));
    }
    if (field === '$not') {
      const inner = build(wanted, depth + 1);
      return read => !inner(read);
    }
    if (field.startsWith('$')) throw malformed(`there is no operator ${field.slice(0, 40)}`);
    const test = fieldTest(wanted);
    return read => test(read(field));
  });
  return read => parts.every(part => part(read));
}

/** Whether a filter is one that clients send who want all. */
export function isEmptyFilter(text: Maybe<string>): boolean {
  return !text || /^\s*(\{\s*\}|null)\s*$/.test(text);
}

/** @param text JSON; nothing, or an empty one, takes everything. @throws AmphoraError `filter-malformed` */
export function parseFilter(text: Maybe<string>): Filter {
  if (!text) return () => true;
  if (isTooDeep(text)) throw malformed('it is nested too deeply');
  let value: Json;
  try {
    value = parseJson(text) as Json;
  } catch {
    throw malformed('it is not JSON');
  }
  return value === null ? () => true : build(value, 0);
}

/** Whether something with these fields passes. */
export function matches(filter: Filter, fields: Readonly<Record<string, unknown>>): boolean {
  return filter(field => (Object.hasOwn(fields, field) ? fields[field] : undefined));
}
