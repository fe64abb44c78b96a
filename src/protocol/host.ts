/** The host's end of a contract. */
import * as v from 'valibot';
import {
  type Contract,
  type EnvelopeHead,
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

type Request = Extract<ToHost, { kind: 'request' }>;

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

/** A question that fits no contract: of a page of another make. Pages have this too, and no room for the sentences of all failures. */
export class QuestionMalformed extends Error {
  /** What of it is malformed. */
  readonly what: string;

  constructor(what: string) {
    super(`The request cannot be understood: ${what} is malformed.`);
    this.name = 'QuestionMalformed';
    this.what = what;
  }
}

/**
 * Answers one question. Its parameters are parsed before the handler sees them.
 * @throws QuestionMalformed; whatever the handler throws
 */
export async function answer<C extends Contract>(
  contract: C,
  handlers: Handlers<C>,
  method: string,
  params: unknown,
  signal: AbortSignal,
): Promise<unknown> {
  if (!Object.hasOwn(contract.requests, method)) {
    throw new QuestionMalformed(`the request "${method.slice(0, 64)}"`);
  }
  const known = method as Method<C>;
  const parsed = v.safeParse(contract.requests[known]?.params ?? v.never(), params);
  if (!parsed.success) {
    throw new QuestionMalformed(`${method} (${v.summarize(parsed.issues)})`);
  }
  return handlers[known](parsed.output, signal);
}

/** A question of a page, as it came. */
export interface Question {
  /** The contract's name and version. */
  readonly contract: string;
  readonly version: number;
  readonly method: string;
  readonly params: unknown;
}

/** Whether a question is to change the store; such methods are named so. */
export function isEdit({ method }: Pick<Question, 'method'>): boolean {
  return method.startsWith('edit');
}

/** What gives the answers to all contracts but the host's own. */
export type Ask = (question: Question, signal: AbortSignal) => Promise<unknown>;

/**
 * Serves a page: its questions to the host itself by the handlers, all others by `ask`, which parses them where the store is.
 */
export function serve<C extends Contract>(
  contract: C,
  port: Port,
  handlers: Handlers<C>,
  ask: Ask,
  options: HostOptions,
): Host<C> {
  /** By contract and number: each of a page's clients counts its own. */
  const running = new Map<string, AbortController>();

  const settle = async (about: EnvelopeHead, request: Request): Promise<void> => {
    const { id, method, params } = request;
    const key = `${about.contract} ${String(id)}`;
    const controller = new AbortController();
    const { signal } = controller;
    running.set(key, controller);
    const post = (body: ToPage): void => {
      if (!signal.aborted) port.post({ ...about, body });
    };
    try {
      const result = await (about.contract === contract.name && about.version === contract.version
        ? answer(contract, handlers, method, params, signal)
        : ask({ ...about, method, params }, signal));
      post({ kind: 'result', id, result });
    } catch (error) {
      post({ kind: 'refusal', id, error: options.describe(error) });
    } finally {
      running.delete(key);
    }
  };

  const stop = port.listen(received => {
    const opened = openedByHost(received);
    if (!opened) {
      options.onRefused?.('A message arrived that is none of a page.');
      return;
    }
    const { body, ...about } = opened;
    if (body.kind === 'cancel') running.get(`${about.contract} ${String(body.id)}`)?.abort();
    else void settle(about, body);
  });

  return {
    notify: (topic, params) => port.post(sealed(contract, { kind: 'notice', topic, params })),
    dispose: () => {
      stop();
      for (const controller of running.values()) controller.abort();
    },
  };
}
