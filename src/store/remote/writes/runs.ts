/** Runs: begun, changed, ended, and what they stream. */
import * as v from 'valibot';
import { AmphoraError } from '../../../core/errors.ts';
import type { RunId, VersionId } from '../../../core/ids.ts';
import { stringifyJson } from '../../../core/json.ts';
import { parseLabel, parseName } from '../../../core/names.ts';
import type { Run, RunState, RunStream } from '../../../core/run.ts';
import { newRunKey } from '../../catalog/newId.ts';
import type { RunDraft, RunEdit, RunEnd, RunLines } from '../../writes.ts';
import { DELETE_RUN, UPSERT_RUN, USE_ARTIFACT } from '../documents/writes.ts';
import { answeredFailure } from '../failures.ts';
import { readRun, readRunAt, readRunState } from '../reads/runs.ts';
import type { RemoteClient } from '../RemoteClient.ts';
import type { RunPlace } from '../remoteIds.ts';
import { placeOfRun } from '../remoteIds.ts';
import { formatConfig } from '../runConfig.ts';

const Upserted = v.object({
  upsertBucket: v.object({
    bucket: v.object({
      id: v.string(),
      name: v.string(),
      project: v.object({ name: v.string(), entity: v.object({ name: v.string() }) }),
    }),
  }),
});

/** Fields that a beginning and a change say in the same words. */
function fieldsOf(edit: RunEdit | RunDraft) {
  const name = edit.name === undefined ? undefined : parseLabel(edit.name, 'a run');
  const jobType = edit.jobType === undefined ? undefined : parseLabel(edit.jobType, 'a job type');
  return {
    ...(name ? { displayName: name } : {}),
    ...(jobType === undefined ? {} : { jobType }),
    ...(edit.group === undefined ? {} : { groupName: edit.group }),
    ...(edit.notes === undefined ? {} : { notes: edit.notes }),
    ...(edit.tags === undefined ? {} : { tags: edit.tags }),
    ...(edit.host === undefined ? {} : { host: edit.host }),
    ...(edit.git?.commit === undefined ? {} : { commit: edit.git.commit }),
    ...(edit.git?.remote === undefined ? {} : { jobRepo: edit.git.remote }),
  };
}

export async function beginRun(client: RemoteClient, draft: RunDraft, entity: string): Promise<Run> {
  const { host, command, git } = draft;
  const config = formatConfig({}, draft.config ?? {}, { host, command, git } as RunEdit);
  const input = {
    entityName: draft.entity === undefined ? entity : parseName(draft.entity, 'an entity'),
    modelName: parseName(draft.project, 'a project'),
    name: draft.key === undefined ? newRunKey() : parseName(draft.key, 'a run'),
    config: stringifyJson(config),
    ...fieldsOf(draft),
  };
  const { bucket } = (await client.query(UPSERT_RUN, { input }, Upserted)).upsertBucket;
  const place: RunPlace = {
    entity: bucket.project.entity.name,
    project: bucket.project.name,
    key: bucket.name,
  };
  return (await readRunAt(client, place)).detail;
}

export async function updateRun(client: RemoteClient, id: RunId, edit: RunEdit): Promise<void> {
  const run = await readRun(client, id);
  const { host, command, git } = edit;
  const isTold =
    edit.config !== undefined || host !== undefined || command !== undefined || git !== undefined;
  const input = {
    id: run.id,
    ...fieldsOf(edit),
    ...(edit.state === undefined ? {} : { state: edit.state }),
    ...(edit.summary === undefined ? {} : { summaryMetrics: stringifyJson(edit.summary) }),
    ...(isTold
      ? {
          config: stringifyJson(
            formatConfig(run.clientConfig, edit.config, { host, command, git } as RunEdit),
          ),
        }
      : {}),
  };
  await client.query(UPSERT_RUN, { input }, Upserted);
}

/** The one thing that a run's process and we tell beside GraphQL. */
async function stream(client: RemoteClient, { entity, project, key }: RunPlace, body: object): Promise<void> {
  const path = ['files', entity, project, key, 'file_stream'].map(encodeURIComponent).join('/');
  const { status, body: answer } = await client.post(`/${path}`, body);
  if (status >= 200 && status < 300) return;
  const errors: unknown = v.is(v.object({ errors: v.unknown() }), answer) ? answer.errors : undefined;
  throw answeredFailure(client.url, status, errors);
}

export async function heartbeat(client: RemoteClient, id: RunId): Promise<void> {
  const place = placeOfRun(id);
  if ((await readRunState(client, id)) === 'running') await stream(client, place, {});
}

/** What the protocol's own end of a run makes of exit codes. */
function endsAs(exitCode: number): RunState {
  return exitCode === 0 ? 'finished' : 'failed';
}

export async function finishRun(client: RemoteClient, id: RunId, end: RunEnd): Promise<void> {
  const place = placeOfRun(id);
  await readRunState(client, id);
  if (end.summary) await updateRun(client, id, { summary: end.summary });
  const exitCode = end.exitCode ?? (end.state === 'finished' ? 0 : 1);
  await stream(client, place, { complete: true, exitcode: exitCode });
  if (endsAs(exitCode) !== end.state) await updateRun(client, id, { state: end.state });
}

const FILES: Readonly<Record<RunStream, string>> = {
  history: 'wandb-history.jsonl',
  events: 'wandb-events.jsonl',
  console: 'output.log',
};

export function writeRunLines(
  client: RemoteClient,
  id: RunId,
  name: RunStream,
  { offset, lines }: RunLines,
): Promise<void> {
  return stream(client, placeOfRun(id), { files: { [FILES[name]]: { offset, content: lines } } });
}

export async function deleteRun(client: RemoteClient, id: RunId): Promise<void> {
  const run = await readRun(client, id);
  await client.query(DELETE_RUN, { id: run.id }, v.object({ deleteRun: v.unknown() }));
}

export async function useVersion(
  client: RemoteClient,
  run: RunId,
  version: VersionId,
  usedAs?: string,
): Promise<void> {
  const { key, ...place } = placeOfRun(run);
  const variables = { ...place, run: key, id: version, usedAs: usedAs ?? null };
  const { useArtifact } = await client.query(
    USE_ARTIFACT,
    variables,
    v.object({ useArtifact: v.nullish(v.object({ artifact: v.unknown() })) }),
  );
  if (!useArtifact)
    throw new AmphoraError('version-not-found', { artifact: version, project: '', alias: version });
}
