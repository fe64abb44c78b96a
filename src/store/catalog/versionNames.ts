import { parseAlias, parseName } from '../../core/names.ts';
import type { VersionDraft } from '../writes.ts';
import { unique } from './parseRow.ts';

type Names = Pick<VersionDraft, 'project' | 'entity' | 'artifact' | 'type' | 'aliases' | 'tags'>;

/**
 * What a version to come is called, in the one form of names.
 * @throws AmphoraError `name-invalid`, `alias-invalid`, `alias-reserved`
 */
export function withParsedNames<T extends Names>(given: T): T {
  return {
    ...given,
    project: parseName(given.project, 'a project'),
    ...(given.entity === undefined ? {} : { entity: parseName(given.entity, 'an entity') }),
    artifact: parseName(given.artifact, 'an artifact'),
    type: parseName(given.type, 'an artifact type'),
    aliases: unique(given.aliases.map(parseAlias)),
    ...(given.tags === undefined ? {} : { tags: given.tags.map(tag => parseName(tag, 'a tag')) }),
  };
}
