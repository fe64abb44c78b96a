import type { RunRow, VersionRow } from '../../protocol/pages/shared.ts';
import type { Store } from '../../store/contract.ts';
import { toRunRow, toVersionRow } from '../rows.ts';
import { unlessGone, VERSION_GONE } from '../unlessGone.ts';
import { type Place, referenceOf } from './place.ts';

/** Things that are offered at once. */
const MOST = 100;

interface Query extends Place {
  readonly filter: string;
}

/**
 * The newest versions of an artifact whose names or aliases contain the filter, before them the one that the filter names: by its
 * number or alias, or as `name:v3` of another artifact.
 */
export async function findVersions(
  store: Store,
  { filter, artifact, ...place }: Query & { readonly artifact: string },
  signal: AbortSignal,
): Promise<VersionRow[]> {
  const project = await store.project(place.project, place.entity, { signal });
  const own = await unlessGone(store.artifact(project.id, artifact, { signal }), ...VERSION_GONE);
  const newest = own ? (await store.versions({ artifact: own.id, limit: MOST }, { signal })).items : [];
  const wanted = filter.trim();
  const fitting = newest.filter(({ index, aliases }) =>
    [`v${String(index)}`, ...aliases].some(name => name.toLowerCase().includes(wanted.toLowerCase())),
  );
  if (wanted === '') return fitting.map(toVersionRow);
  const label = wanted.includes(':') ? wanted : `${artifact}:${wanted.replace(/^(?=\d+$)/, 'v')}`;
  const read = store.resolve(referenceOf(place, label), undefined, { signal });
  const named = await unlessGone(read, ...VERSION_GONE);
  const rest = fitting.filter(({ id }) => id !== named?.id);
  return [...(named ? [named] : []), ...rest].map(toVersionRow);
}

/** The newest runs whose names contain the filter, before them the one that has it as its short name. */
export async function findRuns(
  store: Store,
  { filter, ...place }: Query,
  signal: AbortSignal,
): Promise<RunRow[]> {
  const project = await store.project(place.project, place.entity, { signal });
  const wanted = filter.trim();
  const query = { project: project.id, limit: MOST, ...(wanted === '' ? {} : { filter: wanted }) };
  const { items } = await store.runs(query, { signal });
  if (wanted === '') return items.map(toRunRow);
  const named = await unlessGone(store.runByKey(project.id, wanted, { signal }), 'run-not-found');
  const rest = items.filter(({ id }) => id !== named?.id);
  return [...(named ? [named] : []), ...rest].map(toRunRow);
}
