import { createHash, timingSafeEqual } from 'node:crypto';
import { AmphoraError } from '../../core/errors.ts';
import type { ServedStore } from '../../store/serverHost.ts';
import type { Access, Account, Caller } from './Access.ts';

const digest = (value: string): Buffer => createHash('sha256').update(value).digest();

function noKeys(): never {
  throw new AmphoraError('not-here', { what: 'further keys' });
}

/** The one user of a store of this machine. */
function onlyUser(user: string): Account {
  return {
    user,
    admin: true,
    teams: [],
    isEntity: () => Promise.resolve(true),
    members: () => Promise.resolve([]),
    keys: () => Promise.resolve([]),
    addKey: noKeys,
    removeKey: noKeys,
  };
}

/** One key, and whoever has it may do everything. */
export class OneKey implements Access {
  readonly #expected: Buffer;
  readonly #caller: Caller;

  constructor(key: string, store: ServedStore, entity: string) {
    this.#expected = digest(key);
    this.#caller = { entity, store, account: onlyUser(entity) };
  }

  /** Takes the same time whatever is shown. */
  knows(key: string): boolean {
    return timingSafeEqual(digest(key), this.#expected);
  }

  admit(key: string): Promise<Caller | undefined> {
    return Promise.resolve(this.knows(key) ? this.#caller : undefined);
  }

  refusal(showed: boolean): string {
    const problem = showed ? 'has another API key' : 'needs its API key';
    return `This server ${problem}; set WANDB_API_KEY to the key that it shows when it starts.`;
  }
}
