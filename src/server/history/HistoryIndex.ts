/** Which metrics a run has logged, of what kinds: counted once for each line, and gone on from where the last count ended. */
import { keepNewest } from '../../core/keepNewest.ts';
import type { RunId } from '../../core/ids.ts';
import type { Json, JsonObject } from '../../core/json.ts';
import { isJsonObject } from '../../core/json.ts';
import type { ServedStore } from '../../store/serverHost.ts';
import type { LineSource } from './lines.ts';
import { eachLine, parseRow, stepOf } from './lines.ts';

interface Metric {
  readonly types: Map<string, number>;
  monotonic: boolean;
  last: number | undefined;
}

interface Counted {
  lines: number;
  /** As it was when the count began. */
  readonly rewrites: number;
  lastStep: number;
  readonly metrics: Map<string, Metric>;
  busy: Promise<void>;
}

/** Runs whose counts are kept. */
const KEPT = 200;
/** Metrics counted of one run; more would be made by a program, not by a person. */
const MAX_METRICS = 20_000;

function typeOf(value: Json): string {
  if (typeof value === 'number' || typeof value === 'string' || typeof value === 'boolean')
    return typeof value;
  if (value === null) return 'nil';
  if (Array.isArray(value)) return 'list';
  const kind = (value as JsonObject)['_type'];
  return typeof kind === 'string' ? kind : 'map';
}

function count(metrics: Map<string, Metric>, row: JsonObject, prefix: string): void {
  for (const [key, value] of Object.entries(row)) {
    const name = `${prefix}${key}`;
    if (isJsonObject(value) && typeof value['_type'] !== 'string') {
      count(metrics, value, `${name}.`);
      continue;
    }
    let metric = metrics.get(name);
    if (!metric) {
      if (metrics.size >= MAX_METRICS) continue;
      metric = { types: new Map(), monotonic: true, last: undefined };
      metrics.set(name, metric);
    }
    const type = typeOf(value);
    metric.types.set(type, (metric.types.get(type) ?? 0) + 1);
    if (typeof value === 'number') {
      if (metric.last !== undefined && value < metric.last) metric.monotonic = false;
      metric.last = value;
    } else metric.monotonic = false;
  }
}

export type CountedStore = LineSource & Pick<ServedStore, 'historyRewrites'>;

export class HistoryIndex {
  readonly #store: CountedStore;
  readonly #runs = new Map<RunId, Counted>();

  constructor(store: CountedStore) {
    this.#store = store;
  }

  /** @param lines how many lines the run has streamed */
  async keys(run: RunId, lines: number): Promise<JsonObject> {
    const counted = await this.#count(run, lines);
    const keys = Object.fromEntries(
      [...counted.metrics].map(([name, { types, monotonic, last }]) => [
        name,
        {
          typeCounts: [...types].map(([type, number]) => ({ type, count: number })),
          monotonic,
          previousValue: last ?? -1,
        },
      ]),
    );
    return { sets: [], keys, lastStep: counted.lastStep };
  }

  async #count(run: RunId, lines: number): Promise<Counted> {
    const rewrites = await this.#store.historyRewrites(run);
    let counted = this.#runs.get(run);
    // Fewer lines than before: the run was rewound or deleted and begun anew.
    if (!counted || counted.lines > lines || counted.rewrites !== rewrites) {
      counted = { lines: 0, rewrites, lastStep: -1, metrics: new Map(), busy: Promise.resolve() };
      this.#keep(run, counted);
    }
    const own = counted;
    const going = own.busy.then(() => this.#goOn(run, own, lines));
    // Whoever asks next goes on from where a count that failed came to.
    own.busy = going.catch(() => undefined);
    await going;
    return own;
  }

  async #goOn(run: RunId, counted: Counted, lines: number): Promise<void> {
    if (counted.lines >= lines) return;
    for await (const { line } of eachLine(this.#store, run, 'history', counted.lines, lines)) {
      const row = parseRow(line);
      if (!row) continue;
      count(counted.metrics, row, '');
      counted.lastStep = Math.max(counted.lastStep, stepOf(row));
    }
    counted.lines = lines;
  }

  #keep(run: RunId, counted: Counted): void {
    this.#runs.set(run, counted);
    keepNewest(this.#runs, KEPT);
  }
}
