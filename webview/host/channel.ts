import type { Port } from '../../src/protocol/contract.ts';

/** The way to what a page is shown in, and the page's own memory. */
export interface PageChannel extends Port {
  readState(): unknown;
  writeState(state: unknown): void;
  /** Tells a browser where it is now, so that its Back leads where it was; VS Code has no need of it. */
  readonly visit?: (path: string) => void;
}
