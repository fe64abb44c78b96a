import type { RunDetail } from '../../core/run.ts';
import { stringifyJson } from '../../core/json.ts';
import type { Context, Maybe } from '../context.ts';
import type { LogArgs } from '../history/consoleLog.ts';
import { logLines } from '../history/consoleLog.ts';
import { historyKeys } from '../history/historyKeys.ts';
import { parseRow } from '../../pages/history/lines.ts';
import { firstRow, linesOfSteps, sampleLines, sampleRows } from '../history/sample.ts';
import { encodeId, numberOf } from '../ids.ts';
import { clientConfig, environmentOf, toClientConfig } from '../../wandb/config.ts';
import { userNode } from './accountNodes.ts';
import { artifactNode } from './artifactNode.ts';
import type { PageArgs } from './connection.ts';
import { dateTime, listConnection } from './connection.ts';
import { projectNode } from './projectNode.ts';
import type { RunFilesArgs } from './runFilesConnection.ts';
import { countRunFiles, runFilesConnection } from './runFilesConnection.ts';

interface HistoryArgs {
  readonly samples?: Maybe<number>;
  readonly minStep?: Maybe<number>;
  readonly maxStep?: Maybe<number>;
}

/** The last line of a stream, in a list. */
async function tail(
  run: RunDetail,
  stream: 'history' | 'events',
  { store }: Context,
): Promise<readonly string[]> {
  const count = run.lines[stream];
  return count === 0 ? [] : store.runLines(run.id, stream, { start: count - 1, end: count });
}

async function linksConnection(
  run: RunDetail,
  side: 'inputs' | 'outputs',
  args: PageArgs,
  { store }: Context,
) {
  const versions = await Promise.all(run[side].map(link => store.version(link.versionId)));
  return listConnection(
    versions.filter(version => !version.deleted),
    args,
    artifactNode,
  );
}

async function systemMetrics(run: RunDetail, context: Context): Promise<string> {
  const [line] = await tail(run, 'events', context);
  const row = (line === undefined ? undefined : parseRow(line)) ?? {};
  return stringifyJson(Object.fromEntries(Object.entries(row).filter(([key]) => !key.startsWith('_'))));
}

function historyFields(run: RunDetail) {
  return {
    historyLineCount: run.lines.history,
    eventsLineCount: run.lines.events,
    logLineCount: run.lines.console,
    historyTail: async (_: unknown, context: Context) => JSON.stringify(await tail(run, 'history', context)),
    eventsTail: async (_: unknown, context: Context) => JSON.stringify(await tail(run, 'events', context)),
    historyKeys: (_: unknown, { history }: Context) => historyKeys(history, run),
    history: ({ samples, minStep, maxStep }: HistoryArgs, { store }: Context) =>
      minStep == null && maxStep == null
        ? sampleLines(store, run, 'history', samples)
        : linesOfSteps(store, run, minStep, maxStep),
    events: ({ samples }: HistoryArgs, { store }: Context) => sampleLines(store, run, 'events', samples),
    sampledHistory: ({ specs }: { readonly specs: readonly string[] }, { store }: Context) =>
      Promise.all(specs.map(spec => sampleRows(store, run, spec))),
    sampledParquetHistory: null,
    parquetHistory: async (_: unknown, { store }: Context) => {
      // Clients look only where the rows begin that are not in parquet, and ask for those page by page.
      const first = await firstRow(store, run);
      return { parquetUrls: [], liveData: first ? [first] : [] };
    },
    logLines: (args: LogArgs, { store }: Context) => logLines(store, run, args),
  };
}

export function runNode(run: RunDetail) {
  const environment = environmentOf(run.config);
  return {
    __typename: 'Run' as const,
    id: encodeId('Run', run.id),
    internalId: encodeId('Run', run.id),
    projectId: numberOf(run.projectId),
    name: run.key,
    displayName: run.name,
    description: run.notes || null,
    notes: run.notes || null,
    state: run.state,
    config: stringifyJson(toClientConfig(run.config)),
    group: run.group ?? null,
    groupName: run.group ?? null,
    jobType: run.jobType || null,
    commit: run.git?.commit ?? null,
    host: run.host ?? null,
    program: environment.program ?? null,
    tags: run.tags,
    sweepName: null,
    sweep: null,
    readOnly: false,
    createdAt: dateTime(run.createdAt),
    updatedAt: dateTime(run.heartbeatAt),
    heartbeatAt: dateTime(run.heartbeatAt),
    stopped: (_: unknown, { store }: Context) => store.stops.isAsked(run.id),
    shouldStop: (_: unknown, { store }: Context) => store.stops.isAsked(run.id),
    exitCode: run.exitCode ?? null,
    computeSeconds: Math.round(((run.finishedAt ?? run.heartbeatAt) - run.createdAt) / 1000),
    project: async (_: unknown, { store }: Context) => projectNode(await store.projectById(run.projectId)),
    user: () => userNode(run.entity),
    systemMetrics: (_: unknown, context: Context) => systemMetrics(run, context),
    summaryMetrics: stringifyJson(run.summary),
    wandbConfig: ({ keys }: { readonly keys?: Maybe<readonly string[]> }) =>
      stringifyJson(clientConfig(run.config, keys ?? undefined)),
    fileCount: (_: unknown, context: Context) => countRunFiles(run, context),
    files: (args: RunFilesArgs, context: Context) => runFilesConnection(run, args, context),
    inputArtifacts: (args: PageArgs, context: Context) => linksConnection(run, 'inputs', args, context),
    outputArtifacts: (args: PageArgs, context: Context) => linksConnection(run, 'outputs', args, context),
    benchmarkRun: null,
    branchPoint: null,
    defaultColorIndex: 0,
    runInfo: {
      ...environment,
      args: run.command?.slice(2) ?? [],
      git: run.git ? { remote: run.git.remote ?? null, commit: run.git.commit ?? null } : null,
    },
    ...historyFields(run),
  };
}
