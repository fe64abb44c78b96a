import { once } from 'node:events';
import type { BlockList } from 'node:net';
import { openPostgresStore } from '../store/postgres/openPostgresStore.ts';
import { keepClean } from '../store/postgres/cleanDaily.ts';
import type { PostgresStore } from '../store/postgres/PostgresStore.ts';
import { TeamAccess } from './access/TeamAccess.ts';
import { RunHistory } from '../pages/history/RunHistory.ts';
import type { BrowserOptions } from './browser/createBrowser.ts';
import { createBrowser } from './browser/createBrowser.ts';
import type { TlsOptions } from './http/TlsFiles.ts';
import { TlsFiles } from './http/TlsFiles.ts';
import { listenOn } from './listening.ts';
import type { Log } from './log/Log.ts';
import { MetricsServer } from './metrics/MetricsServer.ts';
import { ServerMetrics } from './metrics/ServerMetrics.ts';
import { readiness } from './readiness.ts';
import type { Serving } from './serveRequests.ts';
import { serveRequests } from './serveRequests.ts';

/** Milliseconds for requests that are cut off after the drain to notice. */
const PATIENCE = 100;

export interface HostAndPort {
  readonly host: string;
  readonly port: number;
}

export interface TeamOptions extends HostAndPort, BrowserOptions {
  /** `postgres://user:password@host/name` */
  readonly database: string;
  /** Where the blobs are; all processes reach it under this name. */
  readonly blobs: string;
  readonly tls?: TlsOptions | undefined;
  /** Whose word counts for whom they ask. */
  readonly proxies?: BlockList | undefined;
  /** Where people find the server, without a slash at its end. */
  readonly publicUrl?: string | undefined;
  readonly metrics?: HostAndPort | undefined;
  /** Milliseconds for requests under way when it is to stop. */
  readonly drain: number;
  readonly version: string;
  readonly log: Log;
  /** Stops it. */
  readonly signal: AbortSignal;
  /** Is given what reads the certificate again; not where there is none. */
  readonly onReload: (reload: () => void) => void;
  readonly onReady: (ready: TeamReady) => Promise<void>;
}

export interface TeamReady {
  readonly url: string;
  /** The port it has. */
  readonly port: number;
  /** Where the numbers are, where they are served. */
  readonly metrics?: string;
  /** Whether there is anybody who can ask. */
  readonly hasUsers: boolean;
}

async function serveMetrics(
  metrics: ServerMetrics,
  { host, port }: HostAndPort,
): Promise<{ readonly url: string; close(): void }> {
  const server = new MetricsServer(() => metrics.read());
  const taken = await listenOn(server, host, port);
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${taken}/metrics`,
    close: () => server.close(),
  };
}

async function serveStore(store: PostgresStore, options: TeamOptions): Promise<void> {
  const { log, version, signal, host, port, publicUrl, proxies } = options;
  const secret = await store.team.secret();
  const tls = options.tls && new TlsFiles(options.tls, log);
  if (tls) options.onReload(() => tls.reload());
  let serving: Serving | undefined;
  const metrics = new ServerMetrics({
    pool: store.team.use,
    streams: () => serving?.attached() ?? 0,
    underWay: () => serving?.underWay() ?? 0,
    version,
  });
  let numbers: Awaited<ReturnType<typeof serveMetrics>> | undefined;
  try {
    numbers = options.metrics && (await serveMetrics(metrics, options.metrics));
    const services = {
      store,
      access: new TeamAccess(store, log),
      history: new RunHistory(store),
      secret,
      publicUrl,
      log,
      version,
    };
    await serveRequests({
      services,
      browser: createBrowser(services, options, store.team.oneTime),
      host,
      tls,
      ...(proxies ? { proxies } : {}),
      onAnswered(record) {
        metrics.count(record);
        log.request(record);
      },
      problem: readiness(store, log),
      signal,
      drain: options.drain,
      patience: PATIENCE,
      listen: server => listenOn(server, host, port),
      async use(begun) {
        serving = begun;
        const { url, port: taken } = begun;
        log.info(`Serving at ${url}, version ${version}, process ${process.pid}`);
        const hasUsers = await store.team.accounts.hasUsers();
        await options.onReady({ url, port: taken, ...(numbers ? { metrics: numbers.url } : {}), hasUsers });
        const cleaning = keepClean(store, {
          onCleaned: ({ blobs, bytes, expired }) =>
            log.info(`Cleaned: ${expired.length} versions were over, ${blobs} files of ${bytes} bytes went`),
          onFailure: error => log.error('The daily clean-up failed; it is tried again in an hour', error),
        });
        if (!signal.aborted) await once(signal, 'abort');
        log.info('Stopping: it was asked to');
        await cleaning.dispose();
      },
    });
  } finally {
    numbers?.close();
    metrics.close();
    tls?.close();
  }
}

/**
 * Serves a team's store, beside other processes that do the same, until it is stopped.
 * @throws AmphoraError `port-taken`, `server-not-listening`, `certificate-unusable`; as `openPostgresStore`
 */
export async function serveTeam(options: TeamOptions): Promise<void> {
  const { database, blobs, log } = options;
  const lastWords = (error: unknown) => log.error('The server ended unexpectedly', error);
  process.on('uncaughtExceptionMonitor', lastWords);
  try {
    const store = await openPostgresStore({ database, blobs });
    try {
      await serveStore(store, options);
      log.info('Stopped');
    } finally {
      await store.close();
    }
  } finally {
    process.off('uncaughtExceptionMonitor', lastWords);
  }
}
