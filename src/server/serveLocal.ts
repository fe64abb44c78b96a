import { once } from 'node:events';
import { isAmphoraError } from '../core/errors.ts';
import type { LocalStore } from '../store/local/LocalStore.ts';
import { openLocalStore } from '../store/local/openLocalStore.ts';
import { isFromEarlierBoot, ownIdentity } from '../store/local/processIdentity.ts';
import { serverKey } from '../store/local/serverKey.ts';
import {
  makeServerFolder,
  readServerRecord,
  serverLogFile,
  writeServerRecord,
} from '../store/local/serverRecord.ts';
import { isSystemError } from '../store/systemError.ts';
import { OneKey } from './access/OneKey.ts';
import { RunHistory } from '../pages/history/RunHistory.ts';
import type { BrowserOptions } from './browser/createBrowser.ts';
import { createBrowser } from './browser/createBrowser.ts';
import type { HttpServer } from './http/HttpServer.ts';
import { listenOn } from './listening.ts';
import { FileLog } from './log/FileLog.ts';
import type { Log } from './log/Log.ts';
import type { Serving } from './serveRequests.ts';
import { serveRequests } from './serveRequests.ts';

/** How long requests under way may take when the server stops. Milliseconds. */
const PATIENCE = 5000;

export interface ServeOptions extends BrowserOptions {
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
  if (last === undefined) return listenOn(server, host, port ?? 0);
  try {
    return await listenOn(server, host, last);
  } catch (error) {
    const isTaken = isAmphoraError(error) && isSystemError(error.cause, 'EADDRINUSE', 'EACCES');
    if (!isTaken) throw error;
    return listenOn(server, host, 0);
  }
}

interface Parts {
  readonly store: LocalStore;
  readonly log: Log;
}

/** Resolves with why the server is to stop. */
async function untilStopped(
  { store, log }: Parts,
  { activity }: Serving,
  { idle, signal }: ServeOptions,
): Promise<string> {
  const asked = 'it was asked to';
  if (idle === undefined) {
    if (!signal.aborted) await once(signal, 'abort');
    return asked;
  }
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

async function serveStore(parts: Parts, options: ServeOptions): Promise<void> {
  const { store, log } = parts;
  const { storeFolder, version } = options;
  const apiKey = await serverKey(storeFolder);
  const { entity } = await store.info();
  let record: Parameters<typeof writeServerRecord>[1] | undefined;
  try {
    const services = {
      store,
      access: new OneKey(apiKey, store, entity),
      history: new RunHistory(store),
      secret: apiKey,
      log,
      version,
    };
    await serveRequests({
      services,
      browser: createBrowser(services, options),
      host: options.host,
      onAnswered: answered => log.request(answered),
      signal: options.signal,
      drain: 0,
      patience: PATIENCE,
      listen: server => listen(server, options),
      async use(serving) {
        const { url, port } = serving;
        record = { url, port, ...ownIdentity(), startedAt: Date.now(), version };
        await writeServerRecord(storeFolder, record);
        log.info(`Serving at ${url}, version ${version}, process ${process.pid}`);
        await options.onReady({ url, apiKey, entity });
        log.info(`Stopping: ${await untilStopped(parts, serving, options)}`);
      },
    });
  } finally {
    // The next one looks for the same port. A full disk keeps nobody from stopping: a process that is gone is known as such.
    if (record) {
      await writeServerRecord(storeFolder, { ...record, pid: null }).catch((error: unknown) => {
        log.error('The server’s record could not be written', error);
      });
    }
  }
}

/**
 * Serves the store in a folder until it is stopped or nobody needs it.
 * @throws AmphoraError `server-running`, `port-taken`, `server-not-listening`, `server-key-damaged`; as `openLocalStore`
 */
export async function serveLocal(options: ServeOptions): Promise<void> {
  const { storeFolder } = options;
  const store = openLocalStore(storeFolder);
  try {
    const claim = await store.claimServer();
    try {
      await makeServerFolder(storeFolder);
      const log = new FileLog(serverLogFile(storeFolder), options.debug ? 'debug' : 'info');
      // Whoever started us may be gone, and what ends us would be told nobody.
      const lastWords = (error: unknown) => log.error('The server ended unexpectedly', error);
      process.on('uncaughtExceptionMonitor', lastWords);
      try {
        const last = await readServerRecord(storeFolder);
        // Also after a clean stop: what was uploaded then need not have reached the disk.
        if (last && isFromEarlierBoot(last, ownIdentity())) await store.drafts.forgetUnsynced();
        await serveStore({ store, log }, options);
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
