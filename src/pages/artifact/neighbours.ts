import type { Version } from '../../core/version.ts';
import { versionName } from '../../core/names.ts';
import type { Store } from '../../store/contract.ts';
import { unlessGone, VERSION_GONE } from '../unlessGone.ts';

/** Most that a store gives at once. */
const AT_ONCE = 1000;

/** Numbers of the versions that are there beside one of its artifact. */
export interface Neighbours {
  readonly older?: number;
  readonly newer?: number;
}

/** @param newest number of the newest that is there */
export async function readNeighbours(
  store: Store,
  version: Version,
  newest: number,
  signal: AbortSignal,
): Promise<Neighbours> {
  const { index } = version;
  const isFirst = index === 0;
  const isLast = index >= newest;
  // Numbers without gaps are by far the most: those ask for no list.
  const [before, after] = await Promise.all([
    !isFirst && isThere(store, version, index - 1, signal),
    !isLast && isThere(store, version, index + 1, signal),
  ]);
  if ((isFirst || before) && (isLast || after)) {
    return { ...(before && { older: index - 1 }), ...(after && { newer: index + 1 }) };
  }
  return listNeighbours(store, version, signal);
}

async function isThere(store: Store, version: Version, index: number, signal: AbortSignal): Promise<boolean> {
  const { entity, project, artifact } = version;
  const reference = { entity, project, artifact, alias: versionName(index) };
  const found = await unlessGone(store.resolve(reference, undefined, { signal }), ...VERSION_GONE);
  return found !== undefined;
}

async function listNeighbours(
  store: Store,
  { artifactId, index }: Version,
  signal: AbortSignal,
): Promise<Neighbours> {
  let newer: number | undefined;
  let cursor: string | undefined;
  do {
    const query = { artifact: artifactId, limit: AT_ONCE, ...(cursor !== undefined && { cursor }) };
    const page = await store.versions(query, { signal });
    for (const { index: each } of page.items) {
      if (each > index) newer = each;
      else if (each < index) return { older: each, ...(newer !== undefined && { newer }) };
    }
    cursor = page.next;
  } while (cursor !== undefined);
  return newer === undefined ? {} : { newer };
}
