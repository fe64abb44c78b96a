/**
 * Signatures of requests to S3 (AWS Signature Version 4): of a request that is sent, by its headers, and of an address that somebody
 * else may use for a while.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-authenticating-requests.html
 */
import { createHash, createHmac } from 'node:crypto';

export interface S3Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Of credentials that are lent for a while. */
  readonly sessionToken?: string;
}

export interface SignedRequest {
  readonly method: string;
  readonly host: string;
  /** Encoded as `encodePart` does. */
  readonly path: string;
  /** As it is meant. */
  readonly query?: Readonly<Record<string, string>>;
  /** Headers that are signed, in lower case; `host` is among them by itself. */
  readonly headers?: Readonly<Record<string, string>>;
}

const ALGORITHM = 'AWS4-HMAC-SHA256';
const UNSIGNED = 'UNSIGNED-PAYLOAD';

const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();

const PLAIN = /^[\w.~-]*$/;

/** Encodes all but RFC 3986's unreserved characters. */
export function encodePart(text: string): string {
  if (PLAIN.test(text)) return text;
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    mark => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** `20261127T013843Z` */
function stamp(now: number): string {
  return new Date(now).toISOString().replace(/[-:]|\.\d+/g, '');
}

export class S3Signer {
  readonly #credentials: S3Credentials;
  readonly #region: string;
  /** Made once a day. */
  #key: { readonly day: string; readonly value: Buffer } | undefined;

  constructor(credentials: S3Credentials, region: string) {
    this.#credentials = credentials;
    this.#region = region;
  }

  /**
   * All headers to send.
   * @param payload SHA-256 of the body in hexadecimal, which S3 then checks
   * @param now milliseconds since the epoch, by S3's clock
   */
  headers(request: SignedRequest, payload: string, now: number): Record<string, string> {
    const { accessKeyId, sessionToken } = this.#credentials;
    const date = stamp(now);
    const headers: Record<string, string> = {
      ...request.headers,
      'x-amz-content-sha256': payload,
      'x-amz-date': date,
      ...(sessionToken === undefined ? {} : { 'x-amz-security-token': sessionToken }),
    };
    const { signature, signed } = this.#sign({ ...request, headers }, payload, date);
    const scope = this.#scope(date);
    headers['authorization'] =
      `${ALGORITHM} Credential=${accessKeyId}/${scope}, SignedHeaders=${signed}, Signature=${signature}`;
    return headers;
  }

  /** The query with which an address is good for so many seconds, for a request with these headers. */
  presign(request: SignedRequest, seconds: number, now: number): string {
    const { accessKeyId, sessionToken } = this.#credentials;
    const date = stamp(now);
    const query = {
      ...request.query,
      'X-Amz-Algorithm': ALGORITHM,
      'X-Amz-Credential': `${accessKeyId}/${this.#scope(date)}`,
      'X-Amz-Date': date,
      'X-Amz-Expires': String(seconds),
      'X-Amz-SignedHeaders': signedNames(request.headers),
      ...(sessionToken === undefined ? {} : { 'X-Amz-Security-Token': sessionToken }),
    };
    const { signature } = this.#sign({ ...request, query }, UNSIGNED, date);
    return `${formatQuery(query)}&X-Amz-Signature=${signature}`;
  }

  #scope(date: string): string {
    return `${date.slice(0, 8)}/${this.#region}/s3/aws4_request`;
  }

  #sign({ method, host, path, query = {}, headers = {} }: SignedRequest, payload: string, date: string) {
    const signed = signedNames(headers);
    const values: Readonly<Record<string, string>> = { ...headers, host };
    const lines = signed.split(';').map(name => `${name}:${(values[name] ?? '').trim()}\n`);
    const canonical = [method, path, formatQuery(query), lines.join(''), signed, payload].join('\n');
    const digest = createHash('sha256').update(canonical).digest('hex');
    const text = [ALGORITHM, date, this.#scope(date), digest].join('\n');
    return { signature: hmac(this.#keyOf(date.slice(0, 8)), text).toString('hex'), signed };
  }

  #keyOf(day: string): Buffer {
    if (this.#key?.day !== day) {
      const steps = [day, this.#region, 's3', 'aws4_request'];
      const first = `AWS4${this.#credentials.secretAccessKey}`;
      const value = steps.reduce<string | Buffer>((key, text) => hmac(key, text), first) as Buffer;
      this.#key = { day, value };
    }
    return this.#key.value;
  }
}

function signedNames(headers: Readonly<Record<string, string>> = {}): string {
  return [...Object.keys(headers), 'host'].sort().join(';');
}

/** A query as it is signed and sent: encoded, in order. */
export function formatQuery(query: Readonly<Record<string, string>>): string {
  return Object.entries(query)
    .map(([name, value]) => `${encodePart(name)}=${encodePart(value)}`)
    .sort()
    .join('&');
}
