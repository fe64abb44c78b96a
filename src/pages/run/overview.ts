import { stringifyJson } from '../../core/json.ts';
import type { RunDetail } from '../../core/run.ts';
import type { RunOverview } from '../../protocol/pages/run.ts';
import type { Store } from '../../store/contract.ts';
import { toGitState, toRunRow } from '../rows.ts';

interface Asked {
  readonly entity: string;
  readonly project: string;
  /** Its short name. */
  readonly run: string;
}

/** @throws AmphoraError `project-not-found`, `run-not-found` */
export async function readOverview(
  store: Store,
  { entity, project, run: key }: Asked,
  signal: AbortSignal,
): Promise<RunOverview> {
  const { id } = await store.project(project, entity, { signal });
  return toOverview(await store.runByKey(id, key, { signal }));
}

function toOverview(run: RunDetail): RunOverview {
  const { projectId, group, exitCode, notes, tags, host, command, git, lines } = run;
  return {
    run: {
      ...toRunRow(run),
      projectId,
      group,
      exitCode,
      notes,
      tags: [...tags],
      host,
      command: command && [...command],
      git: git && toGitState(git),
    },
    config: stringifyJson(run.config),
    summary: stringifyJson(run.summary),
    lines: { ...lines },
  };
}
