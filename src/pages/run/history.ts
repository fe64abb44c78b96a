import { isJsonObject, parseJson } from '../../core/json.ts';
import type { RunId } from '../../core/ids.ts';
import type { RunStream } from '../../core/run.ts';
import type { Handlers } from '../../protocol/host.ts';
import type { RunContract } from '../../protocol/pages/run.ts';
import type { Store } from '../../store/contract.ts';

type Answers = Pick<Handlers<RunContract>, 'getMetrics' | 'getSeries' | 'getMedia' | 'getLog'>;

/** What a run streamed, for its page. */
export function historyAnswers(store: Store): Answers {
  const rowsOf = async (id: RunId, stream: RunStream) => {
    const lines = await store.runLines(id, stream, { start: 0, end: 10_000 });
    return lines.map(line => parseJson(line || '{}') as Record<string, unknown>);
  };
  return {
    getMetrics: async ({ id, stream }) => {
      const rows = await rowsOf(id, stream);
      const names = new Set(rows.flatMap(row => Object.keys(row)));
      const metrics = [...names].map(name => {
        const values = rows.flatMap(row => (row[name] === undefined ? [] : [row[name]]));
        const [value] = values;
        const type = isJsonObject(value) && typeof value['_type'] === 'string' ? value['_type'] : undefined;
        const kind =
          typeof value === 'number' ? ('number' as const) : type ? ('media' as const) : ('other' as const);
        return { name, kind, mediaType: type, rising: name.startsWith('_'), count: values.length };
      });
      return { metrics, complete: true };
    },
    getSeries: async ({ id, stream, metrics, x }) => {
      const rows = await rowsOf(id, stream);
      return {
        series: metrics.map(metric => {
          const points = rows.flatMap((row): [number, number][] => {
            const [at, value] = [row[x], row[metric]];
            return typeof at === 'number' && typeof value === 'number' ? [[at, value]] : [];
          });
          const [xs, ys] = [points.map(([at]) => at), points.map(([, value]) => value)];
          return { metric, x: xs, y: ys, total: points.length, raw: true, notFinite: 0 };
        }),
      };
    },
    getMedia: () => Promise.resolve({ steps: [], total: 0 }),
    getLog: async ({ id, from, count }) => {
      const [lines, run] = await Promise.all([
        store.runLines(id, 'console', { start: from, end: from + count }),
        store.run(id),
      ]);
      return { lines: lines.map(text => ({ text, isError: false })), total: run.lines.console };
    },
  };
}
