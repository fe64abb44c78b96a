/** Which metrics a run has logged, as clients ask for them. */
import type { JsonObject } from '../../core/json.ts';
import type { StreamedRun } from '../../pages/history/lines.ts';
import type { MetricIndex } from '../../pages/history/MetricIndex.ts';

export async function historyKeys(index: MetricIndex, run: StreamedRun): Promise<JsonObject> {
  const { metrics, lastStep } = await index.counts(run, 'history');
  const keys = Object.fromEntries(
    [...metrics].map(([name, { types, monotonic, last }]) => [
      name,
      {
        typeCounts: [...types].map(([type, { count }]) => ({ type, count })),
        monotonic,
        previousValue: last ?? -1,
      },
    ]),
  );
  return { sets: [], keys, lastStep };
}
