/** The steps at which a metric was logged with files, asked for in stretches as a slider comes to them. */
import type { RunId } from '../../../src/core/ids.ts';
import type { Client } from '../../../src/protocol/client.ts';
import type { RunContract, RunMedia } from '../../../src/protocol/pages/run.ts';
import { sentenceOf } from '../../ui/sentence.ts';

type Step = RunMedia['steps'][number];

/** Steps that come at once. */
const STRETCH = 1000;

export class MediaSteps {
  readonly #client: Pick<Client<RunContract>, 'request'>;
  readonly #id: RunId;
  readonly #metric: string;
  readonly #changed: () => void;
  readonly #ended = new AbortController();
  readonly #stretches = new Map<number, readonly Step[]>();
  readonly #asked = new Set<number>();
  /** Stretches to be asked for once more when what is on its way has come. */
  readonly #again = new Set<number>();
  #total: number | undefined;
  #failure: string | undefined;

  constructor(client: Pick<Client<RunContract>, 'request'>, id: RunId, metric: string, changed: () => void) {
    this.#client = client;
    this.#id = id;
    this.#metric = metric;
    this.#changed = changed;
  }

  /** Undefined until it is known. */
  get total(): number | undefined {
    return this.#total;
  }

  get failure(): string | undefined {
    return this.#failure;
  }

  /** Asks for it where it has not come. */
  at(index: number): Step | undefined {
    const key = Math.floor(index / STRETCH);
    const step = this.#stretches.get(key)?.[index % STRETCH];
    if (!step && this.#failure === undefined && index < (this.#total ?? 1)) this.#ask(key);
    return step;
  }

  /** There may be more now. */
  refresh(): void {
    this.#failure = undefined;
    const last = Math.floor(Math.max(0, (this.#total ?? 1) - 1) / STRETCH);
    if (this.#asked.has(last)) this.#again.add(last);
    else this.#ask(last);
  }

  dispose(): void {
    this.#ended.abort();
  }

  #ask(key: number): void {
    if (this.#asked.has(key)) return;
    this.#asked.add(key);
    const params = { id: this.#id, metric: this.#metric, from: key * STRETCH, count: STRETCH };
    this.#client.request('getMedia', params, this.#ended.signal).then(
      ({ steps, total }) => {
        this.#asked.delete(key);
        this.#stretches.set(key, steps);
        this.#total = total;
        this.#changed();
        if (this.#again.delete(key)) this.#ask(key);
      },
      (error: unknown) => {
        this.#asked.delete(key);
        if (this.#ended.signal.aborted) return;
        this.#failure = sentenceOf(error);
        this.#changed();
      },
    );
  }
}
