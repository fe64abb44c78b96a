/** Lets others have their turn every few milliseconds, and notices that the call was aborted. */
export type Pause = () => Promise<void> | undefined;

const TURN_MS = 12;

/** Call it often and await what it gives, if anything. */
export function createPause(signal: AbortSignal | undefined): Pause {
  let last = performance.now();
  return () => {
    if (performance.now() - last < TURN_MS) return undefined;
    return new Promise<void>((resolve, reject) => {
      setImmediate(() => {
        last = performance.now();
        if (signal?.aborted) reject(signal.reason as Error);
        else resolve();
      });
    });
  };
}
