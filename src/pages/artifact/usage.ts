import type { VersionId } from '../../core/ids.ts';
import { usageOf } from '../../core/usage.ts';
import type { ArtifactUsage } from '../../protocol/pages/artifact.ts';
import type { Store } from '../../store/contract.ts';
import { toRunRow } from '../rows.ts';
import { readEach, unlessGone } from '../unlessGone.ts';

/** Runs told of: the newest. */
const MOST = 200;

/** Who uses a version, and how code gets at it. */
export async function readUsage(store: Store, id: VersionId, signal: AbortSignal): Promise<ArtifactUsage> {
  const options = { signal };
  const [version, info, graph] = await Promise.all([
    store.version(id, options),
    store.info(options),
    store.lineage({ around: id, direction: 'down', depth: 1 }, options),
  ]);
  const users = graph.nodes
    .filter(node => node.kind === 'run')
    .filter(node => !node.deleted)
    .toReversed();
  const { found: runs } = await readEach(users.slice(0, MOST), node =>
    unlessGone(store.run(node.id, options), 'run-not-found'),
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
