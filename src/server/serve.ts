import { once } from 'node:events';
import { AmphoraError } from '../core/errors.ts';
import type { ServedStore } from '../store/serverHost.ts';
import { openLocalStore } from '../store/local/openLocalStore.ts';
import { isFromEarlierBoot, ownIdentity } from '../store/local/processIdentity.ts';
import { serverKey } from '../store/local/serverKey.ts';
import {
  makeServerFolder,
  readServerRecord,
  serverLogFile,
  writeServerRecord,
} from '../store/local/serverRecord.ts';
import { isSystemError, systemProblem } from '../store/systemError.ts';
import { Activity } from './Activity.ts';
import { Attachments } from './Attachments.ts';
import { createServerApp } from './http/app.ts';
import { hostCheck, serverUrl } from './http/hosts.ts';
import { HttpServer } from './http/HttpServer.ts';
import { createProtocol } from './protocol.ts';
import { ServerLog } from './ServerLog.ts';

/** How long requests under way may take when the server stops. Milliseconds. */
const PATIENCE = 5000;

export interface ServeOptions {
  readonly storeFolder: string;
  readonly host: string;
  /** That port or none; else the one of the last time, where it is free. */
  readonly port: number | undefined;
  /** Milliseconds without use after which the server ends by itself. */
  readonly idle: number | undefined;
  readonly version: string;
  /** Whether each request is logged. */
  readonly debug: boolean;
  /** Stops it. */
  readonly signal: AbortSignal;
  readonly onReady: (ready: Ready) => Promise<void>;
}

/** What clients need. */
export interface Ready {
  readonly url: string;
  readonly apiKey: string;
  readonly entity: string;
}

async function listen(server: HttpServer, { host, port, storeFolder }: ServeOptions): Promise<number> {
  const last = port === undefined ? (await readServerRecord(storeFolder))?.port : undefined;
  if (last !== undefined) {
    try {
      return await server.listen(host, last);
    } catch (error) {
      if (!isSystemError(error, 'EADDRINUSE', 'EACCES')) throw listenFailure(error, host, last);
    }
  }
  const wanted = port ?? 0;
  try {
    return await server.listen(host, wanted);
  } catch (error) {
    throw listenFailure(error, host, wanted);
  }
}

function listenFailure(error: unknown, host: string, port: number): unknown {
  if (!isSystemError(error)) return error;
  if (error.code === 'EADDRINUSE') return new AmphoraError('port-taken', { port }, { cause: error });
  return new AmphoraError('server-not-listening', { host, problem: systemProblem(error) }, { cause: error });
}

/** Resolves with why the server is to stop. */
async function untilStopped(parts: Parts, { idle, signal }: ServeOptions): Promise<string> {
  const asked = 'it was asked to';
  if (idle === undefined) {
    if (!signal.aborted) await once(signal, 'abort');
    return asked;
  }
  const { activity, store, log } = parts;
  const countRunning = () =>
    store.countRunning().catch((error: unknown) => {
      log.error('The runs under way could not be counted', error);
      return Infinity;
    });
  try {
    await activity.untilIdle(idle, countRunning, signal);
    return `it was not used for ${idle / 1000} s`;
  } catch (error) {
    if (signal.aborted) return asked;
    throw error;
  }
}

interface Parts {
  readonly store: ServedStore;
  readonly log: ServerLog;
  readonly activity: Activity;
}

/** From the first request to the last. */
async function serveRequests(parts: Parts, options: ServeOptions): Promise<void> {
  const { store, log, activity } = parts;
  const { storeFolder, host, version, signal } = options;
  const key = await serverKey(storeFolder);
  let url = '';
  const attachments = new Attachments(store, () => ({ pid: process.pid, url, version }));
  const services = { store, key, log, version };
  const protocol = await createProtocol(services);
  const app = createServerApp({
    services,
    protocol,
    attachments,
    allowsHost: hostCheck(host),
    isReady: () => !signal.aborted,
  });
  const server = new HttpServer(app, { activity, log });
  const port = await listen(server, options);
  url = serverUrl(host, port);
  const record = { url, port, ...ownIdentity(), startedAt: Date.now(), version };
  try {
    await writeServerRecord(storeFolder, record);
    log.info(`Serving at ${url}, version ${version}, process ${process.pid}`);
    await options.onReady({ url, apiKey: key, entity: (await store.info()).entity });
    const reason = await untilStopped(parts, options);
    log.info(`Stopping: ${reason}`);
  } finally {
    attachments.end();
    await server.close(PATIENCE);
    await protocol.close();
    // The next one looks for the same port. A full disk keeps nobody from stopping: a process that is gone is known as such.
    await writeServerRecord(storeFolder, { ...record, pid: null }).catch((error: unknown) => {
      log.error('The server’s record could not be written', error);
    });
  }
}

/**
 * Serves a store until it is stopped or nobody needs it.
 * @throws AmphoraError `server-running`, `port-taken`, `server-not-listening`, `server-key-damaged`; as `openLocalStore`
 */
export async function serve(options: ServeOptions): Promise<void> {
  const { storeFolder } = options;
  const store = openLocalStore(storeFolder);
  try {
    const claim = await store.claimServer();
    try {
      await makeServerFolder(storeFolder);
      const log = new ServerLog(serverLogFile(storeFolder), options.debug ? 'debug' : 'info');
      // Whoever started us may be gone, and what ends us would be told nobody.
      const lastWords = (error: unknown) => log.error('The server ended unexpectedly', error);
      process.on('uncaughtExceptionMonitor', lastWords);
      try {
        const last = await readServerRecord(storeFolder);
        // Also after a clean stop: what was uploaded then need not have reached the disk.
        if (last && isFromEarlierBoot(last, ownIdentity())) await store.drafts.forgetUnsynced();
        await serveRequests({ store, log, activity: new Activity() }, options);
        log.info('Stopped');
      } catch (error) {
        log.error('The server could not go on', error);
        throw error;
      } finally {
        process.off('uncaughtExceptionMonitor', lastWords);
      }
    } finally {
      // One that stays is swept by whoever comes next.
      await store.releaseServer(claim).catch(() => undefined);
    }
  } finally {
    await store.close();
  }
}
