import type { Server } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

const FORMAT = 'text/plain; version=0.0.4; charset=utf-8';

/** Gives the numbers on a port of their own, which people outside do not reach. */
export class MetricsServer {
  readonly #server: Server;

  constructor(read: () => string) {
    this.#server = createServer({ requestTimeout: 10_000 }, ({ method, url }, response) => {
      const isAsked = url?.split('?')[0] === '/metrics' && (method === 'GET' || method === 'HEAD');
      response.writeHead(isAsked ? 200 : 404, { 'content-type': FORMAT });
      response.end(isAsked ? read() : 'There is only /metrics here.\n');
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

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }
}
