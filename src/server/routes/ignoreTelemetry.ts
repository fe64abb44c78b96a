import type { ServerApp } from '../services.ts';

/**
 * What the SDK tells of itself (OpenTelemetry, without a key) goes nowhere. It is taken all the same, unread: refused, the
 * SDK would print a line about it at the end of every run.
 */
export function ignoreTelemetry(app: ServerApp): void {
  app.post('/sdk/otel/*', c => {
    c.env.incoming.resume();
    return c.body(null, 200);
  });
}
