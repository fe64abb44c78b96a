/** Workers that do one job together, each a list of tasks at a time. */
import { availableParallelism } from 'node:os';
import type { Worker } from 'node:worker_threads';
import { errorFromJson } from '../core/errors.ts';
import type { Counters } from './counters.ts';
import type { JobKind, JobOf, ResultOf, TaskOf } from './jobs.ts';
import type { TransferWorkerData, TransferWorkerReply } from './transferWorker.ts';
import { startWorker } from './workerProgram.ts';
import type { WorkerProgram } from './workerProgram.ts';

const MAX_WORKERS = 4;
/** Lists under way in one worker, so that it never waits for the next. */
const AHEAD = 2;

interface Batch<K extends JobKind> {
  readonly tasks: readonly TaskOf<K>[];
  readonly resolve: (results: readonly ResultOf<K>[]) => void;
  readonly reject: (reason: unknown) => void;
}

interface Member<K extends JobKind> {
  readonly thread: Worker;
  readonly underWay: Batch<K>[];
}

/** Starts its threads at once; `close` it in any case. */
export class Crew<K extends JobKind> {
  readonly #counters: Counters;
  readonly #members: Member<K>[] = [];
  readonly #waiting: Batch<K>[] = [];
  #failure: { readonly reason: Error } | undefined;

  constructor(program: WorkerProgram, kind: K, job: JobOf<K>, counters: Counters) {
    this.#counters = counters;
    const size = Math.min(availableParallelism(), MAX_WORKERS);
    for (let i = 0; i < size; i++) {
      const data: TransferWorkerData<K> = {
        kind,
        job,
        shared: counters.shared,
        name: `w${String(i)}`,
      };
      this.#members.push(this.#hire(startWorker(program, data)));
    }
  }

  /** Does these tasks in some worker; rejects with the first failure of any. */
  run(tasks: readonly TaskOf<K>[]): Promise<readonly ResultOf<K>[]> {
    return new Promise((resolve, reject) => {
      if (this.#failure) reject(this.#failure.reason);
      else this.#waiting.push({ tasks, resolve, reject });
      this.#handOut();
    });
  }

  /** Gives up what is not done: `run` rejects with `reason`. */
  fail(reason: unknown): void {
    this.#failure ??= { reason: reason as Error };
    this.#counters.stop();
    for (const batch of [
      ...this.#waiting.splice(0),
      ...this.#members.flatMap(member => member.underWay.splice(0)),
    ]) {
      batch.reject(this.#failure.reason);
    }
  }

  /** Ends the threads; when it resolves, none of them touches a file any more. */
  async close(): Promise<void> {
    this.fail(new Error('The workers were dismissed'));
    await Promise.all(this.#members.map(member => member.thread.terminate()));
  }

  #hire(thread: Worker): Member<K> {
    const member: Member<K> = { thread, underWay: [] };
    thread.on('message', (reply: TransferWorkerReply<K>) => {
      this.#take(member, reply);
    });
    thread.on('error', reason => {
      this.fail(reason);
    });
    thread.on('exit', code => {
      this.fail(new Error(`A worker ended with code ${String(code)}`));
    });
    return member;
  }

  #take(member: Member<K>, reply: TransferWorkerReply<K>): void {
    const batch = member.underWay.shift();
    this.#countBusy();
    if (reply.failure) this.fail(errorFromJson(reply.failure));
    if (reply.defect) this.fail(reply.defect);
    if (this.#failure) batch?.reject(this.#failure.reason);
    else batch?.resolve(reply.results ?? []);
    this.#handOut();
  }

  #countBusy(): void {
    this.#counters.busy = this.#members.filter(member => member.underWay.length > 0).length;
  }

  #handOut(): void {
    for (let ahead = 0; ahead < AHEAD; ahead++) {
      for (const member of this.#members) {
        if (member.underWay.length > ahead) continue;
        const batch = this.#waiting.shift();
        if (!batch) return;
        member.underWay.push(batch);
        this.#countBusy();
        member.thread.postMessage(batch.tasks);
      }
    }
  }
}
