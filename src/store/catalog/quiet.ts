/** How a collector gets a moment in which nothing is being logged. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { AmphoraError } from '../../core/errors.ts';
import type { CallOptions } from '../contract.ts';

/** Does work while nothing is being logged. Whoever wants to log waits for it, so it is short. */
export type Quietly = <T>(
  /** Call `stillQuiet` before anything is removed: it throws where a process stalled for so long that it may be no more. */
  work: (stillQuiet: () => Promise<void>) => Promise<T>,
) => Promise<T>;

export interface QuietOptions extends CallOptions {
  /** How long to wait for logs under way before it is given up. Milliseconds; not at all unless told. */
  readonly patience?: number;
}

/** How a store keeps logs out. */
export interface Door {
  /** From here on who comes waits. @returns what opens it again, or the failure where another collector has closed it */
  close(): Promise<string | AmphoraError>;
  /** The failure where somebody who came before is still inside. */
  inside(closed: string): Promise<AmphoraError | undefined>;
  open(closed: string): Promise<void>;
}

/** How long a collector that has begun waits for those who began between two of its rounds. Milliseconds. */
export const ROUND_PATIENCE = 60_000;
/** For how long those who come are kept waiting for those who are inside: a log may take hours. Milliseconds. */
const HOLD = 1000;
/** Between two looks whether they are gone. Milliseconds. */
const LOOK = 25;

/** Closes the door and waits until all have left, in one short stretch. @param until by this process's own clock */
async function empty(door: Door, until: number): Promise<string | AmphoraError> {
  const closed = await door.close();
  if (typeof closed !== 'string') return closed;
  try {
    for (;;) {
      const busy = await door.inside(closed);
      if (!busy) return closed;
      if (performance.now() >= until) {
        await door.open(closed);
        return busy;
      }
      await sleep(LOOK);
    }
  } catch (error) {
    await door.open(closed).catch(() => undefined);
    throw error;
  }
}

/**
 * Does work behind a closed door.
 * @param work is given what opens the door
 * @throws AmphoraError `store-busy` where somebody stays inside
 */
export async function behind<T>(
  door: Door,
  work: (closed: string) => Promise<T>,
  { patience = 0, signal }: QuietOptions,
): Promise<T> {
  const until = performance.now() + patience;
  for (;;) {
    signal?.throwIfAborted();
    const closed = await empty(door, Math.min(until, performance.now() + HOLD));
    if (typeof closed === 'string') {
      try {
        return await work(closed);
      } finally {
        await door.open(closed);
      }
    }
    if (performance.now() >= until) throw closed;
    // Those who were held up have their turn, and two collectors do not meet again.
    await sleep(HOLD * (0.5 + Math.random()), undefined, signal && { signal });
  }
}
