/**
 * How a page and its host (a VS Code panel or a server) talk: requests with a reply or an error, and notifications.
 * A contract lists them with their schemas; both ends parse all they receive and refuse what does not fit.
 */
import * as v from 'valibot';
import type { Sentence } from '../core/sentence.ts';

type Schema = v.GenericSchema<unknown, unknown>;
type Schemas = Readonly<Record<string, Schema>>;
interface RequestSchema {
  readonly params: Schema;
  readonly result: Schema;
}

export interface Contract {
  readonly name: string;
  /** Raised with every change: a page and a host of different versions do not talk. */
  readonly version: number;
  /** What the page asks of its host. */
  readonly requests: Readonly<Record<string, RequestSchema>>;
  /** What the host tells the page unasked. Full snapshots, so that one lost to a hidden page does no harm. */
  readonly notifications: Schemas;
}

export type Method<C extends Contract> = keyof C['requests'] & string;
export type Params<C extends Contract, M extends Method<C>> = v.InferOutput<C['requests'][M]['params']>;
export type Result<C extends Contract, M extends Method<C>> = v.InferOutput<C['requests'][M]['result']>;
export type Topic<C extends Contract> = keyof C['notifications'] & string;
export type Notice<C extends Contract, T extends Topic<C>> = v.InferOutput<C['notifications'][T]>;

/** One end of the wire. Messages are plain JSON. */
export interface Port {
  post(message: unknown): void;
  /** Returns a function that stops listening. */
  listen(listener: (message: unknown) => void): () => void;
}

/**
 * Why a request failed: a sentence for the person, and a code for the program. A host that does not know the person's language sends
 * the templates of which the sentence is made, and their values; the page has their translations.
 */
export interface Refusal {
  readonly message: string;
  readonly code?: string | undefined;
  readonly sentences?: readonly Sentence[] | undefined;
}

const id = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const name = v.pipe(v.string(), v.maxLength(64));
const sentence: v.GenericSchema<unknown, Sentence> = v.object({
  template: v.string(),
  values: v.record(v.string(), v.union([v.string(), v.number()])),
});
export const refusal = v.object({
  message: v.string(),
  code: v.optional(v.string()),
  sentences: v.optional(v.pipe(v.array(sentence), v.readonly())),
});

const toHost = v.variant('kind', [
  v.object({ kind: v.literal('request'), id, method: name, params: v.unknown() }),
  v.object({ kind: v.literal('cancel'), id }),
]);

const toPage = v.variant('kind', [
  v.object({ kind: v.literal('result'), id, result: v.unknown() }),
  v.object({ kind: v.literal('refusal'), id, error: refusal }),
  v.object({ kind: v.literal('notice'), topic: name, params: v.unknown() }),
]);

export type ToHost = v.InferOutput<typeof toHost>;
export type ToPage = v.InferOutput<typeof toPage>;

/** Wraps a message with the contract's name and version. */
export function sealed(contract: Contract, body: ToHost | ToPage): unknown {
  return { contract: contract.name, version: contract.version, body };
}

/** Which contract a message is of. */
export interface EnvelopeHead {
  readonly contract: string;
  readonly version: number;
}

/** The message inside, whatever its contract; undefined where it is no message at all. */
export function openedByHost(message: unknown): (EnvelopeHead & { readonly body: ToHost }) | undefined {
  const parsed = v.safeParse(v.object({ contract: name, version: id, body: toHost }), message);
  return parsed.success ? parsed.output : undefined;
}

/** The message inside, or undefined where it is of another contract or version, or no message at all. */
export function openedByPage(contract: Contract, message: unknown): ToPage | undefined {
  const envelope = v.object({
    contract: v.literal(contract.name),
    version: v.literal(contract.version),
    body: toPage,
  });
  const parsed = v.safeParse(envelope, message);
  return parsed.success ? parsed.output.body : undefined;
}
