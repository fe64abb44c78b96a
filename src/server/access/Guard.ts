/**
 * What one may see and do. What one may not see is asked for under a name that nothing has: so it answers exactly as what is
 * not there, whatever was asked, and the answer is given in the name that was asked for.
 */
import { AmphoraError, isAmphoraError } from '../../core/errors.ts';
import { canonicalName } from '../../core/names.ts';
import type { Role } from '../../core/roles.ts';
import { isAtLeast } from '../../core/roles.ts';
import type { EntityIndex, OwnedKind } from '../../store/postgres/EntityIndex.ts';
import type { Principal } from './Principal.ts';
import { roleIn, visibleEntities } from './Principal.ts';

/** No id begins so, and no name has a colon. */
const ABSENT = 'absent:';

type AskWhetherThere = (entity: string) => Promise<boolean>;

export class Guard {
  readonly principal: Principal;
  readonly #index: EntityIndex;
  readonly #isThere: AskWhetherThere;

  /** @param isThere whether there is a user or a team of this name */
  constructor(principal: Principal, index: EntityIndex, isThere: AskWhetherThere) {
    this.principal = principal;
    this.#index = index;
    this.#isThere = isThere;
  }

  /** Those of these whose things are seen, of all where none are named; undefined for everyone’s. */
  among(named: readonly string[] | undefined): readonly string[] | undefined {
    const visible = visibleEntities(this.principal);
    if (!visible || !named) return visible ?? named;
    const wanted = new Set(named.map(canonicalName));
    return visible.filter(name => wanted.has(name));
  }

  sees(entity: string): boolean {
    return roleIn(this.principal, entity) !== undefined;
  }

  /** The entity that is meant, one’s own where none is named. */
  named(entity: string | undefined): string {
    return entity === undefined ? this.principal.user : canonicalName(entity);
  }

  /** The entity to look in. */
  readableEntity(entity: string | undefined): string {
    const name = this.named(entity);
    return this.sees(name) ? name : ABSENT + name;
  }

  /** The entity to make something in. @throws AmphoraError `entity-not-found`, `forbidden` */
  async writableEntity(entity: string | undefined, needed: Role = 'member'): Promise<string> {
    const name = this.named(entity);
    const role = roleIn(this.principal, name);
    if (!role || (this.principal.admin && !(await this.#isThere(name)))) {
      throw new AmphoraError('entity-not-found', { entity: name });
    }
    this.#require(name, role, needed);
    return name;
  }

  /** The ids to ask for, in the order given. */
  async readable<I extends string>(kind: OwnedKind, ids: readonly I[]): Promise<readonly I[]> {
    const owners = await this.#index.of(kind, ids);
    return ids.map(id => this.#visible(id, owners.get(id)));
  }

  async readableOne<I extends string>(kind: OwnedKind, id: I): Promise<I> {
    const owners = await this.#index.of(kind, [id]);
    return this.#visible(id, owners.get(id));
  }

  /** The ids to ask for where something of theirs is to be changed. @throws AmphoraError `forbidden` */
  async writable<I extends string>(kind: OwnedKind, ids: readonly I[], needed: Role): Promise<readonly I[]> {
    const owners = await this.#index.of(kind, ids);
    return ids.map(id => {
      const entity = owners.get(id);
      const role = entity === undefined ? undefined : roleIn(this.principal, entity);
      if (entity !== undefined && role) this.#require(entity, role, needed);
      return this.#visible(id, entity);
    });
  }

  async writableOne<I extends string>(kind: OwnedKind, id: I, needed: Role = 'member'): Promise<I> {
    const [found = id] = await this.writable(kind, [id], needed);
    return found;
  }

  /** Those of these that are to be seen. */
  async visibleOf<T>(kind: OwnedKind, items: readonly T[], idOf: (item: T) => string): Promise<readonly T[]> {
    if (this.principal.admin || items.length === 0) return items;
    const owners = await this.#index.of(kind, items.map(idOf));
    return items.filter(item => {
      const entity = owners.get(idOf(item));
      return entity !== undefined && this.sees(entity);
    });
  }

  /** The entity of a thing that is there. */
  async ownerOf(kind: OwnedKind, id: string): Promise<string | undefined> {
    return (await this.#index.of(kind, [id])).get(id);
  }

  /** Tells a failure by the names that were asked for. */
  readonly asking = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      throw isAmphoraError(error) ? withoutMark(error) : error;
    }
  };

  #visible<I extends string>(id: I, entity: string | undefined): I {
    return entity !== undefined && this.sees(entity) ? id : (`${ABSENT}${id}` as I);
  }

  #require(entity: string, role: Role, needed: Role): void {
    if (!isAtLeast(role, needed)) throw new AmphoraError('forbidden', { needed, entity, role });
  }
}

function withoutMark(error: AmphoraError): AmphoraError {
  const { code, data, nearest, known, cause } = error;
  const values = Object.entries<string | number>(data);
  const isMarked = (value: string | number) => typeof value === 'string' && value.includes(ABSENT);
  if (!values.some(([, value]) => isMarked(value))) return error;
  const own = values.map(([name, value]) => [
    name,
    typeof value === 'string' ? value.replaceAll(ABSENT, '') : value,
  ]);
  return new AmphoraError(code, Object.fromEntries(own) as typeof data, { cause, nearest, known });
}
