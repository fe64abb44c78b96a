/**
 * Every failure a person can be told of. A failure is a code and the facts that name the thing; its sentence
 * is made from one template, so that the command line (English) and VS Code (English, Japanese, Korean) say the same.
 */
import { ERROR_TEMPLATES, HINT_TEMPLATES } from './errorTemplates.ts';
import type { Sentence } from './sentence.ts';
import { fillIn } from './sentence.ts';

export type ErrorCode = keyof typeof ERROR_TEMPLATES;

/** The `{names}` in a template. */
type Placeholder<T extends string> = T extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Placeholder<Rest>
  : never;

/** What a failure of this code must say: one value for each placeholder of its template. */
export type ErrorData<C extends ErrorCode> = Readonly<
  Record<Placeholder<(typeof ERROR_TEMPLATES)[C]>, string | number>
>;

export interface ErrorOptions {
  readonly cause?: unknown;
  /** Names close to the one that was not found, best first. */
  readonly nearest?: readonly string[];
  /** Some of the names there are, where none is close. */
  readonly known?: readonly string[];
}

/** What our failures are known by: a window's program is of several bundles, each with a class of its own. */
const MARK = Symbol.for('amphora.failure');

/** The one base of failures with a sentence. Crosses threads as `toJSON()` and comes back by `fromJSON`. */
export class AmphoraError<C extends ErrorCode = ErrorCode> extends Error {
  readonly [MARK] = true;
  readonly code: C;
  readonly data: ErrorData<C>;
  readonly nearest: readonly string[];
  readonly known: readonly string[];

  constructor(code: C, data: ErrorData<C>, options: ErrorOptions = {}) {
    super('', options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'AmphoraError';
    this.code = code;
    this.data = data;
    this.nearest = options.nearest ?? [];
    this.known = options.known ?? [];
    this.message = errorSentences(this).map(fillIn).join(' ');
  }
}

/** A failure as plain data, for a message port or `--json`. */
export interface ErrorJson {
  readonly code: ErrorCode;
  readonly data: Readonly<Record<string, string | number>>;
  readonly nearest: readonly string[];
  readonly known: readonly string[];
}

export function errorToJson({ code, data, nearest, known }: AmphoraError): ErrorJson {
  return { code, data, nearest, known };
}

export function errorFromJson(json: ErrorJson): AmphoraError {
  const { nearest, known } = json;
  return new AmphoraError(json.code, json.data, { nearest, known });
}

/** Whether this is a failure of one of these codes (or, with none named, any of ours). */
export function isAmphoraError<C extends ErrorCode>(
  error: unknown,
  ...codes: readonly C[]
): error is AmphoraError<C> {
  return (
    error instanceof Error &&
    MARK in error &&
    (codes.length === 0 || (codes as readonly ErrorCode[]).includes((error as AmphoraError).code))
  );
}

/** The sentences that tell this failure, in order: what is wrong, then a hint if there is one. */
export function errorSentences(error: AmphoraError): readonly Sentence[] {
  const first: Sentence = { template: ERROR_TEMPLATES[error.code], values: error.data };
  const { nearest, known } = error;
  if (nearest.length > 0) {
    return [first, { template: HINT_TEMPLATES.nearest, values: { names: nearest.join(', ') } }];
  }
  if (known.length === 0) return [first];
  return [first, { template: HINT_TEMPLATES.known, values: { names: known.join(', ') } }];
}

/** Thrown by whoever notices that its `signal` was aborted; never shown. */
export function isCancellation(error: unknown): boolean {
  return error instanceof Error && (error.name === 'AbortError' || error.name === 'Canceled');
}
