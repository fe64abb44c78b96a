/** Reading things that may be gone. */
import type { ErrorCode } from '../core/errors.ts';
import { isAmphoraError } from '../core/errors.ts';
import { inParallel } from '../core/inParallel.ts';

/** What a read gives; undefined where it fails because the thing is not there. */
export async function unlessGone<T>(
  read: Promise<T>,
  ...codes: readonly ErrorCode[]
): Promise<T | undefined> {
  try {
    return await read;
  } catch (error) {
    if (isAmphoraError(error, ...codes)) return undefined;
    throw error;
  }
}

/** Codes of a version that is not there. */
export const VERSION_GONE = [
  'version-not-found',
  'version-deleted',
  'artifact-not-found',
  'artifact-deleted',
] as const;

const AT_ONCE = 8;

/** Reads each item that is there, in their order, and names those that are not. */
export async function readEach<I, T>(
  items: readonly I[],
  read: (item: I) => Promise<T | undefined>,
): Promise<{ readonly found: T[]; readonly gone: I[] }> {
  const results = new Map<number, T>();
  await inParallel(items, AT_ONCE, async (item, i) => {
    const result = await read(item);
    if (result !== undefined) results.set(i, result);
  });
  const found = items.flatMap((_, i) => results.get(i) ?? []);
  return { found, gone: items.filter((_, i) => !results.has(i)) };
}
