/** Who may ask a server, and what each gets to see of its store. */
import type { WrongKeys } from '../http/WrongKeys.ts';
import type { ServedStore } from '../../store/serverHost.ts';

/** Whoever sent a request. */
export interface Caller {
  /** The name, as logs tell it; undefined where there is only one. */
  readonly user?: string;
  /** The entity of what names none. */
  readonly entity: string;
  /** The store, as far as this one may see and change it. */
  readonly store: ServedStore;
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
