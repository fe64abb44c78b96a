/** Users of a team's server, known by their keys. */
import { createHash } from 'node:crypto';
import type { PostgresStore } from '../../store/postgres/PostgresStore.ts';
import { keepNewest } from '../../core/keepNewest.ts';
import { WrongKeys } from '../http/WrongKeys.ts';
import type { Log } from '../log/Log.ts';
import type { Access, Caller } from './Access.ts';
import { AuditTrail, Refusals } from './AuditTrail.ts';
import { Guard } from './Guard.ts';
import { guardStore } from './guardStore.ts';
import type { Principal } from './Principal.ts';
import { teamAccount } from './teamAccount.ts';

/** For how long what the database said of a key counts: a key that was revoked is good for no longer. Milliseconds. */
const KNOWN = 3000;
/** Keys known at once. */
const KEPT = 10_000;

interface KnownKey {
  readonly owner: Promise<Principal | undefined>;
  readonly until: number;
}

const digestOf = (key: string): string => createHash('sha256').update(key).digest('hex');

export class TeamAccess implements Access {
  readonly wrongKeys = new WrongKeys();
  readonly #store: PostgresStore;
  readonly #log: Pick<Log, 'error'>;
  readonly #refusals = new Refusals();
  readonly #keys = new Map<string, KnownKey>();
  /** Digests of keys that were good when they were looked up last: who shows one of them tries none. */
  readonly #good = new Set<string>();

  constructor(store: PostgresStore, log: Pick<Log, 'error'>) {
    this.#store = store;
    this.#log = log;
  }

  knows(key: string): boolean {
    return this.#good.has(digestOf(key));
  }

  async admit(key: string, client: string): Promise<Caller | undefined> {
    const principal = await this.#ownerOf(key);
    return principal && this.#callerFor(principal, client);
  }

  refusal(showed: boolean): string {
    const problem = showed ? 'does not know this API key, or it is not good any more' : 'needs an API key';
    return `This server ${problem}; set WANDB_API_KEY to the one that an administrator of the server gave you.`;
  }

  /** Many requests with one key at one moment ask the database once. */
  #ownerOf(key: string): Promise<Principal | undefined> {
    const digest = digestOf(key);
    const now = performance.now();
    const known = this.#keys.get(digest);
    if (known && known.until > now) return known.owner;
    const entry: KnownKey = { owner: this.#store.team.accounts.owner(key), until: now + KNOWN };
    this.#keys.delete(digest);
    this.#keys.set(digest, entry);
    entry.owner.then(
      owner => this.#remember(digest, entry, owner !== undefined),
      () => this.#forget(digest, entry),
    );
    keepNewest(this.#keys, KEPT);
    return entry.owner;
  }

  #remember(digest: string, entry: KnownKey, isGood: boolean): void {
    this.#good.delete(digest);
    if (isGood) this.#good.add(digest);
    // A wrong one is not worth remembering, and may be made good in a moment.
    else this.#forget(digest, entry);
    keepNewest(this.#good, KEPT);
  }

  #forget(digest: string, entry: KnownKey): void {
    if (this.#keys.get(digest) === entry) this.#keys.delete(digest);
  }

  #callerFor(principal: Principal, client: string): Caller {
    const { user, key } = principal;
    const { team } = this.#store;
    const accounts = team.accounts.as({ user, key, client });
    const guard = new Guard(principal, team.entities, name => accounts.hasEntity(name));
    const trail = new AuditTrail(accounts, this.#log, this.#refusals, key);
    return {
      user,
      entity: user,
      store: guardStore(this.#store, guard, trail),
      account: teamAccount(principal, accounts, guard),
    };
  }
}
