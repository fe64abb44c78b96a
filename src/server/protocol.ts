import type { Protocol } from './services.ts';

/** The W&B protocol. */
export const protocol: Protocol = {
  open: () => {},
  keyed: () => {},
};
