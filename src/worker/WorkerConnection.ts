/** Calls to a store on a thread of its own. The thread starts with the first call, and again after it died. */
import { Worker } from 'node:worker_threads';
import type { StoreChanges } from '../store/changes.ts';
import type { FromWorker, Method, ToWorker } from './messages.ts';
import { fromErrorMessage } from './messages.ts';
import { incoming } from './streams.ts';
import type { RemoteTarget } from './target.ts';

/** The folder of a store, or what finds the address of its server and the key to it. */
export type WorkerTarget = string | (() => Promise<RemoteTarget>);

interface Pending {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
  readonly onProgress: ((value: never) => void) | undefined;
  readonly cleanUp: () => void;
}

interface CallExtras {
  readonly signal?: AbortSignal;
  readonly onProgress?: (value: never) => void;
}

/** Takes `signal` and `onProgress`, which cannot cross, out of the argument that has them. */
function splitOptions(args: readonly unknown[]): {
  args: readonly unknown[];
  index?: number;
  extras: CallExtras;
} {
  const index = args.findIndex(
    argument =>
      typeof argument === 'object' && argument !== null && ('signal' in argument || 'onProgress' in argument),
  );
  if (index < 0) return { args, extras: {} };
  const { signal, onProgress, ...rest } = args[index] as CallExtras;
  const extras = { ...(signal ? { signal } : {}), ...(onProgress ? { onProgress } : {}) };
  return { args: args.map((argument, i) => (i === index ? rest : argument)), index, extras };
}

export class WorkerConnection {
  readonly #workerFile: string;
  readonly #target: WorkerTarget;
  readonly #env: (() => NodeJS.ProcessEnv) | undefined;
  readonly #pending = new Map<number, Pending>();
  readonly #listeners = new Set<(changes: StoreChanges) => void>();
  #worker: Worker | undefined;
  /** A worker that is yet to come: the key of a server has to be looked up. */
  #coming: Promise<Worker> | undefined;
  #lastId = 0;
  #closed = false;

  /** @param env gives the environment of the thread, that of this process unless told */
  constructor(workerFile: string, target: WorkerTarget, env?: () => NodeJS.ProcessEnv) {
    this.#workerFile = workerFile;
    this.#target = target;
    this.#env = env;
  }

  /** Calls a method over there. An argument with `signal` or `onProgress` is the call's options. */
  call(method: Method, args: readonly unknown[]): Promise<unknown> {
    if (this.#closed) return Promise.reject(new Error('The store is closed'));
    const { args: plain, index, extras } = splitOptions(args);
    if (extras.signal?.aborted) return Promise.reject(extras.signal.reason as Error);
    const id = ++this.#lastId;
    return new Promise((resolve, reject) => {
      const onAbort = () => {
        this.#post({ kind: 'cancel', id });
      };
      extras.signal?.addEventListener('abort', onAbort, { once: true });
      const cleanUp = () => extras.signal?.removeEventListener('abort', onAbort);
      this.#pending.set(id, { resolve, reject, onProgress: extras.onProgress, cleanUp });
      this.#post({
        kind: 'call',
        id,
        method,
        args: plain,
        ...(index === undefined ? {} : { options: index }),
      });
    });
  }

  onDidChange(listener: (changes: StoreChanges) => void): { dispose(): void } {
    this.#listeners.add(listener);
    return { dispose: () => void this.#listeners.delete(listener) };
  }

  /** Ends calls under way and the thread. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#listeners.clear();
    const worker = this.#worker ?? (await this.#coming?.catch(() => undefined));
    if (!worker) return;
    const ended = new Promise(resolve => worker.once('exit', resolve));
    this.#post({ kind: 'close' });
    await ended;
  }

  #post(message: ToWorker): void {
    const target = this.#target;
    if (typeof target === 'string') this.#worker ??= this.#start({ folder: target });
    if (this.#worker || typeof target === 'string') {
      this.#worker?.postMessage(message);
      return;
    }
    this.#coming ??= this.#find(target);
    this.#coming.then(
      worker => worker.postMessage(message),
      (error: unknown) => {
        const pending = message.kind === 'call' ? this.#pending.get(message.id) : undefined;
        if (pending && message.kind === 'call') this.#settle(message.id, pending).reject(error as Error);
      },
    );
  }

  async #find(target: () => Promise<RemoteTarget>): Promise<Worker> {
    try {
      const worker = this.#start({ remote: await target() });
      this.#worker = worker;
      return worker;
    } finally {
      this.#coming = undefined;
    }
  }

  #start(workerData: object): Worker {
    const worker = new Worker(this.#workerFile, {
      workerData,
      ...(this.#env ? { env: this.#env() } : {}),
    });
    let failure: Error | undefined;
    worker.on('message', (message: FromWorker) => {
      this.#receive(message);
    });
    worker.on('error', error => {
      failure = error instanceof Error ? error : new Error(String(error));
    });
    worker.on('exit', () => {
      if (this.#worker === worker) this.#worker = undefined;
      const lost = failure ?? new Error('The store’s thread ended');
      for (const [id, pending] of this.#pending) this.#settle(id, pending).reject(lost);
    });
    return worker;
  }

  #settle(id: number, pending: Pending): Pending {
    this.#pending.delete(id);
    pending.cleanUp();
    return pending;
  }

  #receive(message: FromWorker): void {
    if (message.kind === 'changes') {
      for (const listener of [...this.#listeners]) listener(message.changes);
      return;
    }
    if (message.kind === 'closed') return;
    const pending = this.#pending.get(message.id);
    if (!pending) return;
    if (message.kind === 'progress') pending.onProgress?.(message.value as never);
    else if (message.kind === 'result') {
      const { value } = message;
      this.#settle(message.id, pending).resolve(value instanceof ReadableStream ? incoming(value) : value);
    } else this.#settle(message.id, pending).reject(fromErrorMessage(message.error));
  }
}
