/** Who may ask a server, and what each gets to see of its store. */
import type { WrongKeys } from '../http/WrongKeys.ts';
import type { Member } from '../../store/postgres/accounts/teams.ts';
import type { ServedStore } from '../../store/serverHost.ts';

/** Whoever sent a request. */
export interface Caller {
  /** The name, as logs tell it; undefined where there is only one. */
  readonly user?: string;
  /** The entity of what names none. */
  readonly entity: string;
  /** The store, as far as this one may see and change it. */
  readonly store: ServedStore;
  /** Who it is among others. */
  readonly account: Account;
}

/** What clients ask about users and teams. */
export interface Account {
  readonly user: string;
  /** Whether this one may do everything, everywhere. */
  readonly admin: boolean;
  /** Teams of this one, by name. */
  readonly teams: readonly string[];
  /** Whether there is a user or a team of this name, as far as this one may know. */
  isEntity(name: string): Promise<boolean>;
  /** Who is in a team, by name; empty where it is not one of this one’s. */
  members(team: string): Promise<readonly Member[]>;
  /** Keys of this one that are good. */
  keys(): Promise<readonly AccountKey[]>;
  /** Makes this one another key. @throws AmphoraError `not-here` */
  addKey(description: string): Promise<AccountKey & { readonly key: string }>;
  /** @throws AmphoraError `api-key-not-found`, `not-here` */
  removeKey(id: string): Promise<void>;
}

export interface AccountKey {
  readonly id: string;
  readonly description: string;
}

export interface Access {
  /** Slows down those who try keys, where each try costs something. */
  readonly wrongKeys?: WrongKeys;
  /** Whether a key was somebody's a moment ago, without asking anybody. */
  knows(key: string): boolean;
  /** Whose key it is; undefined where it is nobody's. @param client the address it came from */
  admit(key: string, client: string): Promise<Caller | undefined>;
  /** What is said to those who are not let in. @param showed whether they showed any key */
  refusal(showed: boolean): string;
}
