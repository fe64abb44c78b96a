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

/** How long a collector that has begun waits for those who began between two of its rounds. Milliseconds. */
export const ROUND_PATIENCE = 60_000;
