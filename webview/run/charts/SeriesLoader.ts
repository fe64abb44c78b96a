/** Points of charts, those that are asked for at the same moment together. */
import type { RunId } from '../../../src/core/ids.ts';
import type { Client } from '../../../src/protocol/client.ts';
import type { RunContract, RunSeries } from '../../../src/protocol/pages/run.ts';
import type { Span } from '../../chart/series.ts';
import type { Stream } from './MetricList.ts';

/** Points of a metric, which may be a sketch: of some lines only. */
export type Points = RunSeries['series'][number] & Pick<RunSeries, 'sketch'>;

export interface PointsQuery {
  readonly stream: Stream;
  readonly metric: string;
  readonly x: string;
  readonly zoom: Span | undefined;
  /** px that they are drawn on, about. */
  readonly points: number;
  /** Something to draw soon, whatever is left out. */
  readonly quick: boolean;
}

interface Waiting {
  readonly metric: string;
  readonly signal: AbortSignal;
  resolve(points: Points): void;
  reject(error: unknown): void;
}

interface Batch {
  readonly query: PointsQuery;
  readonly waiting: Waiting[];
}

/** Metrics that are asked for at once. */
const AT_ONCE = 64;

export class SeriesLoader {
  readonly #client: Pick<Client<RunContract>, 'request'>;
  readonly #id: RunId;
  #batches = new Map<string, Batch>();

  constructor(client: Pick<Client<RunContract>, 'request'>, id: RunId) {
    this.#client = client;
    this.#id = id;
  }

  /** @throws RequestRefused; the signal's reason */
  load(query: PointsQuery, signal: AbortSignal): Promise<Points> {
    if (this.#batches.size === 0) setTimeout(() => this.#send(), 0);
    const { metric, ...alike } = query;
    const key = JSON.stringify(alike);
    const batch = this.#batches.get(key) ?? { query, waiting: [] };
    this.#batches.set(key, batch);
    return new Promise((resolve, reject) => {
      batch.waiting.push({ metric, signal, resolve, reject });
    });
  }

  #send(): void {
    const batches = [...this.#batches.values()];
    this.#batches = new Map();
    for (const { query, waiting } of batches) {
      for (let i = 0; i < waiting.length; i += AT_ONCE) void this.#ask(query, waiting.slice(i, i + AT_ONCE));
    }
  }

  async #ask({ stream, x, zoom, points, quick }: PointsQuery, waiting: readonly Waiting[]): Promise<void> {
    const asking = new AbortController();
    // It is stopped once nobody waits for any of it.
    let left = waiting.length;
    for (const { signal, reject } of waiting) {
      const leave = (): void => {
        reject(signal.reason);
        if (--left === 0) asking.abort();
      };
      if (signal.aborted) leave();
      else signal.addEventListener('abort', leave, { once: true });
    }
    if (left === 0) return;
    try {
      const metrics = [...new Set(waiting.map(({ metric }) => metric))];
      const span = { from: zoom?.from, to: zoom?.to };
      const params = { id: this.#id, stream, x, points, metrics, quick, ...span };
      const { series, sketch } = await this.#client.request('getSeries', params, asking.signal);
      const byName = new Map(series.map(each => [each.metric, { ...each, sketch }]));
      for (const { metric, resolve } of waiting) resolve(byName.get(metric) ?? noPoints(metric));
    } catch (error) {
      for (const { reject } of waiting) reject(error);
    }
  }
}

const noPoints = (metric: string): Points => ({
  metric,
  x: [],
  y: [],
  total: 0,
  raw: true,
  notFinite: 0,
  sketch: false,
});
