import { Hono } from 'hono';
import type { Attachments } from '../Attachments.ts';
import type { Browser } from '../browser/createBrowser.ts';
import type { Protocol, ServerApp, ServerEnv, Services } from '../services.ts';
import { answerFailure, refuse } from './answers.ts';
import { knownOrigins, limitBody, requireKey, securityHeaders } from './guards.ts';

/** More than the SDK ever sends in one request that is not a file. */
const BODY_LIMIT = 64 << 20;

export const STOPPING = 'The server is stopping.';

export interface AppParts {
  readonly services: Services;
  readonly protocol: Protocol;
  readonly browser: Browser;
  readonly attachments: Attachments;
  /** Whether a `Host` header names this server. */
  readonly allowsHost: (host: string) => boolean;
  /** Why it takes no new work; undefined where it does. */
  readonly unready: () => Promise<string | undefined>;
}

/** All routes. Their order is what protects them: those after `requireKey` need a key. */
export function createServerApp(parts: AppParts): ServerApp {
  const { services, protocol, browser, attachments } = parts;
  const app = new Hono<ServerEnv>();
  app.onError((error, c) => answerFailure(services.log, error, c));
  app.notFound(c => refuse(c, 404, `There is nothing at ${c.req.method} ${c.req.path}.`));
  app.use(securityHeaders, knownOrigins(parts.allowsHost, services.publicUrl));
  app.get('/healthz', c => c.json({ status: 'ok' }));
  app.get('/ready', async c => {
    const problem = await parts.unready();
    return problem === undefined ? c.json({ status: 'ready' }) : refuse(c, 503, problem);
  });
  protocol.open(app);
  browser.open(app);
  app.use(requireKey(services.access), limitBody(BODY_LIMIT));
  app.get('/amphora/attach', c => {
    if (attachments.ended) return refuse(c, 503, STOPPING);
    c.header('content-type', 'application/x-ndjson');
    return c.body(attachments.open(c.var.caller.store));
  });
  browser.keyed(app);
  protocol.keyed(app);
  return app;
}
