/** A server between a client and the real one, which does to answers what networks and servers do. */
import http from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Meddling {
  /** Answers in place of the server; undefined to ask it. */
  answer?(
    request: http.IncomingMessage,
  ): { readonly status: number; readonly headers?: http.OutgoingHttpHeaders } | undefined;
  /** What becomes of the body of an answer. `cut` ends the connection after it. */
  body?(request: http.IncomingMessage, bytes: Buffer): { readonly bytes: Buffer; readonly cut?: boolean };
}

export class Proxy {
  readonly #server: http.Server;
  url = '';
  meddling: Meddling = {};
  /** What each request waits for. */
  delay: () => Promise<unknown> = () => Promise.resolve();
  /** Method and path of what came through, without what is signed. */
  readonly seen: string[] = [];

  private constructor(target: string) {
    this.#server = http.createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        void this.delay().then(() => this.#pass(target, request, Buffer.concat(chunks), response));
      });
    });
  }

  static async start(target: string): Promise<Proxy> {
    const proxy = new Proxy(target);
    await new Promise<void>(resolve => proxy.#server.listen(0, '127.0.0.1', resolve));
    proxy.url = `http://127.0.0.1:${String((proxy.#server.address() as AddressInfo).port)}`;
    return proxy;
  }

  #pass(target: string, request: http.IncomingMessage, body: Buffer, response: http.ServerResponse): void {
    const [path = ''] = (request.url ?? '').split('?');
    this.seen.push(`${request.method ?? ''} ${path}`);
    const own = this.meddling.answer?.(request);
    if (own) {
      response.writeHead(own.status, own.headers).end('{}');
      return;
    }
    const { host: _, ...headers } = request.headers;
    const passed = http.request(`${target}${request.url ?? ''}`, {
      method: request.method,
      headers: { ...headers, host: new URL(target).host },
    });
    passed.on('error', () => response.destroy());
    passed.end(body);
    passed.on('response', (answer: http.IncomingMessage) => {
      void (async () => {
        const chunks: Buffer[] = [];
        for await (const chunk of answer as AsyncIterable<Buffer>) chunks.push(chunk);
        const given = Buffer.concat(chunks);
        const { bytes, cut = false } = this.meddling.body?.(request, given) ?? { bytes: given };
        // Addresses lead through here too.
        const isText = !cut && String(answer.headers['content-type']).includes('json');
        const sent = isText ? Buffer.from(bytes.toString().replaceAll(target, this.url)) : bytes;
        const length = cut ? given.length : sent.length;
        const { 'transfer-encoding': _encoding, ...told } = answer.headers;
        response.writeHead(answer.statusCode ?? 0, { ...told, 'content-length': length });
        response.write(sent, () => (cut ? response.destroy() : response.end()));
      })();
    });
  }

  close(): Promise<void> {
    this.#server.closeAllConnections();
    return new Promise(resolve => this.#server.close(() => resolve()));
  }
}
