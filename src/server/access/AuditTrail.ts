/** Tells the audit log what somebody does over the protocol. */
import { keepNewest } from '../../core/keepNewest.ts';
import type { Accounts } from '../../store/postgres/accounts/Accounts.ts';
import type { AuditEntry } from '../../store/postgres/accounts/audit.ts';
import type { Log } from '../log/Log.ts';

type Told = Pick<AuditEntry, 'entity' | 'project' | 'target'>;

export interface Trail {
  /** Does something, then writes down that it was done, and to what. */
  of<T>(action: string, work: () => Promise<Told & { readonly result: T }>): Promise<T>;
  /** Writes down what was refused. */
  refused(action: string, entity: string): void;
}

/** How long the same refusal need not be written down again. Milliseconds. */
const PAUSE = 60_000;
/** Refusals remembered. */
const KEPT = 10_000;

/** What was refused lately, by whom: somebody who asks again and again fills no log. */
export class Refusals {
  readonly #told = new Map<string, number>();

  /** Whether it is to be told. */
  isNew(key: string, now: number): boolean {
    const before = this.#told.get(key);
    if (before !== undefined && now - before < PAUSE) return false;
    this.#told.delete(key);
    this.#told.set(key, now);
    keepNewest(this.#told, KEPT);
    return true;
  }
}

export class AuditTrail implements Trail {
  readonly #accounts: Accounts;
  readonly #log: Pick<Log, 'error'>;
  readonly #refusals: Refusals;
  readonly #who: string;

  /** @param accounts those of whoever acts @param who the public id of the key */
  constructor(accounts: Accounts, log: Pick<Log, 'error'>, refusals: Refusals, who: string) {
    this.#accounts = accounts;
    this.#log = log;
    this.#refusals = refusals;
    this.#who = who;
  }

  async of<T>(action: string, work: () => Promise<Told & { readonly result: T }>): Promise<T> {
    const { result, entity, project, target } = await work();
    await this.#record({ action, entity, project, target, outcome: 'done' });
    return result;
  }

  refused(action: string, entity: string): void {
    if (!this.#refusals.isNew(`${this.#who} ${action} ${entity}`, performance.now())) return;
    void this.#record({ action, entity, outcome: 'refused' });
  }

  /** It was done: that it could not be written down is no reason to tell the client otherwise. */
  async #record(entry: Told & Pick<AuditEntry, 'action' | 'outcome'>): Promise<void> {
    await this.#accounts.record(entry).catch((error: unknown) => {
      this.#log.error(`The audit log could not be written: ${entry.action} ${entry.outcome}`, error);
    });
  }
}
