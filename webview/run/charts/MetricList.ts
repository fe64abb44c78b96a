/** Which metrics a run has, as far as that is known. */
import type { RunId } from '../../../src/core/ids.ts';
import type { Client } from '../../../src/protocol/client.ts';
import type { RunContract, RunMetrics } from '../../../src/protocol/pages/run.ts';
import { sentenceOf } from '../../ui/sentence.ts';

export type Stream = 'history' | 'events';
export type Metric = RunMetrics['metrics'][number] & { readonly stream: Stream };

const STREAMS: readonly Stream[] = ['history', 'events'];

export class MetricList {
  readonly #client: Client<RunContract>;
  readonly #id: RunId;
  readonly #changed: () => void;
  readonly #ended = new AbortController();
  /** Those that were told before, the same objects for the same metric. */
  #known = new Map<string, Metric>();
  #value: readonly Metric[] | undefined;
  #failure: string | undefined;
  #isComplete = false;
  #isAsking = false;
  #again = false;

  constructor(client: Client<RunContract>, id: RunId, changed: () => void) {
    this.#client = client;
    this.#id = id;
    this.#changed = changed;
  }

  /** By name. */
  get value(): readonly Metric[] | undefined {
    return this.#value;
  }

  get failure(): string | undefined {
    return this.#failure;
  }

  /** Whether there may be more. */
  get isComplete(): boolean {
    return this.#isComplete;
  }

  /** Asks where nothing has come yet: first for what is known at once, then for all. */
  need(): void {
    if (this.#value || this.#failure !== undefined || this.#isAsking) return;
    void this.#ask(true);
  }

  /** Asks anew for all; once more afterwards where it is being asked. */
  refresh(): void {
    if (this.#isAsking) this.#again = true;
    else if (this.#value || this.#failure !== undefined) void this.#ask(false);
  }

  dispose(): void {
    this.#ended.abort();
  }

  async #ask(quick: boolean): Promise<void> {
    const { signal } = this.#ended;
    this.#isAsking = true;
    try {
      if (quick) await this.#read(true);
      if (!this.#isComplete || !quick) await this.#read(false);
      this.#failure = undefined;
    } catch (error) {
      this.#failure = sentenceOf(error);
    }
    this.#isAsking = false;
    if (signal.aborted) return;
    this.#changed();
    if (!this.#again) return;
    this.#again = false;
    void this.#ask(false);
  }

  async #read(quick: boolean): Promise<void> {
    const { signal } = this.#ended;
    const answers = await Promise.all(
      STREAMS.map(async stream => {
        const { metrics, complete } = await this.#client.request(
          'getMetrics',
          { id: this.#id, stream, quick },
          signal,
        );
        return { complete, metrics: metrics.map(each => this.#same({ ...each, stream })) };
      }),
    );
    const { compare } = new Intl.Collator(undefined, { numeric: true });
    this.#value = answers.flatMap(({ metrics }) => metrics).sort((a, b) => compare(a.name, b.name));
    this.#known = new Map(this.#value.map(each => [keyOf(each), each]));
    this.#isComplete = answers.every(({ complete }) => complete);
    this.#changed();
  }

  #same(metric: Metric): Metric {
    const before = this.#known.get(keyOf(metric));
    const isSame =
      before?.kind === metric.kind &&
      before.rising === metric.rising &&
      before.mediaType === metric.mediaType;
    return isSame ? before : metric;
  }
}

/** Tells metrics apart. */
export const keyOf = ({ stream, name }: Pick<Metric, 'stream' | 'name'>): string => `${stream} ${name}`;
