/** Questions to a remote store, in GraphQL and beside it, with the person's key. */
import type { IncomingMessage } from 'node:http';
import * as v from 'valibot';
import { AmphoraError, isAmphoraError } from '../../core/errors.ts';
import { stringifyJson } from '../../core/json.ts';
import { answeredFailure, isUnknownField } from './failures.ts';
import type { CachedAnswer } from './MetadataCache.ts';
import { MetadataCache } from './MetadataCache.ts';
import type { HttpRequest } from '../http/HttpTransport.ts';
import { HttpTransport, readBody } from '../http/HttpTransport.ts';

export interface RemoteAddress {
  /** Such as `https://api.wandb.ai`, without a slash at its end. */
  readonly url: string;
  readonly apiKey: string;
}

/** A GraphQL document; `plain` is for servers that know none of its newer fields. */
export interface GraphQlDocument {
  readonly text: string;
  readonly plain?: string;
  /** Whether an answer from before will do where the server cannot be reached: true of what lists. */
  readonly lists?: true;
}

/** Bytes of one answer; the longest is a page of files with their addresses. */
const ANSWER_LIMIT = 256 << 20;

/** How long an answer is waited for that there is one of from before: then that is given, until the other comes. Milliseconds. */
const AT_ONCE = 250;
/** After how long a server is as good as away: what is shown is told to be from before. */
const PATIENCE = 3000;

const Envelope = v.object({ data: v.optional(v.unknown()), errors: v.optional(v.unknown()) });

export class RemoteClient {
  readonly url: string;
  readonly transport = new HttpTransport();
  readonly #authorization: string;
  readonly #cache: MetadataCache | undefined;
  #onlyPlain = false;
  /** When something was last written through here, milliseconds since the epoch: answers from before do not know of it. */
  #wroteAt = 0;
  #asOf: number | undefined;

  /** Called when answers begin or cease to be those from before. */
  onFreshness: (() => void) | undefined;
  /** Called when an answer came that is another than the one from before that was given in its place. */
  onNews: (() => void) | undefined;

  /** @param cacheFolder where answers are kept for when the server cannot be reached */
  constructor({ url, apiKey }: RemoteAddress, cacheFolder?: string) {
    this.url = url;
    this.#cache = cacheFolder === undefined ? undefined : new MetadataCache(cacheFolder);
    this.#authorization = `Basic ${Buffer.from(`api:${apiKey}`).toString('base64')}`;
  }

  /** When what is listed now was true, where that is not now; milliseconds since the epoch. */
  get asOf(): number | undefined {
    return this.#asOf;
  }

  #setAsOf(at: number | undefined): void {
    const changed = (at === undefined) !== (this.#asOf === undefined);
    this.#asOf = at === undefined ? undefined : Math.min(at, this.#asOf ?? at);
    if (changed) this.onFreshness?.();
  }

  /**
   * As `ask`; what lists is answered from before where the server cannot be reached, and at first where it does not answer at once.
   * @throws AmphoraError as `ask`
   */
  async query<S extends v.GenericSchema>(
    document: GraphQlDocument,
    variables: Readonly<Record<string, unknown>>,
    schema: S,
    signal?: AbortSignal,
  ): Promise<v.InferOutput<S>> {
    const asked = this.#askAndKeep(document, variables, schema, signal);
    const fresh = asked.then(({ parsed }) => parsed);
    // Whoever waits for it is told; here it may come too late for that.
    fresh.catch(() => undefined);
    if (!this.#cache || !document.lists) return fresh;
    let answered = await settledWithin(asked, AT_ONCE);
    if (answered.kind === 'done') return fresh;
    const before = await this.#cache.get(document.text, variables);
    // What was written here is to be seen.
    if (before && before.at <= this.#wroteAt) answered = await settledWithin(asked, PATIENCE);
    if (answered.kind === 'done') return fresh;
    if (answered.kind === 'failed' && !isAmphoraError(answered.error, 'remote-unreachable', 'proxy-failed'))
      return fresh;
    const parsed = before && v.safeParse(schema, before.data);
    if (!before || !parsed?.success) return fresh;
    void this.#follow(asked, before, answered);
    return parsed.output;
  }

  /** What becomes of a question whose answer from before was given. */
  async #follow(
    asked: Promise<{ readonly data: unknown }>,
    before: CachedAnswer,
    answered: Settled,
  ): Promise<void> {
    const settled = answered.kind === 'late' ? await settledWithin(asked, PATIENCE) : answered;
    if (settled.kind !== 'done') this.#setAsOf(before.at);
    const { data } = await asked.catch(() => before);
    if (stringifyJson(data) !== stringifyJson(before.data)) this.onNews?.();
  }

  async #askAndKeep<S extends v.GenericSchema>(
    document: GraphQlDocument,
    variables: Readonly<Record<string, unknown>>,
    schema: S,
    signal: AbortSignal | undefined,
  ): Promise<{ readonly parsed: v.InferOutput<S>; readonly data: unknown }> {
    const at = Date.now();
    const answer = await this.#ask(document, variables, schema, signal);
    this.#setAsOf(undefined);
    if (document.text.startsWith('mutation')) this.#wroteAt = Date.now();
    if (document.lists) await this.#cache?.put(document.text, variables, { at, data: answer.data });
    return answer;
  }

  /**
   * Asks, and checks that the answer has the shape that the schema says.
   * @throws AmphoraError `remote-unreachable`, `remote-not-trusted`, `remote-key-refused`, `remote-forbidden`, `remote-refused`,
   * `remote-failed`, `remote-answer-malformed`, and whatever failure a server of ours tells of
   */
  async #ask<S extends v.GenericSchema>(
    document: GraphQlDocument,
    variables: Readonly<Record<string, unknown>>,
    schema: S,
    signal?: AbortSignal,
  ): Promise<{ readonly parsed: v.InferOutput<S>; readonly data: unknown }> {
    const usesPlain = this.#onlyPlain && document.plain !== undefined;
    const query = usesPlain ? document.plain : document.text;
    const { status, body } = await this.post('/graphql', { query, variables }, signal);
    const { data, errors } = v.is(Envelope, body) ? body : {};
    const isFailure = status !== 200 || (Array.isArray(errors) && errors.length > 0);
    if (isFailure && !usesPlain && document.plain !== undefined && isUnknownField(errors)) {
      this.#onlyPlain = true;
      return this.#ask(document, variables, schema, signal);
    }
    if (isFailure) throw answeredFailure(this.url, status, errors);
    const parsed = v.safeParse(schema, data);
    if (parsed.success) return { parsed: parsed.output, data };
    const [issue] = parsed.issues;
    const place = v.getDotPath(issue) ?? 'data';
    throw new AmphoraError('remote-answer-malformed', { url: this.url, place });
  }

  /** Posts JSON below the server's address. */
  async post(path: string, json: object, signal?: AbortSignal): Promise<{ status: number; body: unknown }> {
    const response = await this.transport.send({
      method: 'POST',
      url: `${this.url}${path}`,
      headers: { authorization: this.#authorization, 'content-type': 'application/json' },
      body: Buffer.from(stringifyJson(json)),
      ...(signal ? { signal } : {}),
    });
    const bytes = await readBody(response, ANSWER_LIMIT, this.url);
    let body: unknown;
    try {
      body = JSON.parse(bytes.toString());
    } catch {
      body = undefined;
    }
    return { status: response.statusCode ?? 0, body };
  }

  /**
   * Sends or fetches at an address that a server gave. The key goes along only where it is the server's own. What a server has
   * elsewhere, such as in a bucket, is fetched from there.
   * @throws AmphoraError as `query`, but for what is not 2xx
   */
  async exchange(request: HttpRequest): Promise<IncomingMessage> {
    const response = await this.#send(request);
    const { location } = response.headers;
    const isElsewhere = [302, 303, 307].includes(response.statusCode ?? 0) && location !== undefined;
    if (request.method !== 'GET' || !isElsewhere || !URL.canParse(location, request.url)) return response;
    // Read to its end, so that the connection can go on.
    response.resume();
    return this.#send({ ...request, url: new URL(location, request.url).href });
  }

  #send(request: HttpRequest): Promise<IncomingMessage> {
    const own = new URL(request.url).origin === new URL(this.url).origin;
    const signed = new URL(request.url).search !== '';
    return this.transport.send({
      ...request,
      headers: {
        ...(own && !signed ? { authorization: this.#authorization } : {}),
        ...request.headers,
      },
    });
  }

  close(): void {
    this.transport.close();
  }
}

type Settled = { readonly kind: 'done' | 'late' } | { readonly kind: 'failed'; readonly error: unknown };

/** How a promise stands after so many milliseconds, or as soon as it is settled. */
function settledWithin(work: Promise<unknown>, milliseconds: number): Promise<Settled> {
  return new Promise(resolve => {
    const timer = setTimeout(() => resolve({ kind: 'late' }), milliseconds);
    const settle = (settled: Settled): void => {
      clearTimeout(timer);
      resolve(settled);
    };
    work.then(
      () => settle({ kind: 'done' }),
      (error: unknown) => settle({ kind: 'failed', error }),
    );
  });
}
