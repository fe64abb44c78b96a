import { stringifyJson } from '../../core/json.ts';
import type { Version } from '../../core/version.ts';
import type { ComparedVersions } from '../../protocol/pages/compare.ts';
import type { Store } from '../../store/contract.ts';
import { toRunRow, toVersionRow } from '../rows.ts';
import { readEach, unlessGone, VERSION_GONE } from '../unlessGone.ts';
import { type Place, referenceOf } from './place.ts';

/** Versions by their labels. @throws AmphoraError `project-not-found` */
export async function readVersions(
  store: Store,
  place: Place,
  labels: readonly string[],
  signal: AbortSignal,
): Promise<ComparedVersions> {
  const { found, gone } = await readEach(labels, async label => {
    const read = store.resolve(referenceOf(place, label), undefined, { signal });
    const version = await unlessGone(read, ...VERSION_GONE);
    return version && { ...(await toCompared(store, version, signal)), label };
  });
  return { versions: found, gone };
}

async function toCompared(store: Store, version: Version, signal: AbortSignal) {
  const { digest, description, tags, metadata, loggedBy } = version;
  const producer =
    loggedBy === undefined ? undefined : await unlessGone(store.run(loggedBy, { signal }), 'run-not-found');
  return {
    ...toVersionRow(version),
    digest,
    description,
    tags: [...tags],
    metadata: stringifyJson(metadata),
    producer: producer && toRunRow(producer),
  };
}
