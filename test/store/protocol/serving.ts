/** A real `amphora serve` in a store of its own, that can be killed and started again. */
import fs from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import type { ServerProcess } from '../../cli/serverProcess.ts';
import { startServer } from '../../cli/serverProcess.ts';
import { Workspace } from '../../cli/workspace.ts';
import { Client } from './client.ts';

export class Serving {
  readonly space = new Workspace();
  #server: ServerProcess | undefined;

  get server(): ServerProcess {
    if (!this.#server) throw new Error('The server was not started');
    return this.#server;
  }

  /** Starts it, again where it was killed: the port stays the same. */
  async start(...args: readonly string[]): Promise<Client> {
    this.#server = await startServer(this.space, ...args);
    return new Client(this.#server);
  }

  /** As a power cut would. */
  async kill(): Promise<void> {
    const { child, outcome } = this.server;
    child.kill('SIGKILL');
    await outcome;
  }

  async stop(): Promise<void> {
    if (!this.#server) return;
    const { child, outcome } = this.#server;
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
    await outcome;
  }

  async end(): Promise<void> {
    await this.stop();
    this.space.remove();
  }

  inStore(...parts: readonly string[]): string {
    return path.join(this.space.store, 'store-v1', ...parts);
  }

  blobFile(sha256: string): string {
    return this.inStore('blobs', sha256.slice(0, 2), sha256.slice(2));
  }

  log(): string {
    return fs.readFileSync(this.inStore('server', 'server.log'), 'utf8');
  }

  /** Files below the folder of what is being written. */
  temporaries(): readonly string[] {
    return fs
      .readdirSync(this.inStore('tmp'), { recursive: true, withFileTypes: true })
      .filter(entry => entry.isFile())
      .map(entry => path.join(entry.parentPath, entry.name));
  }

  /** Names of blobs whose bytes are others than their name says, or that are not whole. */
  blobs(): readonly string[] {
    return fs
      .readdirSync(this.inStore('blobs'), { recursive: true, withFileTypes: true })
      .filter(entry => entry.isFile())
      .map(entry => path.basename(entry.parentPath) + entry.name);
  }
}

/** A server for each test of a file, or one for all that do not mind each other. */
export function useServing(of: 'test' | 'file' = 'test'): {
  readonly current: Serving;
  readonly client: Client;
} {
  const [before, after] = of === 'test' ? [beforeEach, afterEach] : [beforeAll, afterAll];
  let current: Serving | undefined;
  let client: Client | undefined;
  before(async () => {
    current = new Serving();
    client = await current.start();
  });
  after(() => current?.end());
  return {
    get current() {
      if (!current) throw new Error('No test is running');
      return current;
    },
    get client() {
      if (!client) throw new Error('No test is running');
      return client;
    },
  };
}
