/** A run from its begin to its end, whatever becomes of its command. */
import fs from 'node:fs/promises';
import { AmphoraError, isAmphoraError } from '../../core/errors.ts';
import type { JsonObject } from '../../core/json.ts';
import type { LogResult } from '../../transfer/requests.ts';
import type { StoreService } from '../../worker/service.ts';
import type { Answer, Context } from '../command.ts';
import { signalExitCode } from '../interrupts.ts';
import { loggedWords } from '../loggedWords.ts';
import { transferReporter } from '../progress.ts';
import { runJson, versionJson } from '../shapes.ts';
import type { RunInput } from './inputs.ts';
import { fetchInputs } from './inputs.ts';
import type { OutputPlan } from './outputPlan.ts';
import type { ProjectPlace } from '../../store/writes.ts';
import { placeText } from '../project.ts';
import { readMetadata } from './outputPlan.ts';
import type { RunFiles } from './runFiles.ts';
import { makeRunFiles } from './runFiles.ts';
import { RunRecord } from './RunRecord.ts';
import type { CommandEnd } from './startCommand.ts';
import { runCommandLine } from './startCommand.ts';

export interface RunPlan {
  readonly place: ProjectPlace;
  readonly jobType: string;
  readonly name: string | undefined;
  readonly config: JsonObject;
  readonly inputs: readonly RunInput[];
  readonly outputs: readonly OutputPlan[];
  readonly command: readonly string[];
}

/** @throws AmphoraError `artifact-type-differs`: hours of training must not end in it */
async function checkOutputTypes(service: StoreService, plan: RunPlan): Promise<void> {
  for (const { artifact, type } of plan.outputs) {
    try {
      const project = await service.store.project(plan.place.project, plan.place.entity);
      const known = await service.store.artifact(project.id, artifact);
      if (known.type !== type && known.versionCount > 0) {
        throw new AmphoraError('artifact-type-differs', { artifact, type: known.type });
      }
    } catch (error) {
      if (!isAmphoraError(error, 'project-not-found', 'artifact-not-found', 'artifact-deleted')) throw error;
    }
  }
}

async function begin(context: Context, service: StoreService, plan: RunPlan): Promise<RunRecord> {
  const { readProvenance } = await import('../../git/readProvenance.ts');
  const git = await readProvenance(context.folder, { signal: context.interrupts.signal });
  return RunRecord.begin(service.store, {
    ...plan.place,
    jobType: plan.jobType,
    config: plan.config,
    command: plan.command,
    ...(plan.name === undefined ? {} : { name: plan.name }),
    ...(git === undefined ? {} : { git }),
  });
}

function commandEnv(context: Context, plan: RunPlan, record: RunRecord, files: RunFiles): NodeJS.ProcessEnv {
  // Inputs of a run that this one is part of are not its own.
  const outer = Object.entries(context.env).filter(([name]) => !name.startsWith('AMPHORA_INPUT_'));
  return {
    ...Object.fromEntries(outer),
    ...Object.fromEntries(plan.inputs.map(input => [input.variable, input.path])),
    AMPHORA_STORE: context.storeName,
    AMPHORA_PROJECT: placeText(plan.place),
    AMPHORA_RUN: record.run.key,
    AMPHORA_CONFIG: files.config,
    AMPHORA_SUMMARY: files.summary,
  };
}

/** A summary that cannot be read is told of and left out: the work itself went well. */
async function readSummary(context: Context, files: RunFiles): Promise<JsonObject | undefined> {
  try {
    return await files.readSummary();
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    context.terminal.message(`The summary that the command wrote was left out (${problem})`);
    return undefined;
  }
}

async function logOutputs(
  context: Context,
  service: StoreService,
  plan: RunPlan,
  record: RunRecord,
): Promise<readonly LogResult[]> {
  for (const { path, place, artifact } of plan.outputs) {
    const found = await fs.access(path).then(
      () => true,
      () => false,
    );
    if (!found) throw new AmphoraError('output-not-found', { path: place, name: artifact });
  }
  // All of it is looked at before anything is logged, so that a slip in one output logs none.
  if (plan.outputs.length > 1) {
    const { checkSource } = await import('../../transfer/source.ts');
    for (const { path } of plan.outputs) await checkSource(path, context.interrupts.signal);
  }
  const metadata = await Promise.all(
    plan.outputs.map(async ({ metadata: text }) =>
      text === undefined ? undefined : readMetadata(text, context.folder),
    ),
  );
  const results: LogResult[] = [];
  for (const [index, { path, artifact, type, aliases, description }] of plan.outputs.entries()) {
    const json = metadata[index];
    const request = {
      path,
      ...plan.place,
      artifact,
      type,
      aliases,
      run: record.run.id,
      ...(description === undefined ? {} : { description }),
      ...(json === undefined ? {} : { metadata: json }),
    };
    const onProgress = transferReporter(context.terminal, artifact);
    const result = await service.log(request, { signal: context.interrupts.signal, onProgress });
    context.terminal.message(loggedWords(result));
    results.push(result);
  }
  return results;
}

async function answer(
  service: StoreService,
  plan: RunPlan,
  record: RunRecord,
  end: CommandEnd,
  results: readonly LogResult[],
): Promise<Answer> {
  const run = await service.store.run(record.run.id);
  return {
    json: {
      run: {
        ...runJson(run),
        config: run.config,
        summary: run.summary,
        command: plan.command,
        git: run.git ?? null,
      },
      inputs: plan.inputs.map(({ version, usedAs, variable, path }) => ({
        ...versionJson(version),
        usedAs,
        variable,
        path,
      })),
      outputs: results.map(({ version, created, placedBytes }) => ({
        ...versionJson(version),
        created,
        placedBytes,
      })),
      exitCode: end.exitCode,
    },
    text: () => '',
    exitCode: end.exitCode,
    ...(end.failure === undefined ? {} : { failure: end.failure }),
  };
}

/** Ends the run in the store when something of ours failed or was interrupted; what failed is what will be told. */
async function giveUp(context: Context, record: RunRecord): Promise<void> {
  const { received } = context.interrupts;
  const ending =
    received === undefined ? record.finish('failed', 1) : record.finish('killed', signalExitCode(received));
  await ending.catch(() => undefined);
}

/** Runs the command of a plan. The run it begins is finished in any case but the death of this process. */
export async function performRun(context: Context, service: StoreService, plan: RunPlan): Promise<Answer> {
  await checkOutputTypes(service, plan);
  const record = await begin(context, service, plan);
  const { name, jobType } = record.run;
  context.terminal.message(`Run ${jobType}:${name} in project ${placeText(plan.place)}`);
  let files: RunFiles | undefined;
  try {
    files = await makeRunFiles(plan.config);
    await fetchInputs(context, service, record.run.id, plan.inputs);
    context.terminal.clearStatus();
    context.interrupts.signal.throwIfAborted();
    const end = await runCommandLine({
      command: plan.command,
      env: commandEnv(context, plan, record, files),
      folder: context.folder,
      quiet: context.json,
      interrupts: context.interrupts,
    });
    const summary = await readSummary(context, files);
    if (end.exitCode !== 0) {
      await record.finish(end.stopped ? 'killed' : 'failed', end.exitCode, summary);
      const outcome = end.stopped ? 'was stopped' : 'failed';
      if (end.failure === undefined) {
        context.terminal.message(
          `Run ${jobType}:${name} ${outcome} with exit code ${String(end.exitCode)}; nothing was logged`,
        );
      }
      return await answer(service, plan, record, end, []);
    }
    const results = await logOutputs(context, service, plan, record);
    await record.finish('finished', 0, summary);
    return await answer(service, plan, record, end, results);
  } catch (error) {
    await giveUp(context, record);
    throw error;
  } finally {
    await files?.remove();
  }
}
