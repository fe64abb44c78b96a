/** A server in this process over a store that is open, and a client of it. */
import path from 'node:path';
import { OneKey } from '../../src/server/access/OneKey.ts';
import { Activity } from '../../src/server/Activity.ts';
import { Attachments } from '../../src/server/Attachments.ts';
import { createServerApp } from '../../src/server/http/app.ts';
import { hostCheck } from '../../src/server/http/hosts.ts';
import { HttpServer } from '../../src/server/http/HttpServer.ts';
import { FileLog } from '../../src/server/log/FileLog.ts';
import { createProtocol } from '../../src/server/protocol.ts';
import type { ServedStore } from '../../src/store/serverHost.ts';
import { Client } from '../store/protocol/client.ts';

const KEY = 'k'.repeat(43);

export interface ServedStoreHere {
  readonly url: string;
  readonly apiKey: string;
  readonly client: Client;
  stop(): Promise<void>;
}

/** @param folder for its log */
export async function serveStore(store: ServedStore, folder: string): Promise<ServedStoreHere> {
  const log = new FileLog(path.join(folder, 'log'), 'info');
  const { entity } = await store.info();
  const services = { store, access: new OneKey(KEY, store, entity), secret: KEY, log, version: '0' };
  const protocol = createProtocol(services);
  const attachments = new Attachments(store, () => ({ pid: 1, url: '', version: '0' }));
  const allowsHost = hostCheck('127.0.0.1');
  const unready = () => Promise.resolve(undefined);
  const app = createServerApp({ services, protocol, attachments, allowsHost, unready });
  const server = new HttpServer(app, { activity: new Activity(), onAnswered: () => {} });
  const url = `http://127.0.0.1:${String(await server.listen('127.0.0.1', 0))}`;
  return {
    url,
    apiKey: KEY,
    client: new Client({ url, apiKey: KEY }),
    stop: async () => {
      await server.close(0);
      await protocol.close();
    },
  };
}
