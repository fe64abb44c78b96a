/**
 * What projects, artifacts, types, job types and aliases may be called. Names are kept in Unicode's composed form (NFC),
 * so that two that look the same are the same, however they were typed; paths of files are kept byte for byte.
 */
import { AmphoraError } from './errors.ts';

/** Characters, counted as a person counts them (code points). */
export const MAX_NAME_LENGTH = 128;
export const LATEST = 'latest';

/** The things that carry a name; the word stands in the error sentence. */
export type Named =
  | 'an entity'
  | 'a project'
  | 'an artifact'
  | 'an artifact type'
  | 'a job type'
  | 'a run'
  | 'a tag'
  | 'a remote store';

const VERSION_ALIAS = /^v(0|[1-9]\d*)$/;
const RESERVED_ALIAS = /^v\d+$/;
const LINE_BREAK = /[\n\r\u0085\u2028\u2029]/;
// eslint-disable-next-line no-control-regex -- control characters are what is looked for
const CONTROL = /[\u0000-\u001f\u007f-\u009f]/;
const LONE_SURROGATE = /\p{Surrogate}/u;

/** The one form of a name that is looked for and kept. */
export function canonicalName(name: string): string {
  return name.normalize('NFC');
}

/** The rule that text for people breaks, or undefined where it is good. */
function brokenLabelRule(name: string): string | undefined {
  if ([...name].length > MAX_NAME_LENGTH) return `it is longer than ${String(MAX_NAME_LENGTH)} characters`;
  if (LINE_BREAK.test(name)) return 'it contains a line break';
  if (CONTROL.test(name)) return 'it contains a control character';
  if (LONE_SURROGATE.test(name)) return 'it contains half a character';
  return undefined;
}

/** The rule a name breaks, or undefined where it is a good name. */
function brokenRule(name: string): string | undefined {
  if (name.length === 0) return 'it is empty';
  if (name.includes('/')) return 'it contains "/"';
  if (name.includes(':')) return 'it contains ":"';
  const rule = brokenLabelRule(name);
  if (rule !== undefined) return rule;
  if (name.trim() !== name) return 'it begins or ends with a space';
  if (name === '.' || name === '..') return 'it means a folder';
  return undefined;
}

/** Returns the name in its one form, or throws `name-invalid`. */
export function parseName(text: string, what: Named): string {
  const name = canonicalName(text);
  const rule = brokenRule(name);
  if (rule !== undefined) throw new AmphoraError('name-invalid', { name, what, rule });
  return name;
}

/**
 * Returns text that stands in no reference, such as a job type, in its one form: it may hold "/" and ":", and be empty.
 * @throws AmphoraError `name-invalid`
 */
export function parseLabel(text: string, what: Named): string {
  const name = canonicalName(text).trim();
  const rule = brokenLabelRule(name);
  if (rule !== undefined) throw new AmphoraError('name-invalid', { name, what, rule });
  return name;
}

/** Whether this is a good name; for input boxes. */
export function isName(name: string): boolean {
  return brokenRule(canonicalName(name)) === undefined;
}

/** Returns the alias in its one form, or throws `alias-invalid` or `alias-reserved`. */
export function parseAlias(text: string): string {
  const alias = canonicalName(text);
  if (RESERVED_ALIAS.test(alias)) throw new AmphoraError('alias-reserved', { alias });
  const rule = brokenRule(alias);
  if (rule !== undefined) throw new AmphoraError('alias-invalid', { alias, rule });
  return alias;
}

/** 3 for `v3`; undefined for anything that is not a version's own name. */
export function parseVersionName(text: string): number | undefined {
  const match = VERSION_ALIAS.exec(text);
  if (!match) return undefined;
  const index = Number(match[1]);
  return Number.isSafeInteger(index) ? index : undefined;
}

export function versionName(index: number): string {
  return `v${String(index)}`;
}
