/** References: `[entity/][project/]name:alias` or `…:vN`, the way people and code name a version. */
import { AmphoraError } from './errors.ts';
import { canonicalName, isName, LATEST, parseAlias, parseVersionName } from './names.ts';

export interface Reference {
  readonly entity?: string;
  readonly project?: string;
  readonly artifact: string;
  /** An alias, or a version's own name such as `v3`. */
  readonly alias: string;
}

/**
 * Reads a reference. Without `:alias` it means `:latest`.
 * @throws AmphoraError `reference-malformed`, `alias-invalid`
 */
export function parseReference(text: string): Reference {
  const malformed = () => new AmphoraError('reference-malformed', { text });
  const colon = text.indexOf(':');
  const path = canonicalName(colon < 0 ? text : text.slice(0, colon)).split('/');
  const alias = colon < 0 ? LATEST : canonicalName(text.slice(colon + 1));
  if (path.length > 3 || !path.every(isName) || alias.length === 0) throw malformed();
  if (parseVersionName(alias) === undefined) parseAlias(alias);
  const artifact = path.at(-1);
  const project = path.at(-2);
  const entity = path.at(-3);
  if (artifact === undefined) throw malformed();
  return {
    ...(entity === undefined ? {} : { entity }),
    ...(project === undefined ? {} : { project }),
    artifact,
    alias,
  };
}

/** Writes a reference so that `parseReference` reads the same again. */
export function formatReference(reference: Reference): string {
  const path = [reference.entity, reference.project, reference.artifact].filter(part => part !== undefined);
  return `${path.join('/')}:${reference.alias}`;
}
