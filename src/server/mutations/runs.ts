/** Runs: made, changed, stopped, deleted. */
import { AmphoraError, isAmphoraError } from '../../core/errors.ts';
import type { RunId } from '../../core/ids.ts';
import type { RunDetail, RunState } from '../../core/run.ts';
import type { RunEdit } from '../../store/writes.ts';
import { parseClientObject } from '../../wandb/clientJson.ts';
import type { Context, InputOf, Maybe } from '../context.ts';
import { entityOf, projectOf } from '../context.ts';
import { decodeId } from '../ids.ts';
import { requireProject } from '../nodes/projectNode.ts';
import { runNode } from '../nodes/runNode.ts';
import { environmentOf, fromClientConfig } from '../../wandb/config.ts';

interface UpsertInput {
  readonly id?: Maybe<string>;
  readonly name?: Maybe<string>;
  readonly modelName?: Maybe<string>;
  readonly entityName?: Maybe<string>;
  readonly groupName?: Maybe<string>;
  readonly displayName?: Maybe<string>;
  readonly description?: Maybe<string>;
  readonly notes?: Maybe<string>;
  readonly commit?: Maybe<string>;
  readonly config?: Maybe<string>;
  readonly host?: Maybe<string>;
  readonly jobProgram?: Maybe<string>;
  readonly jobRepo?: Maybe<string>;
  readonly jobType?: Maybe<string>;
  readonly state?: Maybe<string>;
  readonly tags?: Maybe<readonly string[]>;
  readonly summaryMetrics?: Maybe<string>;
}

const STATES: Readonly<Record<string, RunState>> = {
  running: 'running',
  pending: 'running',
  preempting: 'running',
  finished: 'finished',
  failed: 'failed',
  crashed: 'crashed',
  preempted: 'crashed',
  killed: 'killed',
  canceled: 'killed',
};

/** @throws AmphoraError `input-malformed` */
function parseState(state: string): RunState {
  const known = Object.hasOwn(STATES, state) ? STATES[state] : undefined;
  if (known === undefined) throw new AmphoraError('input-malformed', { what: 'the run’s state' });
  return known;
}

/** What is null or absent stays as it is. */
function editOf(input: UpsertInput): RunEdit {
  const config = parseClientObject(input.config, 'the config');
  const own = config && fromClientConfig(config);
  const environment = own ? environmentOf(own) : {};
  const summary = parseClientObject(input.summaryMetrics, 'the summary');
  const notes = input.notes ?? input.description;
  const git =
    input.commit || input.jobRepo
      ? {
          dirty: false,
          ...environment.git,
          ...(input.commit ? { commit: input.commit } : {}),
          ...(input.jobRepo ? { remote: input.jobRepo } : {}),
        }
      : environment.git;
  const host = input.host ?? environment.host;
  const command = environment.command ?? (input.jobProgram ? ['python', input.jobProgram] : undefined);
  return {
    ...(input.displayName ? { name: input.displayName } : {}),
    ...(input.jobType == null ? {} : { jobType: input.jobType }),
    ...(input.groupName == null ? {} : { group: input.groupName }),
    ...(input.state ? { state: parseState(input.state) } : {}),
    ...(host ? { host } : {}),
    ...(command ? { command } : {}),
    ...(git ? { git } : {}),
    ...(own ? { config: own } : {}),
    ...(summary ? { summary } : {}),
    ...(notes == null ? {} : { notes }),
    ...(input.tags ? { tags: input.tags } : {}),
  };
}

async function findExisting(input: UpsertInput, context: Context): Promise<RunDetail | undefined> {
  const { store } = context;
  if (input.id) return store.run(decodeId('Run', input.id));
  if (!input.name) return undefined;
  try {
    const project = await store.project(projectOf(input.modelName), entityOf(input.entityName, context));
    return await store.runByKey(project.id, input.name);
  } catch (error) {
    if (isAmphoraError(error, 'project-not-found', 'run-not-found')) return undefined;
    throw error;
  }
}

async function begin(input: UpsertInput, edit: RunEdit, context: Context): Promise<RunId> {
  const { store } = context;
  const { state, summary, ...draft } = edit;
  const run = await store.beginRun({
    project: projectOf(input.modelName),
    entity: entityOf(input.entityName, context),
    ...(input.name ? { key: input.name } : {}),
    ...draft,
    jobType: draft.jobType ?? '',
  });
  if (state === undefined && summary === undefined) return run.id;
  await store.updateRun(run.id, { ...(state ? { state } : {}), ...(summary ? { summary } : {}) });
  return run.id;
}

export async function upsertBucket({ input }: InputOf<UpsertInput>, context: Context) {
  const { store } = context;
  const edit = editOf(input);
  let existing = await findExisting(input, context);
  let begun: RunId | undefined;
  if (!existing) {
    try {
      begun = await begin(input, edit, context);
    } catch (error) {
      // Another process of the run was quicker.
      existing = await findExisting(input, context);
      if (!existing) throw error;
    }
  }
  if (existing && Object.keys(edit).length > 0) await store.updateRun(existing.id, edit);
  const id = begun ?? existing?.id;
  if (id === undefined) throw new AmphoraError('run-not-found', { run: input.name ?? '' });
  const bucket = runNode(await store.run(id));
  return {
    // Clients write from that line on. Only who goes on with a run names it by its id; who begins it anew writes over it.
    bucket: { ...bucket, historyLineCount: input.id ? bucket.historyLineCount : 0 },
    inserted: begun !== undefined,
    serverSettings: { serverMessages: [] },
  };
}

export async function deleteRun(
  { input }: InputOf<{ readonly id: string; readonly deleteArtifacts?: Maybe<boolean> }>,
  { store }: Context,
) {
  const id = decodeId('Run', input.id);
  if (input.deleteArtifacts) {
    const { outputs } = await store.run(id);
    await store.deleteVersions(
      outputs.map(link => link.versionId),
      { force: true },
    );
  }
  await store.deleteRun(id);
  return { success: true, clientMutationId: null };
}

export async function deleteRuns(
  {
    input,
  }: InputOf<{ readonly runIDs?: Maybe<readonly string[]>; readonly deleteArtifacts?: Maybe<boolean> }>,
  context: Context,
) {
  for (const id of input.runIDs ?? []) {
    await deleteRun({ input: { id, deleteArtifacts: input.deleteArtifacts } }, context);
  }
  return { success: true, clientMutationId: null };
}

/** The run's process is told when it next streams. */
export async function stopRun({ input }: InputOf<{ readonly id: string }>, { store }: Context) {
  const { id, state } = await store.run(decodeId('Run', input.id));
  // One that is over would be stopped when it is resumed.
  if (state === 'running') await store.stops.ask(id);
  return { success: true };
}

export async function updateRunState(
  { input }: InputOf<{ readonly id: string; readonly state: string }>,
  { store }: Context,
) {
  await store.updateRun(decodeId('Run', input.id), { state: parseState(input.state) });
  return { success: true };
}

interface OfRun {
  readonly entityName?: Maybe<string>;
  readonly projectName?: Maybe<string>;
  readonly runName?: Maybe<string>;
}

/** The run that an input names. @throws AmphoraError `run-not-found`, `project-not-found`, `input-missing` */
export async function requireRun(input: OfRun, context: Context): Promise<RunDetail> {
  if (!input.runName) throw new AmphoraError('input-missing', { what: 'which run is meant' });
  const project = await requireProject(context, input.projectName, input.entityName);
  return context.store.runByKey(project.id, input.runName);
}

export async function notifyScriptableRunAlert(
  { input }: InputOf<OfRun & { readonly title?: Maybe<string>; readonly text?: Maybe<string> }>,
  context: Context,
) {
  const run = await requireRun(input, context);
  // Its words are the person's own.
  context.log.info(`Run ${run.project}/${run.key} raised an alert`);
  return { success: true };
}
