/** Questions to a remote store, in GraphQL and beside it, with the person's key. */
import type { IncomingMessage } from 'node:http';
import * as v from 'valibot';
import { AmphoraError } from '../../core/errors.ts';
import { answeredFailure, isUnknownField } from './failures.ts';
import type { HttpRequest } from './transport.ts';
import { HttpTransport, readBody } from './transport.ts';

export interface RemoteAddress {
  /** Such as `https://api.wandb.ai`, without a slash at its end. */
  readonly url: string;
  readonly apiKey: string;
}

/** A GraphQL document; `plain` is for servers that know none of its newer fields. */
export interface GraphQlDocument {
  readonly text: string;
  readonly plain?: string;
}

/** Bytes of one answer; the longest is a page of files with their addresses. */
const ANSWER_LIMIT = 256 << 20;

const Envelope = v.object({ data: v.optional(v.unknown()), errors: v.optional(v.unknown()) });

export class RemoteClient {
  readonly url: string;
  readonly transport = new HttpTransport();
  readonly #authorization: string;
  #onlyPlain = false;

  constructor({ url, apiKey }: RemoteAddress) {
    this.url = url;
    this.#authorization = `Basic ${Buffer.from(`api:${apiKey}`).toString('base64')}`;
  }

  /**
   * Asks, and checks that the answer has the shape that the schema says.
   * @throws AmphoraError `remote-unreachable`, `remote-not-trusted`, `remote-key-refused`, `remote-forbidden`, `remote-refused`,
   * `remote-failed`, `remote-answer-malformed`, and whatever failure a server of ours tells of
   */
  async query<S extends v.GenericSchema>(
    document: GraphQlDocument,
    variables: Readonly<Record<string, unknown>>,
    schema: S,
    signal?: AbortSignal,
  ): Promise<v.InferOutput<S>> {
    const usesPlain = this.#onlyPlain && document.plain !== undefined;
    const query = usesPlain ? document.plain : document.text;
    const { status, body } = await this.post('/graphql', { query, variables }, signal);
    const { data, errors } = v.is(Envelope, body) ? body : {};
    const isFailure = status !== 200 || (Array.isArray(errors) && errors.length > 0);
    if (isFailure && !usesPlain && document.plain !== undefined && isUnknownField(errors)) {
      this.#onlyPlain = true;
      return this.query(document, variables, schema, signal);
    }
    if (isFailure) throw answeredFailure(this.url, status, errors);
    const parsed = v.safeParse(schema, data);
    if (parsed.success) return parsed.output;
    const [issue] = parsed.issues;
    const place = v.getDotPath(issue) ?? 'data';
    throw new AmphoraError('remote-answer-malformed', { url: this.url, place });
  }

  /** Posts JSON below the server's address. */
  async post(path: string, json: unknown, signal?: AbortSignal): Promise<{ status: number; body: unknown }> {
    const response = await this.transport.send({
      method: 'POST',
      url: `${this.url}${path}`,
      headers: { authorization: this.#authorization, 'content-type': 'application/json' },
      body: Buffer.from(JSON.stringify(json)),
      ...(signal ? { signal } : {}),
    });
    const bytes = await readBody(response, ANSWER_LIMIT);
    let body: unknown;
    try {
      body = JSON.parse(bytes.toString());
    } catch {
      body = undefined;
    }
    return { status: response.statusCode ?? 0, body };
  }

  /**
   * Sends or fetches at an address that a server gave. The key goes along only where it is the server's own.
   * @throws AmphoraError as `query`, but for what is not 2xx
   */
  async exchange(request: HttpRequest): Promise<IncomingMessage> {
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
