/** What projects, artifacts, types, job types and aliases may be called. */
import { AmphoraError } from './errors.ts';

/** Characters, counted as a person counts them (code points). */
export const MAX_NAME_LENGTH = 128;
export const LATEST = 'latest';

/** The things that carry a name; the word stands in the error sentence. */
export type Named =
  'an entity' | 'a project' | 'an artifact' | 'an artifact type' | 'a job type' | 'a run' | 'a tag';

const VERSION_ALIAS = /^v(0|[1-9]\d*)$/;
const RESERVED_ALIAS = /^v\d+$/;
// eslint-disable-next-line no-control-regex -- control characters are what is looked for
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/;
const LONE_SURROGATE = /\p{Surrogate}/u;

/** The rule a name breaks, or undefined where it is a good name. */
function brokenRule(name: string): string | undefined {
  if (name.length === 0) return 'it is empty';
  if ([...name].length > MAX_NAME_LENGTH) return `it is longer than ${String(MAX_NAME_LENGTH)} characters`;
  if (name.includes('/') || name.includes(':')) return 'it contains "/" or ":"';
  if (CONTROL.test(name) || LONE_SURROGATE.test(name)) return 'it contains a control character';
  if (name.trim() !== name) return 'it begins or ends with a space';
  if (name === '.' || name === '..') return 'it means a folder';
  return undefined;
}

/** Returns the name, or throws `name-invalid`. */
export function parseName(name: string, what: Named): string {
  const rule = brokenRule(name);
  if (rule !== undefined) throw new AmphoraError('name-invalid', { name, what, rule });
  return name;
}

/** Whether this is a good name; for input boxes. */
export function isName(name: string): boolean {
  return brokenRule(name) === undefined;
}

/** Returns the alias, or throws `alias-invalid` or `alias-reserved`. */
export function parseAlias(alias: string): string {
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
