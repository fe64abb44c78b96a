import type { BlockList } from 'node:net';
import { Activity } from './Activity.ts';
import { Attachments } from './Attachments.ts';
import type { Browser } from './browser/createBrowser.ts';
import { createServerApp, STOPPING } from './http/app.ts';
import { hostCheck, serverUrl } from './http/hosts.ts';
import { HttpServer } from './http/HttpServer.ts';
import type { RequestRecord } from './http/requests.ts';
import type { TlsFiles } from './http/TlsFiles.ts';
import { createProtocol } from './protocol.ts';
import type { Services } from './services.ts';

/** A server that takes requests. */
export interface Serving {
  readonly url: string;
  readonly port: number;
  readonly activity: Activity;
  readonly underWay: () => number;
  readonly attached: () => number;
}

export interface ServeParts {
  readonly services: Services;
  readonly browser: Browser;
  /** What it listens on. */
  readonly host: string;
  readonly proxies?: BlockList;
  readonly tls?: TlsFiles | undefined;
  readonly onAnswered: (record: RequestRecord) => void;
  /** Why the store cannot be worked with at the moment; undefined where it can. */
  readonly problem?: () => Promise<string | undefined>;
  /** Stops it. */
  readonly signal: AbortSignal;
  /** Milliseconds in which it goes on answering, when it is to stop, until nothing is under way. */
  readonly drain: number;
  /** Milliseconds for what is under way after that. */
  readonly patience: number;
  /** Takes a port. */
  listen(server: HttpServer): Promise<number>;
  /** What happens while it takes requests; it stops when this resolves or rejects. */
  use(serving: Serving): Promise<void>;
}

/** From the first request to the last. */
export async function serveRequests(parts: ServeParts): Promise<void> {
  const { services, browser, host, proxies, tls, onAnswered, signal, drain, patience } = parts;
  const { store, version, publicUrl } = services;
  const activity = new Activity();
  let url = '';
  const attachments = new Attachments(store, () => ({ pid: process.pid, url, version }));
  const protocol = createProtocol(services);
  const app = createServerApp({
    services,
    protocol,
    browser,
    attachments,
    allowsHost: hostCheck(host, publicUrl),
    unready: async () => (signal.aborted ? STOPPING : parts.problem?.()),
  });
  const server = new HttpServer(app, { activity, onAnswered, proxies, tls });
  // Whoever stays attached would hold up the end for no work.
  const endStreams = () => {
    attachments.end();
    browser.end();
  };
  signal.addEventListener('abort', endStreams);
  try {
    const port = await parts.listen(server);
    url = publicUrl ?? serverUrl(host, port, tls ? 'https' : 'http');
    const underWay = () => server.underWay;
    await parts.use({ url, port, activity, underWay, attached: () => attachments.count });
    await server.quiet(drain);
  } finally {
    signal.removeEventListener('abort', endStreams);
    endStreams();
    await server.close(patience);
    await protocol.close();
  }
}
