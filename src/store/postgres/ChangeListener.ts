/**
 * Tells listeners what changed, here or in another process: every write notifies as it commits (see recordChange.ts), and one
 * connection of each process listens. When that one breaks, another takes its place, and listeners are told to read all again.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Notification } from 'pg';
import { Client } from 'pg';
import * as v from 'valibot';
import type { ArtifactId, ProjectId, RunId } from '../../core/ids.ts';
import { CHANGES_CHANNEL } from '../catalog/recordChange.ts';
import type { StoreChanges } from '../changes.ts';
import type { DatabaseTarget } from './connections.ts';
import { connectionConfig } from './connections.ts';
import { databaseFailure } from './databaseFailure.ts';

/** Milliseconds in which changes are gathered into one call. */
const GATHER = 40;
/** First and longest pause before a broken connection is made anew. Milliseconds. */
const FIRST_PAUSE = 100;
const LONGEST_PAUSE = 10_000;
/** How often to ask whether the database still answers, which a dead network does not tell, and how long to wait. Milliseconds. */
const PING = 30_000;
const PATIENCE = 10_000;

const Id = v.optional(v.string());
const Payload = v.pipe(v.string(), v.parseJson(), v.object({ project: Id, artifact: Id, run: Id }));

type Listener = (changes: StoreChanges) => void;

export class ChangeListener {
  readonly #target: DatabaseTarget;
  readonly #listeners = new Set<Listener>();
  readonly #closing = new AbortController();
  readonly #ping: NodeJS.Timeout;
  readonly #projects = new Set<ProjectId>();
  readonly #artifacts = new Set<ArtifactId>();
  readonly #runs = new Set<RunId>();
  #everything = false;
  #gather: NodeJS.Timeout | undefined;
  #client: Client | undefined;
  #connecting: Promise<void> | undefined;

  private constructor(target: DatabaseTarget) {
    this.#target = target;
    this.#ping = setInterval(() => {
      const client = this.#client;
      client?.query('select').catch(() => this.#onBroken(client));
    }, PING);
    this.#ping.unref();
  }

  /** Resolves when changes are heard. @throws AmphoraError of databaseFailure.ts */
  static async open(target: DatabaseTarget): Promise<ChangeListener> {
    const listener = new ChangeListener(target);
    try {
      await listener.#connect();
    } catch (error) {
      clearInterval(listener.#ping);
      throw databaseFailure(error, target.database);
    }
    return listener;
  }

  listen(listener: Listener): { dispose(): void } {
    this.#listeners.add(listener);
    return { dispose: () => void this.#listeners.delete(listener) };
  }

  async close(): Promise<void> {
    this.#closing.abort();
    this.#listeners.clear();
    clearInterval(this.#ping);
    clearTimeout(this.#gather);
    await this.#connecting;
    const client = this.#client;
    this.#client = undefined;
    await client?.end().catch(() => undefined);
  }

  async #connect(): Promise<void> {
    const client = new Client({ ...connectionConfig(this.#target), query_timeout: PATIENCE });
    client.on('error', () => this.#onBroken(client));
    client.on('end', () => this.#onBroken(client));
    client.on('notification', message => this.#onNotification(message));
    try {
      await client.connect();
      await client.query(`listen ${CHANGES_CHANNEL}`);
    } catch (error) {
      void client.end().catch(() => undefined);
      throw error;
    }
    this.#client = client;
  }

  #onBroken(client: Client): void {
    // One that never came to be, or was replaced already.
    if (client !== this.#client) return;
    this.#client = undefined;
    void client.end().catch(() => undefined);
    this.#connecting = this.#reconnect();
  }

  async #reconnect(): Promise<void> {
    const { signal } = this.#closing;
    for (let pause = FIRST_PAUSE; !signal.aborted; pause = Math.min(2 * pause, LONGEST_PAUSE)) {
      try {
        await this.#connect();
        // What was told meanwhile nobody heard.
        this.#everything = true;
        this.#tellSoon();
        return;
      } catch {
        // Processes that lost one database do not all come back at one moment.
        await sleep(pause * (0.5 + Math.random()), undefined, { signal, ref: false }).catch(() => undefined);
      }
    }
  }

  #onNotification({ payload }: Notification): void {
    const parsed = v.safeParse(Payload, payload);
    if (!parsed.success) {
      // Of a newer version, or of somebody else: something changed.
      this.#everything = true;
    } else {
      const { project, artifact, run } = parsed.output;
      if (project !== undefined) this.#projects.add(project as ProjectId);
      if (artifact !== undefined) this.#artifacts.add(artifact as ArtifactId);
      if (run !== undefined) this.#runs.add(run as RunId);
    }
    this.#tellSoon();
  }

  #tellSoon(): void {
    if (this.#closing.signal.aborted) return;
    this.#gather ??= setTimeout(() => {
      this.#gather = undefined;
      const changes: StoreChanges = {
        everything: this.#everything,
        projects: [...this.#projects],
        artifacts: [...this.#artifacts],
        runs: [...this.#runs],
      };
      this.#everything = false;
      for (const ids of [this.#projects, this.#artifacts, this.#runs]) ids.clear();
      for (const listener of [...this.#listeners]) listener(changes);
    }, GATHER);
  }
}
