/** Answers to the page of a run about what it streamed. */
import type { Handlers } from '../../protocol/host.ts';
import type { RunContract } from '../../protocol/pages/run.ts';
import type { Store } from '../../store/contract.ts';
import { logLines } from './consoleLines.ts';
import { mediaOf } from './media.ts';
import { metricsOf } from './metrics.ts';
import type { RunHistory } from './RunHistory.ts';
import { seriesOfRun } from './series.ts';

/** Characters of a name; a page takes no longer ones. */
const MAX_NAME = 4096;

type Answers = Pick<Handlers<RunContract>, 'getMetrics' | 'getSeries' | 'getMedia' | 'getLog'>;

/** @param store as whoever asks may see it: a run that is not to be seen is refused before anything is read */
export function historyAnswers(store: Pick<Store, 'run'>, { columns, index }: RunHistory): Answers {
  return {
    getMetrics: async ({ id, stream, quick }, signal) => {
      const run = await store.run(id, { signal });
      const { complete, metrics } = await metricsOf(index, run, { stream, complete: !quick }, signal);
      return {
        complete,
        metrics: metrics
          .filter(({ name }) => name.length <= MAX_NAME)
          .map(({ name, kind, type, rising = name.startsWith('_'), count = 0 }) => ({
            name,
            kind,
            mediaType: kind === 'media' ? type : undefined,
            rising,
            count,
          })),
      };
    },
    getSeries: async ({ id, ...request }, signal) => {
      const run = await store.run(id, { signal });
      const { series, sketch } = await seriesOfRun(columns, run, request, signal);
      return { sketch, series: series.map(({ x, y, ...each }) => ({ ...each, x: [...x], y: [...y] })) };
    },
    getMedia: async ({ id, metric, from, count }, signal) => {
      const request = { metric, start: from, count };
      const { total, steps } = await mediaOf(columns, await store.run(id, { signal }), request, signal);
      return { total, steps: steps.map(({ step, files }) => ({ step, files: [...files] })) };
    },
    getLog: async ({ id, from, count }, signal) => {
      const range = { start: from, end: from + count };
      const run = await store.run(id, { signal });
      const { total, lines } = await logLines(columns.store, run, range, { signal });
      return {
        total,
        lines: lines.map(({ text, level, time }) => ({
          text,
          isError: level === 'error',
          time: time === undefined ? undefined : new Date(time).toISOString(),
        })),
      };
    },
  };
}
