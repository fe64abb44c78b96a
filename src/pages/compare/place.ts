import type { ErrorCode } from '../../core/errors.ts';
import { isAmphoraError } from '../../core/errors.ts';
import { inParallel } from '../../core/inParallel.ts';
import type { Reference } from '../../core/reference.ts';

/** A project. */
export interface Place {
  readonly entity: string;
  readonly project: string;
}

/** `name:v3` of a project. No name has a colon, and a store says what is wrong with other names. */
export function referenceOf({ entity, project }: Place, label: string): Reference {
  const colon = label.lastIndexOf(':');
  return { entity, project, artifact: label.slice(0, colon), alias: label.slice(colon + 1) };
}

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
export async function readEach<T>(
  items: readonly string[],
  read: (item: string) => Promise<T | undefined>,
): Promise<{ readonly found: T[]; readonly gone: string[] }> {
  const results = new Map<number, T>();
  await inParallel(items, AT_ONCE, async (item, i) => {
    const result = await read(item);
    if (result !== undefined) results.set(i, result);
  });
  const found = items.flatMap((_, i) => results.get(i) ?? []);
  return { found, gone: items.filter((_, i) => !results.has(i)) };
}
