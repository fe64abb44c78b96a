import { createHash, timingSafeEqual } from 'node:crypto';
import type { ServedStore } from '../../store/serverHost.ts';
import type { WrongKeys } from '../http/WrongKeys.ts';
import type { Access, Caller } from './Access.ts';

const digest = (value: string): Buffer => createHash('sha256').update(value).digest();

/** One key, and whoever has it may do everything. */
export class OneKey implements Access {
  readonly wrongKeys?: WrongKeys;
  readonly #expected: Buffer;
  readonly #caller: Caller;

  constructor(key: string, store: ServedStore, entity: string, wrongKeys?: WrongKeys) {
    if (wrongKeys) this.wrongKeys = wrongKeys;
    this.#expected = digest(key);
    this.#caller = { entity, store };
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
