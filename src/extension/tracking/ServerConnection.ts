import { setTimeout as wait } from 'node:timers/promises';
import { EventEmitter } from 'vscode';
import type { Disposable, Event } from 'vscode';
import { AmphoraError, isAmphoraError, isCancellation } from '../../core/errors.ts';
import { ownIdentity } from '../../store/local/processIdentity.ts';
import { serverKey } from '../../store/local/serverKey.ts';
import { findServer, readServerRecord, serverLogFile } from '../../store/local/serverRecord.ts';
import type { LiveServer, ServerRecord } from '../../store/local/serverRecord.ts';
import type { Log } from '../host/Log.ts';
import { attach } from './attach.ts';
import type { Attachment } from './attach.ts';
import { endServer } from './endServer.ts';
import { launchServer } from './launchServer.ts';
import { addressOf } from './serverState.ts';
import type { ServerAddress, ServerState, ServerStatus } from './serverState.ts';
import { isOlder } from './isOlder.ts';

export interface ServerPlace {
  /** The command line's program. */
  readonly cli: string;
  /** The extension's version: an older server that does nothing makes place for a new one. */
  readonly version: string;
  readonly store: () => string;
  /** Milliseconds to wait before the server is started again, the first, second … time that it ended without a word. */
  readonly restarts?: readonly number[];
  /** Seconds after which a server that no window and no run needs ends itself. */
  readonly idleExit?: number;
}

const RESTARTS = [0, 1000, 5000, 15_000];
const IDLE_EXIT = 60;
/** A server that ran for so long did not end because it began. */
const STEADY = 60_000;
/** Milliseconds between looks at a server that does not answer, and how long that may be so. */
const AGAIN = 200;
const PATIENCE = 10_000;
/** Milliseconds between looks for the server that takes the place of one that was ended. */
const LOOKS = [500, 1000, 2000, 4000];

/** This window's line to the one server of its store: found where it runs, started where it does not. */
export class ServerConnection implements Disposable {
  readonly #place: ServerPlace;
  readonly #log: Log;
  readonly #changed = new EventEmitter<ServerState>();
  readonly #urls = new Set<string>();
  #state: ServerState = { kind: 'stopped' };
  /** Ends what goes on between this window and the server. */
  #line = new AbortController();
  #connecting: Promise<ServerAddress> | undefined;
  #held = false;
  #losses = 0;

  readonly onDidChange: Event<ServerState> = this.#changed.event;

  constructor(place: ServerPlace, log: Log) {
    this.#place = place;
    this.#log = log;
  }

  get state(): ServerState {
    return this.#state;
  }

  /** Whether a person has ended the server: it is then not started but by a person. */
  get held(): boolean {
    return this.#held;
  }

  /** Where the store's servers were, as far as this window has met them. */
  get urls(): readonly string[] {
    return [...this.#urls];
  }

  get store(): string {
    return this.#place.store();
  }

  /** The server's address, for a person who asks for it; starts the server where it does not run. */
  need(): Promise<ServerAddress> {
    this.#held = false;
    if (this.#state.kind === 'running') return Promise.resolve(this.#state.address);
    return this.#connecting ?? this.#connect(0);
  }

  /** The same for programs: undefined where a person has ended the server, or it does not start. */
  async want(): Promise<ServerAddress | undefined> {
    return this.#held ? undefined : this.need().catch(() => undefined);
  }

  /** Lets go of the server, which ends by itself if nobody else needs it. */
  release(): void {
    this.#cut();
    this.#set({ kind: 'stopped' });
  }

  /** The store is another one now. */
  replace(): void {
    const needed = this.#state.kind !== 'stopped';
    this.#held = false;
    this.#losses = 0;
    this.#urls.clear();
    this.release();
    if (needed) void this.want();
  }

  /** Ends the server, for all windows. */
  async stop(): Promise<void> {
    this.#held = true;
    this.release();
    const server = await findHere(this.store);
    if (server) await endServer(this.store, server);
  }

  async restart(): Promise<void> {
    await this.stop();
    await this.need();
  }

  dispose(): void {
    this.#cut();
    this.#changed.dispose();
  }

  #cut(): void {
    this.#line.abort();
    this.#line = new AbortController();
    this.#connecting = undefined;
  }

  #set(state: ServerState): void {
    this.#state = state;
    this.#changed.fire(state);
  }

  #connect(delay: number): Promise<ServerAddress> {
    const { signal } = this.#line;
    const last = addressOf(this.#state);
    this.#set({ kind: 'starting', ...(last && { last }) });
    const connecting = wait(delay, undefined, { signal })
      .then(() => this.#reach(signal))
      .catch((error: unknown) => {
        signal.throwIfAborted();
        this.#fail(error);
        throw error;
      })
      .finally(() => {
        if (this.#connecting === connecting) this.#connecting = undefined;
      });
    this.#connecting = connecting;
    return connecting;
  }

  #fail(error: unknown): void {
    if (!isCancellation(error)) this.#log.error(error);
    this.#set({ kind: 'failed', error });
  }

  async #reach(signal: AbortSignal): Promise<ServerAddress> {
    const { store } = this;
    const patience = performance.now() + PATIENCE;
    let mayReplace = true;
    for (;;) {
      const server = (await findHere(store)) ?? (await this.#launch(store));
      const address = { url: server.url, apiKey: await serverKey(store) };
      signal.throwIfAborted();
      const attachment = await this.#attach(address, signal).catch((cause: unknown) => {
        signal.throwIfAborted();
        if (performance.now() < patience) return undefined;
        throw new AmphoraError('server-silent', { url: server.url, pid: server.pid }, { cause });
      });
      if (!attachment) {
        // It may be about to end: then the next one is found, or started.
        await wait(AGAIN, undefined, { signal });
        continue;
      }
      const { status, ended } = attachment;
      if (mayReplace && status.runs === 0 && isOlder(status.version, this.#place.version)) {
        mayReplace = false;
        await endServer(store, server);
        continue;
      }
      this.#urls.add(server.url);
      this.#set({ kind: 'running', address, status });
      const since = performance.now();
      void ended.then(() => this.#lost(signal, performance.now() - since > STEADY));
      return address;
    }
  }

  #attach(address: ServerAddress, signal: AbortSignal): Promise<Attachment> {
    const tell = (status: ServerStatus) => {
      if (!signal.aborted) this.#set({ kind: 'running', address, status });
    };
    return attach(address, tell, signal);
  }

  async #launch(store: string): Promise<LiveServer> {
    const before = await readServerRecord(store);
    // Programs that began before may have printed links to it.
    if (before) this.#urls.add(before.url);
    try {
      await launchServer(this.#place.cli, store, this.#place.idleExit ?? IDLE_EXIT);
    } catch (error) {
      const quicker = isAmphoraError(error, 'server-running') ? await findHere(store) : undefined;
      if (!quicker) throw error;
      return quicker;
    }
    const server = await findHere(store);
    if (!server) throw notStarted(store, 'it has ended already');
    return server;
  }

  async #lost(signal: AbortSignal, wasSteady: boolean): Promise<void> {
    const record = await this.#left(signal);
    if (signal.aborted) return;
    if (record?.pid === null) {
      this.#held = true;
      this.release();
      await this.#follow(this.#line.signal);
      return;
    }
    this.#losses = wasSteady ? 1 : this.#losses + 1;
    const delay = (this.#place.restarts ?? RESTARTS)[this.#losses - 1];
    if (delay !== undefined) await this.#connect(delay).catch(() => undefined);
    else this.#fail(notStarted(this.store, 'it ends again and again'));
  }

  /** What a server leaves that cuts its lines; it does that first, and then ends. */
  async #left(signal: AbortSignal): Promise<ServerRecord | undefined> {
    const patience = performance.now() + PATIENCE;
    while (!signal.aborted && performance.now() < patience && (await findHere(this.store))) {
      await wait(AGAIN, undefined, { signal }).catch(() => undefined);
    }
    return readServerRecord(this.store);
  }

  /** Another window may be starting it anew. */
  async #follow(signal: AbortSignal): Promise<void> {
    for (const delay of LOOKS) {
      await wait(delay, undefined, { signal }).catch(() => undefined);
      if (signal.aborted || this.#state.kind !== 'stopped') return;
      if (!(await findHere(this.store))) continue;
      this.#held = false;
      await this.want();
      return;
    }
  }
}

/** The server of a store that others of this machine also see; one of another machine cannot be reached. */
async function findHere(store: string): Promise<LiveServer | undefined> {
  const server = await findServer(store);
  return server?.host === ownIdentity().host ? server : undefined;
}

function notStarted(store: string, problem: string): AmphoraError {
  return new AmphoraError('server-not-started', { path: store, problem, log: serverLogFile(store) });
}
