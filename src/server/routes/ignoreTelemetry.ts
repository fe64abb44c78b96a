import { pipeline } from 'node:stream/promises';
import { Writable } from 'node:stream';
import type { ServerApp } from '../services.ts';

/**
 * What the SDK tells of itself (OpenTelemetry, without a key) goes nowhere. It is taken all the same: refused, the
 * SDK would print a line about it at the end of every run.
 */
export function ignoreTelemetry(app: ServerApp): void {
  app.post('/sdk/otel/*', async c => {
    // To its end: answered before, the connection would be closed under the client.
    await pipeline(c.env.incoming, new Writable({ write: (_chunk, _encoding, done) => done() }));
    return c.body(null, 200);
  });
}
