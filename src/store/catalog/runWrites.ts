import { AmphoraError } from '../../core/errors.ts';
import type { ProjectId, RunId, VersionId } from '../../core/ids.ts';
import { displayName } from '../../core/displayName.ts';
import { parseLabel, parseName } from '../../core/names.ts';
import type { Run } from '../../core/run.ts';
import type { RunDraft, RunEdit, RunEnd } from '../writes.ts';
import { recordChange } from './recordChange.ts';
import { keepVersion, lockRun } from './locks.ts';
import { newId, newRunKey } from './newId.ts';
import { unique, writeJson } from './parseRow.ts';
import { ensureProject } from './projects.ts';
import { findRun } from './runs.ts';
import type { Db, RunTable, Tx } from './tables.ts';
import { findVersion } from './versions.ts';
import { inTransaction } from './transaction.ts';

/** @throws AmphoraError `name-invalid` */
export async function beginRun(db: Db, draft: RunDraft): Promise<Run> {
  const jobType = parseLabel(draft.jobType, 'a job type');
  const name = draft.name === undefined ? undefined : parseLabel(draft.name, 'a run');
  if (draft.key !== undefined) parseName(draft.key, 'a run');
  return inTransaction(db, async tx => {
    const now = Date.now();
    const project = await ensureProject(tx, draft.project, draft.entity, now);
    const { run_count } = await tx
      .updateTable('projects')
      .set(set => ({ run_count: set('run_count', '+', 1) }))
      .where('id', '=', project)
      .returning('run_count')
      .executeTakeFirstOrThrow();
    const id = newId<RunId>(now);
    await tx
      .insertInto('runs')
      .values({
        id,
        project_id: project,
        key: draft.key ?? newRunKey(),
        name: name === undefined || name === '' ? displayName(run_count, Math.random) : name,
        job_type: jobType,
        group_name: draft.group ?? null,
        state: 'running',
        config: writeJson(draft.config ?? {}),
        summary: '{}',
        notes: draft.notes ?? '',
        tags: writeJson(unique(draft.tags ?? [])),
        host: draft.host ?? null,
        command: draft.command ? writeJson(draft.command) : null,
        git: draft.git ? JSON.stringify(draft.git) : null,
        created_at: now,
        heartbeat_at: now,
        finished_at: null,
        exit_code: null,
        deleted_at: null,
      })
      .execute();
    await recordChange(tx, { project, run: id });
    return findRun(tx, id);
  });
}

/** Changes a run's row and leaves word of it. @returns its project @throws AmphoraError `run-not-found` */
export async function changeRun(tx: Tx, id: RunId, values: Partial<RunTable>): Promise<ProjectId> {
  const row = await tx
    .updateTable('runs')
    .set(values)
    .where('id', '=', id)
    .where('deleted_at', 'is', null)
    .returning('project_id')
    .executeTakeFirst();
  if (!row) throw new AmphoraError('run-not-found', { run: id });
  await recordChange(tx, { project: row.project_id, run: id });
  return row.project_id;
}

/** What people change in a run, at any time, as its process may too. */
const TEXTS: ReadonlySet<string> = new Set<keyof RunEdit>(['name', 'notes', 'tags']);

/** Whether an edit may come from a person: it is no sign that the run lives. */
function isText(edit: RunEdit): boolean {
  const changed = Object.keys(edit);
  return changed.length > 0 && changed.every(key => TEXTS.has(key));
}

export async function updateRun(db: Db, id: RunId, edit: RunEdit): Promise<void> {
  const name = edit.name === undefined ? undefined : parseLabel(edit.name, 'a run');
  const jobType = edit.jobType === undefined ? undefined : parseLabel(edit.jobType, 'a job type');
  await inTransaction(db, tx =>
    changeRun(tx, id, {
      ...(isText(edit) ? {} : { heartbeat_at: Date.now() }),
      ...(name ? { name } : {}),
      ...(jobType === undefined ? {} : { job_type: jobType }),
      ...(edit.group === undefined ? {} : { group_name: edit.group === '' ? null : edit.group }),
      ...(edit.state === undefined ? {} : { state: edit.state }),
      ...(edit.state === 'running' ? { finished_at: null, exit_code: null } : {}),
      ...(edit.host === undefined ? {} : { host: edit.host }),
      ...(edit.command ? { command: writeJson(edit.command) } : {}),
      ...(edit.git ? { git: JSON.stringify(edit.git) } : {}),
      ...(edit.config ? { config: writeJson(edit.config) } : {}),
      ...(edit.summary ? { summary: writeJson(edit.summary) } : {}),
      ...(edit.notes === undefined ? {} : { notes: edit.notes }),
      ...(edit.tags ? { tags: writeJson(unique(edit.tags)) } : {}),
    }),
  );
}

/** Silent: a sign of life changes nothing that anybody sees. */
export async function heartbeat(db: Db, id: RunId): Promise<void> {
  await inTransaction(db, tx =>
    tx
      .updateTable('runs')
      .set({ heartbeat_at: Date.now() })
      .where('id', '=', id)
      .where('state', '=', 'running')
      .execute(),
  );
}

export async function finishRun(db: Db, id: RunId, end: RunEnd): Promise<void> {
  const now = Date.now();
  await inTransaction(db, tx =>
    changeRun(tx, id, {
      state: end.state,
      finished_at: now,
      heartbeat_at: now,
      exit_code: end.exitCode ?? null,
      ...(end.summary ? { summary: writeJson(end.summary) } : {}),
    }),
  );
}

/** @throws AmphoraError `run-not-found`, `version-not-found`, `version-deleted` */
export async function useVersion(db: Db, run: RunId, version: VersionId, usedAs?: string): Promise<void> {
  await inTransaction(db, async tx => {
    await keepVersion(tx, version);
    const used = await findVersion(tx, version);
    if (used.deleted)
      throw new AmphoraError('version-deleted', { version: `${used.artifact}:v${String(used.index)}` });
    const now = Date.now();
    await changeRun(tx, run, { heartbeat_at: now });
    await tx
      .insertInto('run_inputs')
      .values({ run_id: run, version_id: version, used_as: usedAs ?? null, at: now })
      .onConflict(conflict => conflict.columns(['run_id', 'version_id']).doNothing())
      .execute();
    await recordChange(tx, { project: used.projectId, artifact: used.artifactId });
  });
}

/** Records a version as a run's output; again is no change. @throws AmphoraError `run-not-found` */
export async function recordOutput(tx: Tx, run: RunId, version: VersionId, now: number): Promise<void> {
  await changeRun(tx, run, { heartbeat_at: now });
  await tx
    .insertInto('run_outputs')
    .values({ run_id: run, version_id: version, at: now })
    .onConflict(conflict => conflict.columns(['run_id', 'version_id']).doNothing())
    .execute();
}

/** What is left in the row of a run that was deleted. Its short name is free again: no other begins with a slash. */
const leftOf = (id: RunId) => ({
  key: `/${id}`,
  config: '{}',
  summary: '{}',
  notes: '',
  tags: '[]',
  group_name: null,
  host: null,
  command: null,
  git: null,
});

/**
 * A run and all that it has goes; versions it used or made stay, and in their lineage its name.
 * @param removeMore takes away what else a store has of the run
 * @throws AmphoraError `run-not-found`
 */
export async function removeRun(db: Db, id: RunId, removeMore?: (tx: Tx) => Promise<void>): Promise<void> {
  await inTransaction(db, async tx => {
    await lockRun(tx, id);
    await removeMore?.(tx);
    await tx.deleteFrom('run_files').where('run_id', '=', id).execute();
    const project = await changeRun(tx, id, { ...leftOf(id), deleted_at: Date.now() });
    await tx
      .updateTable('projects')
      .set(set => ({ deleted_run_count: set('deleted_run_count', '+', 1) }))
      .where('id', '=', project)
      .execute();
  });
}
