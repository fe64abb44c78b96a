import type { HttpBindings } from '@hono/node-server';
import type { Hono } from 'hono';
import type { RunHistory } from '../pages/history/RunHistory.ts';
import type { ServedStore } from '../store/serverHost.ts';
import type { Access, Caller } from './access/Access.ts';
import type { Log } from './log/Log.ts';

/** What routes work with. */
export interface Services {
  /** All of it, whoever asks. */
  readonly store: ServedStore;
  readonly access: Access;
  /** What was read of runs, for whoever asks. */
  readonly history: RunHistory;
  /** Signs addresses. */
  readonly secret: string;
  /** Where people find the server; undefined for whatever address a client used. */
  readonly publicUrl?: string | undefined;
  readonly log: Log;
  /** The program's own. */
  readonly version: string;
}

/** Routes can reach Node's own request and response, for bytes that are piped. */
export interface ServerEnv {
  Bindings: HttpBindings;
  Variables: {
    /** Who shows the key; there behind `requireKey`. */
    caller: Caller;
  };
}

export type ServerApp = Hono<ServerEnv>;

/** The routes of a protocol, mounted in two steps. */
export interface Protocol {
  /** Those that look after themselves, as signed addresses do; one that calls `next` leaves the request to those behind the key. */
  open(app: ServerApp): void;
  /** Those that only a request with a key reaches. */
  keyed(app: ServerApp): void;
  /** When no request is under way any more. */
  close(): Promise<void>;
}
