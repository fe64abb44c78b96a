import { setTimeout as sleep } from 'node:timers/promises';
import { isAmphoraError } from '../../core/errors.ts';
import type { CallOptions } from '../contract.ts';

/** How often, and how many times, a log asks again while blobs are being collected. */
const WAIT = { milliseconds: 25, tries: 2400 };

/** Waits for a collector to end. @param begin rejects with `store-busy` while there is one */
export async function whileCollecting<T>(begin: () => Promise<T>, { signal }: CallOptions): Promise<T> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await begin();
    } catch (error) {
      if (!isAmphoraError(error, 'store-busy') || attempt >= WAIT.tries) throw error;
      signal?.throwIfAborted();
      await sleep(WAIT.milliseconds);
    }
  }
}
