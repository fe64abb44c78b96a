import type { Port } from '../../src/protocol/contract.ts';

/** Two ends of one wire within a page. Messages arrive in the next turn, as they do from elsewhere. */
export function portPair(): readonly [Port, Port] {
  const [left, right] = [new Set<(message: unknown) => void>(), new Set<(message: unknown) => void>()];
  const end = (own: typeof left, other: typeof left): Port => ({
    post: message =>
      queueMicrotask(() => {
        for (const listener of other) listener(message);
      }),
    listen: listener => {
      own.add(listener);
      return () => own.delete(listener);
    },
  });
  return [end(left, right), end(right, left)];
}
