import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { BlockList } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import type { Activity } from '../Activity.ts';
import type { ServerApp } from '../services.ts';
import type { RequestRecord } from './requests.ts';
import { takeFacts } from './requests.ts';
import { routeOf } from './routeOf.ts';
import type { TlsFiles } from './TlsFiles.ts';
import { trafficOf } from './traffic.ts';

/** Clients in Python keep connections in a pool and take it badly when one is closed under them. Milliseconds. */
const KEEP_ALIVE = 65_000;
/** Must be more than the above, or a kept connection could end within a request. */
const HEADERS = 70_000;
/** How long nothing may come of a body that is not whole. */
const STALL = 5 * 60_000;

export interface HttpServerOptions {
  readonly activity: Activity;
  /** Told of each request when it was answered. */
  readonly onAnswered: (record: RequestRecord) => void;
  readonly stall?: number;
  /** Whose word counts for whom they ask. */
  readonly proxies?: BlockList | undefined;
  /** Speaks TLS with these. */
  readonly tls?: TlsFiles | undefined;
}

const SETTINGS = {
  keepAliveTimeout: KEEP_ALIVE,
  headersTimeout: HEADERS,
  // Uploads may take hours, as long as something comes.
  requestTimeout: 0,
};

/** Node's HTTP server in front of our routes: time limits, the count of requests, and an end in good order. */
export class HttpServer {
  readonly #server: Server;
  readonly #options: HttpServerOptions;
  readonly #proxies: BlockList;
  readonly #sockets = new Set<Socket>();
  readonly #requests = new Set<IncomingMessage>();
  #closing = false;
  #onQuiet: (() => void) | undefined;

  constructor(app: ServerApp, options: HttpServerOptions) {
    const { tls } = options;
    this.#options = options;
    this.#proxies = options.proxies ?? new BlockList();
    this.#server = tls ? createSecureServer({ ...SETTINGS, ...tls.context() }) : createServer(SETTINGS);
    tls?.serve(this.#server);
    const answer = getRequestListener(app.fetch, { errorHandler: badRequest });
    this.#server.timeout = options.stall ?? STALL;
    this.#server.on('timeout', (socket: Socket) => {
      // Between requests; one that takes long to be answered may.
      if (!this.#isBusy(socket)) socket.destroy();
    });
    // Over TLS, requests come through another socket than the one that was taken.
    for (const event of tls ? ['connection', 'secureConnection'] : ['connection']) {
      this.#server.on(event, (socket: Socket) => {
        this.#sockets.add(socket);
        socket.once('close', () => this.#sockets.delete(socket));
      });
    }
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

  /** Requests that were not answered yet. */
  get underWay(): number {
    return this.#requests.size;
  }

  /** Answers what still comes, each on its last connection; resolves when nothing is under way, or after so many milliseconds. */
  quiet(patience: number): Promise<void> {
    this.#closing = true;
    if (this.#requests.size === 0) return Promise.resolve();
    this.#closeIdle();
    return new Promise(resolve => {
      const patienceEnds = setTimeout(resolve, patience);
      this.#onQuiet = () => {
        clearTimeout(patienceEnds);
        resolve();
      };
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
    // What lies below a socket of TLS ends with it, not before.
    const secure = this.#options.tls !== undefined;
    for (const socket of this.#sockets) {
      if (secure && !('encrypted' in socket)) continue;
      if (!this.#isBusy(socket)) socket.destroySoon();
    }
  }

  #follow(incoming: IncomingMessage, outgoing: ServerResponse): void {
    const { activity, onAnswered } = this.#options;
    const { method = '', url = '', socket } = incoming;
    const began = performance.now();
    const facts = takeFacts(incoming, this.#proxies);
    outgoing.setHeader('x-request-id', facts.id);
    if (this.#closing) outgoing.setHeader('connection', 'close');
    activity.begin();
    this.#requests.add(incoming);
    // Emitted only while its body is not whole.
    incoming.on('timeout', () => incoming.socket.destroy());
    outgoing.once('close', () => {
      activity.end();
      this.#requests.delete(incoming);
      if (this.#closing) this.#closeIdle();
      if (this.#requests.size === 0) this.#onQuiet?.();
      const [path = ''] = url.split('?');
      onAnswered({
        id: facts.id,
        method,
        path,
        route: routeOf(path),
        status: outgoing.statusCode,
        milliseconds: performance.now() - began,
        ...trafficOf(socket),
        client: facts.client,
        user: facts.user,
      });
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
