/** The few requests to an S3 server that a store needs. Failures are sentences that name the bucket. */
import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { AmphoraError } from '../../core/errors.ts';
import { HttpTransport, readBody } from '../http/HttpTransport.ts';
import type { S3Address } from './s3Address.ts';
import { objectPath } from './s3Address.ts';
import type { CredentialSource } from './credentials.ts';
import type { S3Credentials } from './sign.ts';
import { formatQuery, S3Signer } from './sign.ts';
import { valueOf, valuesOf } from './xml.ts';

/** Bytes of an answer that is no object. */
const ANSWER_LIMIT = 8 << 20;
/** What `DeleteObjects` takes at once. */
const DELETED_AT_ONCE = 1000;
const EMPTY = createHash('sha256').digest('hex');
/** S3 refuses clocks that differ by a quarter of an hour; one that differs by less is as good as right. Milliseconds. */
const SKEW = 60_000;

export interface ObjectRequest {
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'DELETE';
  /** Below the prefix. */
  readonly key?: string;
  readonly query?: Record<string, string>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Buffer;
  /** SHA-256 of the body, where it is known; S3 refuses another body. */
  readonly sha256?: string;
  readonly signal?: AbortSignal;
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly text: string;
}

export interface ListedObject {
  /** Below the prefix. */
  readonly key: string;
  readonly size: number;
  /** Without its quotes. */
  readonly tag: string;
  /** Milliseconds since the epoch. */
  readonly modifiedAt: number;
}

export class S3Client {
  readonly address: S3Address;
  readonly #credentials: CredentialSource;
  #signer: S3Signer;
  #signedBy: S3Credentials;
  readonly #http = new HttpTransport();
  /** By how much S3's clock is ahead. Milliseconds. */
  #ahead = 0;

  constructor(address: S3Address, credentials: CredentialSource) {
    this.address = address;
    this.#credentials = credentials;
    this.#signedBy = credentials.current;
    this.#signer = new S3Signer(this.#signedBy, address.region);
  }

  /** Keys that are lent are others after a while. */
  get #currentSigner(): S3Signer {
    const { current } = this.#credentials;
    if (current !== this.#signedBy) {
      this.#signedBy = current;
      this.#signer = new S3Signer(current, this.address.region);
    }
    return this.#signer;
  }

  /** An address that anybody may use for a while. @param seconds a week at most */
  presign(
    request: Pick<ObjectRequest, 'method' | 'query' | 'headers'> & { readonly key: string },
    seconds: number,
  ): string {
    const { key, ...signed } = request;
    const { origin, host } = this.address;
    const path = objectPath(this.address, key);
    return `${origin}${path}?${this.#currentSigner.presign({ ...signed, host, path }, seconds, this.#now())}`;
  }

  /** The answer, whatever its status, with its body still to come. @throws AmphoraError `remote-unreachable`, `remote-not-trusted` */
  async open(request: ObjectRequest): Promise<IncomingMessage> {
    const response = await this.#send(request);
    if (response.statusCode !== 403) return response;
    const ahead = Date.parse(response.headers.date ?? '') - Date.now();
    if (!(Math.abs(ahead - this.#ahead) > SKEW)) return response;
    this.#ahead = ahead;
    response.resume();
    return this.#send(request);
  }

  /** The whole answer. */
  async ask(request: ObjectRequest): Promise<Answer> {
    const response = await this.open(request);
    const body = await readBody(response, ANSWER_LIMIT, this.address.text);
    return { status: response.statusCode ?? 0, headers: response.headers, text: body.toString() };
  }

  /** An answer that is a success. @throws AmphoraError as `failure` */
  async require(request: ObjectRequest): Promise<Answer> {
    const answer = await this.ask(request);
    // Copies and completions may fail after their status was sent.
    if (answer.status < 200 || answer.status > 299 || answer.text.includes('<Error>'))
      throw this.failure(answer);
    return answer;
  }

  failure({ status, text }: Pick<Answer, 'status' | 'text'>): AmphoraError {
    const bucket = this.address.text;
    const code = valueOf(text, 'Code');
    if (code === 'NoSuchBucket') return new AmphoraError('bucket-not-found', { bucket });
    const problem = (valueOf(text, 'Message') ?? code ?? `status ${String(status)}`).replace(/\.$/, '');
    if (status === 401 || status === 403) return new AmphoraError('bucket-refused', { bucket, problem });
    if (status === 507) return new AmphoraError('disk-full', { path: bucket });
    return new AmphoraError('bucket-failed', { bucket, problem });
  }

  /** Objects below a folder, in order of their names. */
  async *list(folder: string, signal?: AbortSignal): AsyncGenerator<ListedObject> {
    const { prefix } = this.address;
    for (let token: string | undefined, more = true; more;) {
      const query = {
        'list-type': '2',
        prefix: `${prefix}${folder}`,
        'encoding-type': 'url',
        ...(token === undefined ? {} : { 'continuation-token': token }),
      };
      const request = { method: 'GET', query, ...(signal ? { signal } : {}) } as const;
      const { text } = await this.require(request);
      for (const object of valuesOf(text, 'Contents')) {
        const key = decodeURIComponent((valueOf(object, 'Key') ?? '').replaceAll('+', ' '));
        if (!key.startsWith(prefix)) continue;
        yield {
          key: key.slice(prefix.length),
          size: Number(valueOf(object, 'Size')),
          tag: unquoted(valueOf(object, 'ETag') ?? ''),
          modifiedAt: Date.parse(valueOf(object, 'LastModified') ?? ''),
        };
      }
      token = valueOf(text, 'NextContinuationToken');
      more = valueOf(text, 'IsTruncated') === 'true' && token !== undefined;
    }
  }

  /** Removes objects; one that is not there is as good as removed. */
  async remove(keys: readonly string[]): Promise<void> {
    for (let i = 0; i < keys.length; i += DELETED_AT_ONCE) {
      // Our own names need no escapes; the prefix may.
      const objects = keys
        .slice(i, i + DELETED_AT_ONCE)
        .map(key => `<Object><Key>${escapeXml(this.address.prefix + key)}</Key></Object>`);
      const body = Buffer.from(`<Delete><Quiet>true</Quiet>${objects.join('')}</Delete>`);
      const headers = { 'content-md5': createHash('md5').update(body).digest('base64') };
      await this.require({ method: 'POST', query: { delete: '' }, headers, body });
    }
  }

  close(): void {
    this.#http.close();
  }

  #now(): number {
    return Date.now() + this.#ahead;
  }

  async #send({
    method,
    key = '',
    query = {},
    headers = {},
    body,
    sha256,
    signal,
  }: ObjectRequest): Promise<IncomingMessage> {
    const { address } = this;
    const { origin, host } = address;
    // Requests about the bucket are not below the prefix.
    const path = key === '' ? address.path : objectPath(address, key);
    const payload = sha256 ?? (body ? createHash('sha256').update(body).digest('hex') : EMPTY);
    await this.#credentials.renew();
    const signed = this.#currentSigner.headers({ method, host, path, query, headers }, payload, this.#now());
    const hasBody = method === 'PUT' || method === 'POST' || method === 'DELETE';
    return this.#http.send({
      method,
      url: `${origin}${path}?${formatQuery(query)}`,
      headers: { ...signed, ...(hasBody && !body ? { 'content-length': '0' } : {}) },
      ...(body ? { body } : {}),
      ...(signal ? { signal } : {}),
    });
  }
}

/** A tag as it is compared. */
export function unquoted(tag: string): string {
  return tag.replace(/^"|"$/g, '');
}

function escapeXml(text: string): string {
  return text.replace(/[&<>"']/g, mark => `&#${String(mark.charCodeAt(0))};`);
}
