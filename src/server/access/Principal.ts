import type { Role } from '../../core/roles.ts';

/** Whoever shows a key, and what that one may do where. */
export interface Principal {
  readonly user: string;
  /** The public id of the key. */
  readonly key: string;
  /** Whether this one may do everything, everywhere. */
  readonly admin: boolean;
  /** By team. */
  readonly roles: ReadonlyMap<string, Role>;
}

/** The role in an entity; undefined where its things are not to be seen. One’s own is one’s own. */
export function roleIn({ user, admin, roles }: Principal, entity: string): Role | undefined {
  return admin || entity === user ? 'admin' : roles.get(entity);
}

/** Whose things this one sees; undefined for everyone’s. */
export function visibleEntities({ user, admin, roles }: Principal): readonly string[] | undefined {
  return admin ? undefined : [user, ...roles.keys()];
}
