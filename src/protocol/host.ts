/** The host's end of a contract. */
import * as v from 'valibot';
import {
  type Contract,
  type Method,
  type Notice,
  openedByHost,
  type Params,
  type Port,
  type Refusal,
  type Result,
  sealed,
  type ToHost,
  type ToPage,
  type Topic,
} from './contract.ts';

export type Handlers<C extends Contract> = {
  readonly [M in Method<C>]: (params: Params<C, M>, signal: AbortSignal) => Promise<Result<C, M>>;
};

export interface HostOptions {
  /** The sentence a person reads when a handler failed. */
  describe(error: unknown): Refusal;
  /** Told of messages that do not fit the contract; for the log. */
  onRefused?(reason: string): void;
}

export interface Host<C extends Contract> {
  notify<T extends Topic<C>>(topic: T, params: Notice<C, T>): void;
  /** Stops listening and aborts what is under way. */
  dispose(): void;
}

/** Answers a page's requests. Parameters are parsed before a handler sees them. */
export function serve<C extends Contract>(
  contract: C,
  port: Port,
  handlers: Handlers<C>,
  options: HostOptions,
): Host<C> {
  const running = new Map<number, AbortController>();
  const post = (body: ToPage): void => port.post(sealed(contract, body));

  const refuse = (id: number, reason: string): void => {
    options.onRefused?.(reason);
    post({ kind: 'refusal', id, error: { message: reason, code: 'request-malformed' } });
  };

  const answer = async (request: Extract<ToHost, { kind: 'request' }>): Promise<void> => {
    const { id, method } = request;
    if (!Object.hasOwn(contract.requests, method)) {
      refuse(id, `There is no request "${method}".`);
      return;
    }
    const known = method as Method<C>;
    const params = v.safeParse(contract.requests[known]?.params ?? v.never(), request.params);
    if (!params.success) {
      refuse(id, `${method}: ${v.summarize(params.issues)}`);
      return;
    }
    const controller = new AbortController();
    running.set(id, controller);
    try {
      const result = await handlers[known](params.output, controller.signal);
      if (!controller.signal.aborted) post({ kind: 'result', id, result });
    } catch (error) {
      if (!controller.signal.aborted) post({ kind: 'refusal', id, error: options.describe(error) });
    } finally {
      running.delete(id);
    }
  };

  const stop = port.listen(received => {
    const message = openedByHost(contract, received);
    if (!message) options.onRefused?.('A message of another contract or version arrived.');
    else if (message.kind === 'cancel') running.get(message.id)?.abort();
    else void answer(message);
  });

  return {
    notify: (topic, params) => post({ kind: 'notice', topic, params }),
    dispose: () => {
      stop();
      for (const controller of running.values()) controller.abort();
    },
  };
}
