/** Failures as the protocol tells them: `{"errors":[{"message":…}]}`. */
import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { ErrorCode } from '../../core/errors.ts';
import { errorToJson, isAmphoraError } from '../../core/errors.ts';
import type { Log } from '../log/Log.ts';
import type { ServerEnv } from '../services.ts';

const CONFLICTS: readonly ErrorCode[] = [
  'artifact-type-differs',
  'version-in-use',
  'run-finished',
  'staging-lost',
];
/** What may be better in a moment: clients try again. */
const TROUBLES: readonly ErrorCode[] = [
  'database-full',
  'database-not-found',
  'database-refused',
  'database-unreachable',
  'disk-full',
  'part-missing',
  'store-busy',
  'store-damaged',
  'store-not-writable',
  'store-unreadable',
];

/** Clients repeat what failed with 5xx for minutes, so only what is not their doing gets it. */
export function statusOf(code: ErrorCode): 400 | 403 | 404 | 409 | 410 | 503 {
  if (TROUBLES.includes(code)) return 503;
  if (code === 'forbidden') return 403;
  if (code.endsWith('-not-found') || code.endsWith('-deleted')) return 404;
  if (code === 'blob-damaged' || code === 'manifest-damaged') return 410;
  return CONFLICTS.includes(code) ? 409 : 400;
}

export function refuse(c: Context<ServerEnv>, status: ContentfulStatusCode, message: string): Response {
  return c.json({ errors: [{ message }] }, status);
}

/** Answers what a route threw. */
export function answerFailure(log: Pick<Log, 'error'>, error: Error, c: Context<ServerEnv>): Response {
  if (isAmphoraError(error)) {
    const status = statusOf(error.code);
    if (status >= 500) log.error(`${c.req.method} ${c.req.path} failed`, error);
    // By its parts, a client of ours can tell it in another language.
    return c.json({ errors: [{ message: error.message, extensions: errorToJson(error) }] }, status);
  }
  if (error instanceof HTTPException) return refuse(c, error.status, error.message);
  const { incoming, outgoing } = c.env;
  if (incoming.destroyed && !incoming.complete)
    return refuse(c, 400, 'The request ended before it was whole.');
  // Nobody is there any more to be answered.
  if (!outgoing.destroyed) log.error(`${c.req.method} ${c.req.path} failed`, error);
  return refuse(c, 500, 'Something unexpected happened in the server; its log has the details.');
}
