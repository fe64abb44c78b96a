import { once } from 'node:events';
import http from 'node:http';
import { afterEach, expect, test } from 'vitest';
import { artifactContract } from '../../../src/protocol/pages/artifact.ts';
import type { Access } from '../../../src/server/access/Access.ts';
import { Activity } from '../../../src/server/Activity.ts';
import { Attachments } from '../../../src/server/Attachments.ts';
import { RunHistory } from '../../../src/pages/history/RunHistory.ts';
import { createBrowser } from '../../../src/server/browser/createBrowser.ts';
import { createServerApp } from '../../../src/server/http/app.ts';
import { HttpServer } from '../../../src/server/http/HttpServer.ts';
import { StreamLog } from '../../../src/server/log/StreamLog.ts';
import type { CallOptions } from '../../../src/store/contract.ts';
import type { ServedStore } from '../../../src/store/serverHost.ts';
import { basic } from '../../cli/serverProcess.ts';

let server: HttpServer | undefined;
afterEach(() => server?.close(0));

test('what a page asked is given up when the page has gone', async () => {
  const asked = Promise.withResolvers<AbortSignal>();
  const store = {
    // One that takes its time.
    manifest: (_: unknown, { signal }: CallOptions = {}) => {
      asked.resolve(signal!);
      return once(signal!, 'abort').then(() => signal!.throwIfAborted());
    },
  } as unknown as ServedStore;
  const access: Access = {
    knows: () => true,
    admit: () => Promise.resolve({ store, entity: 'local' } as Awaited<ReturnType<Access['admit']>>),
    refusal: () => '',
  };
  const lines: string[] = [];
  const log = new StreamLog({ format: 'json', least: 'debug', write: text => lines.push(text) });
  const services = { store, access, history: new RunHistory(store), secret: 'secret', log, version: '0' };
  const app = createServerApp({
    services,
    protocol: { open: () => {}, keyed: () => {}, close: () => Promise.resolve() },
    browser: createBrowser(services),
    attachments: new Attachments(store, () => ({ pid: 1, url: '', version: '0' })),
    allowsHost: () => true,
    unready: () => Promise.resolve(undefined),
  });
  const answered = Promise.withResolvers<undefined>();
  server = new HttpServer(app, { activity: new Activity(), onAnswered: () => answered.resolve(undefined) });
  const port = await server.listen('127.0.0.1', 0);
  const headers = { authorization: basic('key'), 'content-type': 'application/json' };
  const address = `http://127.0.0.1:${String(port)}/amphora/pages/artifact`;
  const request = http.request(address, { method: 'POST', headers, agent: false });
  request.on('error', () => undefined);
  const params = { id: 'version1', from: 0 };
  request.end(JSON.stringify({ version: artifactContract.version, method: 'getFiles', params }));
  const signal = await asked.promise;
  expect(signal.aborted).toBe(false);
  request.destroy();
  if (!signal.aborted) await once(signal, 'abort');
  await answered.promise;
  expect(lines.filter(line => line.includes('"error"'))).toEqual([]);
});
