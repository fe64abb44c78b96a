/** Things of the store as rows of pages. */
import { commitAddress } from '../core/commitAddress.ts';
import type { GitProvenance, Run } from '../core/run.ts';
import type { Version } from '../core/version.ts';
import type { GitState, RunRow, VersionRow } from '../protocol/pages/shared.ts';

export function toRunRow(run: Run): RunRow {
  const { id, entity, project, key, name, jobType, state, createdAt, heartbeatAt, finishedAt } = run;
  const row = { id, entity, project, key, name, jobType, state, createdAt, heartbeatAt };
  return finishedAt === undefined ? row : { ...row, finishedAt };
}

export function toVersionRow(version: Version): VersionRow {
  const { id, entity, project, artifact, type, index, aliases, size, fileCount, createdAt, deleted } =
    version;
  return {
    id,
    entity,
    project,
    artifact,
    type,
    index,
    aliases: [...aliases],
    size,
    fileCount,
    createdAt,
    deleted,
  };
}

export function toGitState({ commit, branch, dirty, remote }: GitProvenance): GitState {
  const address = remote === undefined || commit === undefined ? undefined : commitAddress(remote, commit);
  return { commit, branch, dirty, remote, address };
}
