/** The one place that knows which function does which kind of job. */
import { createComparer } from './compareFile.ts';
import type { Counters } from './counters.ts';
import type { JobKind, JobKinds, JobOf, ResultOf, TaskOf } from './jobs.ts';
import { createPlacer } from './placeFile.ts';
import { createRestorer } from './restoreFile.ts';

type Perform<K extends JobKind> = (task: TaskOf<K>) => ResultOf<K>;

const PERFORMERS: {
  [K in JobKind]: (job: JobKinds[K]['job'], counters: Counters, worker: string) => Perform<K>;
} = {
  place: createPlacer,
  restore: createRestorer,
  compare: createComparer,
};

/** Makes the function that does one task of a job after another, synchronously. @param worker names it among its peers */
export function createPerformer<K extends JobKind>(
  kind: K,
  job: JobOf<K>,
  counters: Counters,
  worker: string,
): Perform<K> {
  return PERFORMERS[kind](job, counters, worker);
}
