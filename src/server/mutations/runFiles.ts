/** Files of runs: addresses to send them to, and their end. */
import { AmphoraError } from '../../core/errors.ts';
import type { RunId } from '../../core/ids.ts';
import { isSafePath } from '../../core/manifest.ts';
import type { Context, InputOf, Maybe } from '../context.ts';
import { decodeId, encodeId } from '../ids.ts';
import { futureFileNode } from '../nodes/runFilesConnection.ts';
import { requireRun } from './runs.ts';

interface RunFilesInput {
  readonly entityName?: Maybe<string>;
  readonly projectName?: Maybe<string>;
  readonly runName: string;
  readonly files: readonly string[];
}

/** As many files as were asked for, in that order. */
export async function createRunFiles({ input }: InputOf<RunFilesInput>, context: Context) {
  const run = await requireRun(input, context);
  for (const path of input.files) {
    if (!isSafePath(path)) throw new AmphoraError('path-unsafe', { path });
  }
  return {
    runID: encodeId('Run', run.id),
    uploadHeaders: [],
    files: input.files.map(name => futureFileNode(run, name)),
  };
}

/** A file is there when its bytes are; nothing else is to be remembered. */
export async function markRunFilesUploaded({ input }: InputOf<RunFilesInput>, context: Context) {
  await requireRun(input, context);
  return { success: true };
}

export async function deleteFiles(
  { input }: InputOf<{ readonly files: readonly string[] }>,
  { store }: Context,
) {
  const byRun = new Map<RunId, string[]>();
  for (const id of input.files) {
    const text = decodeId('File', id);
    const slash = text.indexOf('/');
    const run = text.slice(0, slash) as RunId;
    byRun.set(run, [...(byRun.get(run) ?? []), text.slice(slash + 1)]);
  }
  for (const [run, names] of byRun) await store.deleteRunFiles(run, names);
  return { success: true };
}
