import { isAmphoraError } from '../../core/errors.ts';
import type { RunId, VersionId } from '../../core/ids.ts';
import { inParallel } from '../../core/inParallel.ts';
import { usageOf } from '../../core/usage.ts';
import type { RunDetail } from '../../core/run.ts';
import type { ArtifactUsage } from '../../protocol/pages/artifact.ts';
import type { Store } from '../../store/contract.ts';
import { toRunRow } from '../rows.ts';

/** Runs told of: the newest. */
const MOST = 200;
const AT_ONCE = 8;

/** Who uses a version, and how code gets at it. */
export async function readUsage(store: Store, id: VersionId, signal: AbortSignal): Promise<ArtifactUsage> {
  const options = { signal };
  const [version, info, graph] = await Promise.all([
    store.version(id, options),
    store.info(options),
    store.lineage({ around: id, direction: 'down', depth: 1 }, options),
  ]);
  const users = graph.nodes.filter(node => node.kind === 'run').toReversed();
  const runs = await readRuns(
    store,
    users.slice(0, MOST).map(node => node.id),
    signal,
  );
  const server = info.kind === 'remote' ? info.location : undefined;
  return {
    runs: runs.map(run => {
      const usedAs = run.inputs.find(input => input.versionId === id)?.usedAs;
      return usedAs === undefined ? toRunRow(run) : { ...toRunRow(run), usedAs };
    }),
    more: users.length > MOST,
    python: usageOf(version, 'python', server),
    cli: usageOf(version, 'cli', server),
  };
}

/** Runs in the order of their ids; one that was deleted meanwhile is left out. */
async function readRuns(
  store: Store,
  ids: readonly RunId[],
  signal: AbortSignal,
): Promise<readonly RunDetail[]> {
  const found: (RunDetail | undefined)[] = ids.map(() => undefined);
  await inParallel(ids, AT_ONCE, async (id, i) => {
    found[i] = await store.run(id, { signal }).catch((error: unknown) => {
      if (isAmphoraError(error, 'run-not-found')) return undefined;
      throw error;
    });
  });
  return found.filter(run => run !== undefined);
}
