import { stringifyJson } from '../../core/json.ts';
import type { RunDetail, RunLink } from '../../core/run.ts';
import { versionLabel } from '../../core/version.ts';
import type { ComparedRuns } from '../../protocol/pages/compare.ts';
import type { Store } from '../../store/contract.ts';
import { toRunRow } from '../rows.ts';
import { readEach, unlessGone } from '../unlessGone.ts';
import type { Place } from './place.ts';

/** Runs by their short names. @throws AmphoraError `project-not-found` */
export async function readRuns(
  store: Store,
  { entity, project: name }: Place,
  keys: readonly string[],
  signal: AbortSignal,
): Promise<ComparedRuns> {
  const project = await store.project(name, entity, { signal });
  const { found, gone } = await readEach(keys, key =>
    unlessGone(store.runByKey(project.id, key, { signal }), 'run-not-found'),
  );
  return { runs: found.map(toCompared), gone };
}

const labelOf = ({ artifact, version }: RunLink): string => versionLabel({ artifact, index: version });

function toCompared(run: RunDetail): ComparedRuns['runs'][number] {
  const { host, git, tags, config, summary, lines, inputs, outputs } = run;
  return {
    ...toRunRow(run),
    host,
    commit: git?.commit,
    tags: [...tags],
    config: stringifyJson(config),
    summary: stringifyJson(summary),
    lines: lines.history,
    inputs: inputs.map(labelOf),
    outputs: outputs.map(labelOf),
  };
}
