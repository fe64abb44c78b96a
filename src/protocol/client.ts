/** The page's end of a contract. */
import * as v from 'valibot';
import type { Sentence } from '../core/sentence.ts';
import {
  type Contract,
  type Method,
  type Notice,
  openedByPage,
  type Params,
  type Port,
  type Refusal,
  type Result,
  sealed,
  type ToPage,
  type Topic,
} from './contract.ts';

/** A request the host refused. */
export class RequestRefused extends Error {
  readonly code: string | undefined;
  /** Of which the sentence is made; empty where it is in the person's language already. */
  readonly sentences: readonly Sentence[];

  constructor(refusal: Refusal) {
    super(refusal.message);
    this.name = 'RequestRefused';
    this.code = refusal.code;
    this.sentences = refusal.sentences ?? [];
  }
}

type Listeners<C extends Contract> = { readonly [T in Topic<C>]: (params: Notice<C, T>) => void };

export interface Client<C extends Contract> {
  /**
   * @throws RequestRefused with the host's sentence
   * @throws the signal's reason once it is aborted; the host is told to stop
   */
  request<M extends Method<C>>(method: M, params: Params<C, M>, signal?: AbortSignal): Promise<Result<C, M>>;
  dispose(): void;
}

interface Pending {
  readonly method: string;
  resolve(result: unknown): void;
  reject(error: Error): void;
}

/** Starts listening; what arrives is parsed, and what does not fit the contract is dropped. */
export function connect<C extends Contract>(contract: C, port: Port, listeners: Listeners<C>): Client<C> {
  const pending = new Map<number, Pending>();
  let next = 1;

  const settle = (message: Extract<ToPage, { id: number }>): void => {
    const waiting = pending.get(message.id);
    pending.delete(message.id);
    if (!waiting) return;
    if (message.kind === 'refusal') {
      waiting.reject(new RequestRefused(message.error));
      return;
    }
    const schema = contract.requests[waiting.method]?.result ?? v.never();
    const parsed = v.safeParse(schema, message.result);
    if (parsed.success) waiting.resolve(parsed.output);
    else waiting.reject(new RequestRefused({ message: v.summarize(parsed.issues), code: 'reply-malformed' }));
  };

  const stop = port.listen(received => {
    const message = openedByPage(contract, received);
    if (!message) return;
    if (message.kind !== 'notice') {
      settle(message);
      return;
    }
    if (!Object.hasOwn(contract.notifications, message.topic)) return;
    const topic = message.topic as Topic<C>;
    const parsed = v.safeParse(contract.notifications[topic] ?? v.never(), message.params);
    if (parsed.success) listeners[topic](parsed.output);
  });

  return {
    request: (method, params, signal) =>
      new Promise((resolve, reject) => {
        signal?.throwIfAborted();
        const id = next++;
        const abort = (): void => {
          if (!pending.delete(id)) return;
          port.post(sealed(contract, { kind: 'cancel', id }));
          reject(signal?.reason as Error);
        };
        signal?.addEventListener('abort', abort, { once: true });
        const done = <T extends unknown[]>(settled: (...args: T) => void) => {
          return (...args: T): void => {
            signal?.removeEventListener('abort', abort);
            settled(...args);
          };
        };
        pending.set(id, {
          method,
          resolve: done(resolve),
          reject: done(reject),
        });
        port.post(sealed(contract, { kind: 'request', id, method, params }));
      }),
    dispose: stop,
  };
}
