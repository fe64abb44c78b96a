/** HTTP to another server: kept connections, retries of what may be better in a moment, one place for its failures. */
import type { IncomingMessage } from 'node:http';
import http from 'node:http';
import https from 'node:https';
import type { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { AmphoraError, isAmphoraError } from '../../core/errors.ts';
import { Agents, proxyFor } from './Agents.ts';
import { isNobody, networkFailure } from './networkFailure.ts';

export interface HttpRequest {
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'DELETE';
  readonly url: string;
  readonly headers?: http.OutgoingHttpHeaders;
  /** A stream is made anew for each try. */
  readonly body?: Buffer | (() => Readable);
  readonly signal?: AbortSignal;
}

/** How long a connection may be silent in the middle of a request. Milliseconds. */
const SILENCE = 60_000;
const TRIES = 6;
/** What a proxy answers who wants to know who asks. */
const PROXY_KEY_REQUIRED = 407;
/** Where nothing listens: people wait for the sentence. */
const TRIES_OF_NOBODY = 2;
const FIRST_DELAY = 250;
const LONGEST_DELAY = 20_000;
/** A server that asks for more is as good as away. Milliseconds. */
const LONGEST_RETRY_AFTER = 60_000;

/** Statuses after which the same request may succeed. */
function isPassing(status: number): boolean {
  return status === 408 || status === 429 || (status >= 500 && status !== 501 && status !== 505);
}

/** Milliseconds that an answer asks to wait (RFC 9110, section 10.2.3); undefined where it does not. */
function retryAfter(response: IncomingMessage): number | undefined {
  const text = response.headers['retry-after'];
  if (text === undefined) return undefined;
  const seconds = Number(text);
  const wait = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(text) - Date.now();
  return Number.isFinite(wait) ? Math.max(0, wait) : undefined;
}

export class HttpTransport {
  readonly #agents = new Agents();

  /**
   * Sends a request until it is answered by anything that a further try would not change.
   * @returns the answer, whose body is to be read or destroyed
   * @throws AmphoraError `remote-unreachable`, `remote-not-trusted`, `proxy-failed`, `proxy-refused`; the signal's reason
   */
  async send(request: HttpRequest): Promise<IncomingMessage> {
    const { signal } = request;
    for (let attempt = 1; ; attempt++) {
      signal?.throwIfAborted();
      let wait = Math.min(LONGEST_DELAY, FIRST_DELAY * 2 ** (attempt - 1)) * (0.5 + Math.random() / 2);
      try {
        const response = await this.#once(request);
        if (!isPassing(response.statusCode ?? 0) || attempt >= TRIES) return response;
        const asked = retryAfter(response);
        if (asked !== undefined && asked > LONGEST_RETRY_AFTER) return response;
        response.resume();
        wait = asked ?? wait;
      } catch (error) {
        signal?.throwIfAborted();
        if (isAmphoraError(error, 'remote-not-trusted') && this.#agents.trustMachine()) continue;
        const tries = isNobody(error) ? TRIES_OF_NOBODY : TRIES;
        if (attempt >= tries || !isAmphoraError(error, 'remote-unreachable')) throw error;
      }
      await sleep(wait, undefined, signal && { signal }).catch(() => signal?.throwIfAborted());
    }
  }

  #once({ method, url, headers = {}, body, signal }: HttpRequest): Promise<IncomingMessage> {
    const target = new URL(url);
    const secure = target.protocol === 'https:';
    return new Promise((resolve, reject) => {
      const request = (secure ? https : http).request(target, {
        method,
        headers: Buffer.isBuffer(body) ? { 'content-length': body.length, ...headers } : headers,
        ...this.#agents.for(target),
        timeout: SILENCE,
        ...(signal ? { signal } : {}),
      });
      request.on('timeout', () => request.destroy(Object.assign(new Error(), { code: 'ETIMEDOUT' })));
      const proxy = proxyFor(target);
      request.on('error', error => reject(networkFailure(error, target.origin, proxy)));
      request.on('response', response => {
        if (!proxy || response.statusCode !== PROXY_KEY_REQUIRED) resolve(response);
        else {
          response.resume();
          reject(new AmphoraError('proxy-refused', { proxy: proxy.host }));
        }
      });
      if (body === undefined || Buffer.isBuffer(body)) request.end(body);
      else {
        const source = body();
        source.on('error', error => request.destroy(error));
        source.pipe(request);
      }
    });
  }

  close(): void {
    this.#agents.destroy();
  }
}

/**
 * All of an answer's body.
 * @param limit bytes of it
 * @param url where it comes from, for messages
 * @throws AmphoraError `remote-unreachable` where the connection ends before it; RangeError
 */
export async function readBody(response: IncomingMessage, limit: number, url: string): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of response as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > limit) throw new RangeError(`more than ${limit} bytes`);
      chunks.push(chunk);
    }
  } catch (error) {
    throw error instanceof Error ? networkFailure(error, url) : error;
  }
  return Buffer.concat(chunks);
}
