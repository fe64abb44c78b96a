import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import type { Activity } from '../Activity.ts';
import type { ServerLog } from '../ServerLog.ts';
import type { ServerApp } from '../services.ts';

/** Clients in Python keep connections in a pool and take it badly when one is closed under them. Milliseconds. */
const KEEP_ALIVE = 65_000;
/** Must be more than the above, or a kept connection could end within a request. */
const HEADERS = 70_000;
/** How long nothing may come of a body that is not whole. */
const STALL = 5 * 60_000;

export interface HttpServerOptions {
  readonly activity: Activity;
  readonly log: ServerLog;
  readonly stall?: number;
}

/** Node's HTTP server in front of our routes: time limits, the count of requests, and an end in good order. */
export class HttpServer {
  readonly #server: Server;
  readonly #options: HttpServerOptions;
  readonly #sockets = new Set<Socket>();
  readonly #requests = new Set<IncomingMessage>();
  #closing = false;

  constructor(app: ServerApp, options: HttpServerOptions) {
    this.#options = options;
    this.#server = createServer({
      keepAliveTimeout: KEEP_ALIVE,
      headersTimeout: HEADERS,
      // Uploads may take hours, as long as something comes.
      requestTimeout: 0,
    });
    const answer = getRequestListener(app.fetch, { errorHandler: badRequest });
    this.#server.timeout = options.stall ?? STALL;
    this.#server.on('timeout', (socket: Socket) => {
      // Between requests; one that takes long to be answered may.
      if (!this.#isBusy(socket)) socket.destroy();
    });
    this.#server.on('connection', socket => {
      this.#sockets.add(socket);
      socket.once('close', () => this.#sockets.delete(socket));
    });
    this.#server.on('request', (incoming, outgoing) => {
      this.#follow(incoming, outgoing);
      void answer(incoming, outgoing);
    });
  }

  /** @returns the port; rejects with the system's error */
  listen(host: string, port: number): Promise<number> {
    return new Promise((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen({ host, port }, () => {
        this.#server.off('error', reject);
        resolve((this.#server.address() as AddressInfo).port);
      });
    });
  }

  /** Takes no more; resolves when what is under way is done, or after so many milliseconds is cut off. */
  close(patience: number): Promise<void> {
    this.#closing = true;
    const patienceEnds = setTimeout(() => {
      for (const socket of this.#sockets) socket.destroy();
    }, patience);
    return new Promise(resolve => {
      this.#server.close(() => {
        clearTimeout(patienceEnds);
        resolve();
      });
      this.#closeIdle();
    });
  }

  #isBusy(socket: Socket): boolean {
    return [...this.#requests].some(request => request.socket === socket);
  }

  #closeIdle(): void {
    for (const socket of this.#sockets) if (!this.#isBusy(socket)) socket.destroySoon();
  }

  #follow(incoming: IncomingMessage, outgoing: ServerResponse): void {
    const { activity, log } = this.#options;
    const { method = '', url = '' } = incoming;
    const began = performance.now();
    activity.begin();
    this.#requests.add(incoming);
    // Emitted only while its body is not whole.
    incoming.on('timeout', () => incoming.socket.destroy());
    outgoing.once('close', () => {
      activity.end();
      this.#requests.delete(incoming);
      if (this.#closing) this.#closeIdle();
      const [path = ''] = url.split('?');
      log.debug(`${method} ${path} ${outgoing.statusCode} ${Math.round(performance.now() - began)} ms`);
    });
  }
}

/** What comes before routes: an address or a host that is none. */
function badRequest(): Response {
  return Response.json(
    { errors: [{ message: 'The address of the request cannot be understood.' }] },
    { status: 400 },
  );
}
