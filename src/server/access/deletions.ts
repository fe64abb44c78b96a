/** What deletions say of others who use a version: only of those whom one sees. */
import { AmphoraError, isAmphoraError } from '../../core/errors.ts';
import type { VersionId } from '../../core/ids.ts';
import type { CallOptions, Store, StoreReads } from '../../store/contract.ts';
import type { DeleteImpact } from '../../store/writes.ts';
import type { Guard } from './Guard.ts';

/** Names told of at most. */
const TOLD = 3;

/** `StoreReads.deleteImpact` for who may see some of it. */
export async function visibleImpact(
  store: Pick<StoreReads, 'deleteImpact'>,
  guard: Guard,
  ids: readonly VersionId[],
  options?: CallOptions,
): Promise<DeleteImpact> {
  const impact = await store.deleteImpact(await guard.readable('version', ids), options);
  const usedBy = await guard.visibleOf('run', impact.usedBy, user => user.run);
  return { ...impact, versions: ids, usedBy };
}

/** `StoreWrites.deleteVersions` of those that may be deleted: its failure names runs. */
export async function deleteVersions(
  store: Pick<Store, 'deleteImpact' | 'deleteVersions'>,
  guard: Guard,
  ids: readonly VersionId[],
  options?: { readonly force?: boolean },
): Promise<void> {
  try {
    await store.deleteVersions(ids, options);
  } catch (error) {
    if (!isAmphoraError(error, 'version-in-use')) throw error;
    const { usedBy } = await visibleImpact(store, guard, ids);
    const names = [...new Set(usedBy.map(user => user.name))].slice(0, TOLD).join(', ');
    throw new AmphoraError('version-in-use', { ...error.data, names: names || 'none that you see' });
  }
}
