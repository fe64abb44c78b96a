/** Compares a target folder with a version: what is right already, what is missing, what differs. */
import type { FileEntry } from '../core/manifest.ts';
import type { Counters } from './counters.ts';
import { JobRunner } from './JobRunner.ts';
import type { TransferOptions } from './options.ts';
import { createPause } from './pause.ts';
import type { ProgressMeter } from './ProgressMeter.ts';
import type { StatCache } from './StatCache.ts';
import type { FileClock } from './stamp.ts';
import { stampOf } from './stamp.ts';
import type { TargetFolder } from './TargetFolder.ts';

export interface Survey {
  readonly kept: readonly FileEntry[];
  readonly missing: readonly FileEntry[];
  /** Local files, or whatever stands in their place, that are not as the version has them. */
  readonly changed: readonly FileEntry[];
}

export interface SurveyRequest {
  readonly entries: readonly FileEntry[];
  readonly target: TargetFolder;
  readonly cache: StatCache;
  readonly clock: FileClock;
  readonly counters: Counters;
  readonly meter: ProgressMeter;
  readonly options: TransferOptions;
}

/** Reads nothing whose size or stamp says enough. @throws AmphoraError `target-not-writable` */
export async function surveyTarget(request: SurveyRequest): Promise<Survey> {
  const { target, cache, clock, counters, meter, options } = request;
  const kept: FileEntry[] = [];
  const missing: FileEntry[] = [];
  const changed: FileEntry[] = [];
  const runner = new JobRunner<'compare', FileEntry>({
    kind: 'compare',
    job: { kind: 'compare', clock },
    counters,
    options,
    onResult: (entry, result) => {
      (result.same ? kept : changed).push(entry);
      if (!result.same || !result.settled) return;
      cache.add(entry.path, { stamp: result.stamp, blob: entry.blob, digest: entry.digest });
    },
  });
  try {
    const pause = createPause(options.signal);
    for (const entry of request.entries) {
      const waiting = pause();
      if (waiting) await waiting;
      const stats = target.look(entry.path);
      if (!stats) {
        missing.push(entry);
      } else if (!stats.isFile() || stats.size !== entry.size) {
        changed.push(entry);
      } else if (cache.find(entry.path, stampOf(stats))?.blob === entry.blob) {
        kept.push(entry);
        meter.skip(entry.size);
      } else {
        runner.add(entry, { source: target.absolute(entry.path), blob: entry.blob }, entry.size);
      }
    }
    await runner.finish();
  } finally {
    await runner.close();
  }
  return { kept, missing, changed };
}
