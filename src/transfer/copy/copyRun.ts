/** A run from store to store: what it was given, what it said, what it streamed and its files. */
import { isAmphoraError } from '../../core/errors.ts';
import type { RunId } from '../../core/ids.ts';
import type { Run, RunDetail } from '../../core/run.ts';
import { RUN_STREAMS } from '../../core/run.ts';
import type { CopyEnd } from './copyBytes.ts';
import { copyRunFiles } from './copyRunFiles.ts';
import type { CopyOptions, CopyPlace } from './copyVersion.ts';

/** Lines at a time. */
const LINES = 5000;

export interface CopiedRun {
  readonly id: RunId;
  /** Bytes of its files that were read for it. */
  readonly bytes: number;
  /** Ends it as it ended. Undefined where it was there already as a whole, which stays as it is. */
  readonly finish?: () => Promise<void>;
}

async function findThere({ store }: CopyEnd, key: string, place: CopyPlace): Promise<RunDetail | undefined> {
  try {
    return await store.runByKey((await store.project(place.project, place.entity)).id, key);
  } catch (error) {
    if (isAmphoraError(error, 'project-not-found', 'run-not-found')) return undefined;
    throw error;
  }
}

/** Whether a run there lacks something: a copy that was broken off, or one of a run that went on since. */
function isBehind(there: RunDetail, run: RunDetail): boolean {
  const isOpen = there.state === 'running' || there.state === 'crashed';
  return (
    (isOpen && there.state !== run.state) ||
    RUN_STREAMS.some(stream => there.lines[stream] < run.lines[stream])
  );
}

async function copyLines(
  from: CopyEnd,
  to: CopyEnd,
  run: RunDetail,
  there: Pick<RunDetail, 'id'> & Partial<Pick<RunDetail, 'lines'>>,
  signal: AbortSignal | undefined,
) {
  const { id } = there;
  for (const stream of RUN_STREAMS) {
    for (let start = there.lines?.[stream] ?? 0; start < run.lines[stream]; start += LINES) {
      signal?.throwIfAborted();
      const end = Math.min(run.lines[stream], start + LINES);
      const lines = await from.store.runLines(run.id, stream, { start, end });
      if (lines.length > 0) await to.store.writeRunLines(id, stream, { offset: start, lines });
    }
  }
}

/** The run there that has the same key; made where it is not there, and ended by `finish` when all it made was copied. */
export async function copyRun(
  from: CopyEnd,
  to: CopyEnd,
  runId: RunId,
  place: CopyPlace,
  options: CopyOptions,
): Promise<CopiedRun> {
  const { signal } = options;
  const run = await from.store.run(runId, signal && { signal });
  const there = await findThere(to, run.key, place);
  if (there && !isBehind(there, run)) return { id: there.id, bytes: 0 };
  const begun = there ?? (await beginThere(to, run, place));
  const { id } = begun;
  await copyLines(from, to, run, begun, signal);
  const bytes = await copyRunFiles(from, to, run, id, options);
  const { state } = run;
  const finish = async () => {
    const end = { summary: run.summary, ...(run.exitCode === undefined ? {} : { exitCode: run.exitCode }) };
    // One that goes on elsewhere is not known to have ended; silent here, it will read as crashed.
    if (state === 'running') await to.store.updateRun(id, { summary: run.summary });
    else await to.store.finishRun(id, { state, ...end });
  };
  return { id, bytes, finish };
}

function beginThere({ store }: CopyEnd, run: RunDetail, place: CopyPlace): Promise<Run> {
  return store.beginRun({
    ...place,
    key: run.key,
    name: run.name,
    jobType: run.jobType,
    config: run.config,
    ...(run.group === undefined ? {} : { group: run.group }),
    ...(run.notes === '' ? {} : { notes: run.notes }),
    ...(run.tags.length === 0 ? {} : { tags: run.tags }),
    ...(run.host === undefined ? {} : { host: run.host }),
    ...(run.command === undefined ? {} : { command: run.command }),
    ...(run.git === undefined ? {} : { git: run.git }),
  });
}
