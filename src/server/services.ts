import type { HttpBindings } from '@hono/node-server';
import type { Hono } from 'hono';
import type { ServedStore } from '../store/serverHost.ts';
import type { ServerLog } from './ServerLog.ts';

/** What routes work with. */
export interface Services {
  readonly store: ServedStore;
  /** What clients show, as `api:<key>`. */
  readonly key: string;
  readonly log: ServerLog;
  /** The program's own. */
  readonly version: string;
}

/** Routes can reach Node's own request and response, for bytes that are piped. */
export interface ServerEnv {
  Bindings: HttpBindings;
}

export type ServerApp = Hono<ServerEnv>;

/** The routes of a protocol, mounted in two steps. */
export interface Protocol {
  /** Those that look after themselves, as signed addresses do; one that calls `next` leaves the request to those behind the key. */
  open(app: ServerApp): void;
  /** Those that only a request with the key reaches. */
  keyed(app: ServerApp): void;
  /** When no request is under way any more. */
  close(): Promise<void>;
}
