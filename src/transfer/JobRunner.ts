/** Does a job's tasks: a few in this thread, many by a crew. */
import type { Counters } from './counters.ts';
import { Crew } from './Crew.ts';
import type { JobKind, JobOf, ResultOf, TaskOf } from './jobs.ts';
import type { TransferOptions } from './options.ts';
import { createPause } from './pause.ts';
import { createPerformer } from './perform.ts';

/** Below this a crew takes longer to start than the work does. */
const FEW_TASKS = 300;
const FEW_BYTES = 8 << 20;
/** A list for a worker is cut off at either. */
const BATCH_TASKS = 128;
const BATCH_BYTES = 2 << 20;

export interface JobSetup<K extends JobKind, T> {
  readonly kind: K;
  readonly job: JobOf<K>;
  readonly counters: Counters;
  readonly options: TransferOptions;
  /** Called once per task, in no particular order, with what came along with it. */
  readonly onResult: (item: T, result: ResultOf<K>) => void;
}

/** Add tasks, `finish`, and `close` in any case. */
export class JobRunner<K extends JobKind, T> {
  readonly #setup: JobSetup<K, T>;
  readonly #underWay: Promise<void>[] = [];
  #crew: Crew<K> | undefined;
  #items: T[] = [];
  #tasks: TaskOf<K>[] = [];
  #bytes = 0;
  readonly #onAbort = () => this.#crew?.fail(this.#setup.options.signal?.reason);

  constructor(setup: JobSetup<K, T>) {
    this.#setup = setup;
    setup.options.signal?.addEventListener('abort', this.#onAbort);
  }

  /** @param bytes how much work it is */
  add(item: T, task: TaskOf<K>, bytes: number): void {
    this.#items.push(item);
    this.#tasks.push(task);
    this.#bytes += bytes;
    if (this.#crew) {
      if (this.#tasks.length >= BATCH_TASKS || this.#bytes >= BATCH_BYTES) this.#send(this.#crew);
    } else if (this.#tasks.length >= FEW_TASKS || this.#bytes >= FEW_BYTES) {
      this.#crew = this.#startCrew();
      this.#send(this.#crew);
    }
  }

  /** Resolves when every task is done; rejects with the first failure, or as the signal does. */
  async finish(): Promise<void> {
    const { options, kind, job, counters, onResult } = this.#setup;
    options.signal?.throwIfAborted();
    if (this.#crew) {
      this.#send(this.#crew);
      await Promise.all(this.#underWay);
      return;
    }
    const perform = createPerformer(kind, job, counters, 'w');
    const pause = createPause(options.signal);
    for (const [i, item] of this.#items.entries()) {
      const waiting = pause();
      if (waiting) await waiting;
      onResult(item, perform(this.#tasks[i] as TaskOf<K>));
    }
  }

  /** When it resolves, nothing of this job touches a file any more. */
  async close(): Promise<void> {
    this.#setup.options.signal?.removeEventListener('abort', this.#onAbort);
    await this.#crew?.close();
  }

  #startCrew(): Crew<K> {
    const { options, kind, job, counters } = this.#setup;
    return new Crew(options.worker, kind, job, counters);
  }

  #send(crew: Crew<K>): void {
    if (this.#tasks.length === 0) return;
    const items = this.#items;
    const done = crew.run(this.#tasks).then(results => {
      results.forEach((result, i) => {
        this.#setup.onResult(items[i] as T, result);
      });
    });
    // A failure is told by `finish`; until then it is not unhandled.
    done.catch(() => undefined);
    this.#underWay.push(done);
    this.#items = [];
    this.#tasks = [];
    this.#bytes = 0;
  }
}
