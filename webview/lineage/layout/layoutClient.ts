import { layout } from '../../../src/picture/layout/layout.ts';
import type { LayoutInput, LayoutResult } from '../../../src/picture/layout/types.ts';
import { buffersOf, type LayoutReply, type LayoutRequest, packInput, unpackResult } from './wire.ts';

/** Up to this many nodes a layout takes a few milliseconds: less than a round trip to a worker just started. */
export const INLINE_NODES = 200;

/** Above this, a worker busy with a picture nobody wants any more is ended instead of waited for. */
const PATIENCE_NODES = 5000;

/** What is used of a `Worker`. */
export interface LayoutWorker {
  addEventListener(type: 'message', listener: (event: { readonly data: LayoutReply }) => void): void;
  addEventListener(type: 'error', listener: () => void): void;
  postMessage(message: LayoutRequest, transfer: ArrayBuffer[]): void;
  terminate(): void;
}

interface Job {
  readonly id: number;
  readonly input: LayoutInput;
  readonly resolve: (result: LayoutResult) => void;
  readonly reject: (reason: unknown) => void;
}

/**
 * Layouts off the page's thread, one at a time: a newer request cancels the older one, whose promise rejects
 * with an `AbortError`. Where no worker can be started, layouts run on the spot.
 */
export class LayoutClient {
  readonly #start: () => LayoutWorker;
  #worker: LayoutWorker | undefined;
  #workerFails = false;
  #disposed = false;
  #lastId = 0;
  /** What the worker computes now; its job may have been cancelled since. */
  #running: { readonly id: number; readonly size: number } | undefined;
  #job: Job | undefined;

  /** @param start starts the worker; called when the first large graph comes, and after a worker was ended. */
  constructor(start: () => LayoutWorker) {
    this.#start = start;
  }

  /** @throws the signal's reason when aborted, `AbortError` when a newer request or `dispose` took its place. */
  layout(input: LayoutInput, options: { readonly signal?: AbortSignal } = {}): Promise<LayoutResult> {
    const { signal } = options;
    this.#cancel(abortError('A newer layout was asked for.'));
    if (this.#disposed) return Promise.reject(abortError('The layout client is disposed.'));
    if (signal?.aborted) return Promise.reject(asError(signal.reason));
    const { promise, resolve, reject } = Promise.withResolvers<LayoutResult>();
    const job: Job = { id: ++this.#lastId, input, resolve, reject };
    this.#job = job;
    const abort = (): void => {
      if (this.#job === job) this.#cancel(asError(signal?.reason));
    };
    signal?.addEventListener('abort', abort, { once: true });
    this.#run(job);
    return promise.finally(() => signal?.removeEventListener('abort', abort));
  }

  dispose(): void {
    this.#disposed = true;
    this.#cancel(abortError('The layout client is disposed.'));
    this.#endWorker();
  }

  #run(job: Job): void {
    if (this.#workerFails || job.input.nodes.length <= INLINE_NODES) {
      this.#settle(job.id, () => layout(job.input));
      return;
    }
    if (this.#running) {
      // A small picture is soon done, and the warm worker then takes this job (see #onReply).
      if (this.#running.size <= PATIENCE_NODES) return;
      this.#endWorker();
    }
    try {
      const worker = this.#ensureWorker();
      const input = packInput(job.input);
      this.#running = { id: job.id, size: job.input.nodes.length };
      worker.postMessage({ id: job.id, input }, buffersOf(input));
    } catch {
      this.#onWorkerFailed();
    }
  }

  #ensureWorker(): LayoutWorker {
    if (this.#worker) return this.#worker;
    const worker = this.#start();
    worker.addEventListener('message', event => this.#onReply(event.data));
    worker.addEventListener('error', () => this.#onWorkerFailed());
    this.#worker = worker;
    return worker;
  }

  #onReply(reply: LayoutReply): void {
    this.#running = undefined;
    this.#settle(reply.id, () => {
      if ('error' in reply) throw new Error(reply.error);
      return unpackResult(reply.result);
    });
    if (this.#job) this.#run(this.#job);
  }

  #onWorkerFailed(): void {
    this.#workerFails = true;
    this.#endWorker();
    if (this.#job) this.#run(this.#job);
  }

  /** Ends the current job, if it is the one with this id, with what `compute` returns or throws. */
  #settle(id: number, compute: () => LayoutResult): void {
    const job = this.#job;
    if (job?.id !== id) return;
    this.#job = undefined;
    try {
      job.resolve(compute());
    } catch (error) {
      job.reject(error);
    }
  }

  #cancel(reason: Error): void {
    const job = this.#job;
    this.#job = undefined;
    job?.reject(reason);
  }

  #endWorker(): void {
    this.#worker?.terminate();
    this.#worker = undefined;
    this.#running = undefined;
  }
}

function abortError(message: string): Error {
  return new DOMException(message, 'AbortError');
}

function asError(reason: unknown): Error {
  return reason instanceof Error ? reason : abortError('The layout was cancelled.');
}
