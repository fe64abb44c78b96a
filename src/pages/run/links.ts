import type { RunId } from '../../core/ids.ts';
import { inParallel } from '../../core/inParallel.ts';
import type { RunLink } from '../../core/run.ts';
import type { Version } from '../../core/version.ts';
import type { RunLinks } from '../../protocol/pages/run.ts';
import type { Store } from '../../store/contract.ts';
import { toVersionRow } from '../rows.ts';

const AT_ONCE = 8;

/** What a run used and logged, with where each of them is: it may be of another project. @throws AmphoraError `run-not-found` */
export async function readLinks(store: Store, id: RunId, signal: AbortSignal): Promise<RunLinks> {
  const { inputs, outputs } = await store.run(id, { signal });
  const [used, logged] = await Promise.all([
    readVersions(store, inputs, signal),
    readVersions(store, outputs, signal),
  ]);
  return {
    inputs: used.map((version, i) => {
      const usedAs = inputs[i]?.usedAs;
      return usedAs === undefined ? toVersionRow(version) : { ...toVersionRow(version), usedAs };
    }),
    outputs: logged.map(toVersionRow),
  };
}

async function readVersions(
  store: Store,
  links: readonly RunLink[],
  signal: AbortSignal,
): Promise<readonly Version[]> {
  const versions = new Map<number, Version>();
  await inParallel(links, AT_ONCE, async ({ versionId }, i) => {
    versions.set(i, await store.version(versionId, { signal }));
  });
  return links.flatMap((_, i) => versions.get(i) ?? []);
}
