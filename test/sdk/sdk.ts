/** A server on a store of its own, and Python programs that talk to it with one generation of the SDK. */
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { environmentProgram } from '../../scripts/lib/pythonEnvironments.mjs';
import type { Store } from '../../src/store/contract.ts';
import { openLocalStore } from '../../src/store/local/openLocalStore.ts';
import { openPostgresStore } from '../../src/store/postgres/openPostgresStore.ts';
import { startPostgres } from '../support/postgres.ts';
import { startS3 } from '../support/s3.ts';
import { serveTeamHere } from '../support/serveTeamHere.ts';
import { PROGRAM } from '../cli/workspace.ts';
import type { Ready } from '../cli/serverProcess.ts';

/** A program that takes longer hangs: the longest of them takes a tenth of this. */
const PATIENCE = 100_000;

export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Whether it did not end by itself. */
  readonly hung: boolean;
}

export interface RunOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
}

interface Running {
  readonly stdout: NodeJS.ReadableStream;
  readonly outcome: Promise<Outcome>;
  end(signal: NodeJS.Signals): void;
}

/** Programs have a process group of their own, so that what they start ends with them. */
function start(program: string, args: readonly string[], options: RunOptions, patience?: number): Running {
  const child = spawn(program, args, {
    ...options,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: process.platform !== 'win32',
  });
  const end = (signal: NodeJS.Signals) => {
    if (process.platform === 'win32' || child.pid === undefined) child.kill(signal);
    else process.kill(-child.pid, signal);
  };
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const outcome = new Promise<Outcome>((resolve, reject) => {
    let hung = false;
    const timer =
      patience === undefined
        ? undefined
        : setTimeout(() => {
            hung = true;
            end('SIGKILL');
          }, patience);
    child.once('error', reject);
    child.once('close', code => {
      clearTimeout(timer);
      resolve({ code, stdout, stderr, hung });
    });
  });
  return { stdout: child.stdout, outcome, end };
}

/** The environment of the tests without what would lead the SDK anywhere else. */
function cleanEnvironment(): Record<string, string> {
  const own = Object.entries(process.env).filter(
    ([name]) => !/^(WANDB_|AMPHORA_|PYTHON|VIRTUAL_ENV|NODE_OPTIONS|.*_proxy$)/i.test(name),
  );
  return Object.fromEntries(own.map(([name, value]) => [name, value ?? '']));
}

/** Runs a script that needs no server, and gives the JSON in its last line. */
export async function runScript<T>(version: string, script: string): Promise<T> {
  const options = { env: cleanEnvironment() };
  return jsonOf<T>(
    script,
    await start(environmentProgram(version, 'python'), [scriptFile(script)], options, PATIENCE).outcome,
  );
}

export const scriptFile = (name: string): string => path.join(import.meta.dirname, 'scripts', name);

function jsonOf<T>(script: string, { code, stdout, stderr }: Outcome): T {
  const last = stdout.trimEnd().split('\n').at(-1) ?? '';
  if (code !== 0 || !/^[[{]/.test(last)) {
    throw new Error(`${script} ended with ${String(code)}:\n${stdout}\n${stderr}`);
  }
  return JSON.parse(last) as T;
}

function makeFolder(): string {
  return fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'amphora-sdk-')));
}

/** Programs that talk to a server, in a folder of their own. */
export class Programs {
  readonly folder: string;
  readonly url: string;
  readonly apiKey: string;

  constructor(folder: string, { url, apiKey }: Pick<Ready, 'url' | 'apiKey'>) {
    this.folder = folder;
    this.url = url;
    this.apiKey = apiKey;
  }

  /** A folder that is made where it is not there. */
  at(...parts: readonly string[]): string {
    const folder = path.join(this.folder, ...parts);
    fs.mkdirSync(folder, { recursive: true });
    return folder;
  }

  /** What a program of this generation runs with: nothing of the machine's own user, and this server. */
  environment(version: string): Record<string, string> {
    const home = this.at(version, 'home');
    return {
      ...cleanEnvironment(),
      HOME: home,
      USERPROFILE: home,
      NETRC: path.join(home, '.netrc'),
      WANDB_DIR: this.at(version, 'work'),
      WANDB_CACHE_DIR: this.at(version, 'cache'),
      WANDB_DATA_DIR: this.at(version, 'data'),
      WANDB_CONFIG_DIR: this.at(version, 'config'),
      WANDB_ARTIFACT_DIR: this.at(version, 'artifacts'),
      WANDB_BASE_URL: this.url,
      WANDB_API_KEY: this.apiKey,
      WANDB_SILENT: 'true',
      WANDB_ERROR_REPORTING: 'false',
      PYTHONUNBUFFERED: '1',
    };
  }

  /** Runs a program of a generation to its end, whatever that is; one that hangs fails the test. */
  async run(
    version: string,
    name: string,
    args: readonly string[],
    options: RunOptions = {},
  ): Promise<Outcome> {
    const outcome = await start(
      environmentProgram(version, name),
      args,
      {
        cwd: options.cwd ?? this.at(version, 'work'),
        env: { ...this.environment(version), ...options.env },
      },
      PATIENCE,
    ).outcome;
    if (outcome.hung)
      throw new Error(`${name} ${args.join(' ')} hangs: ${outcome.stdout}\n${outcome.stderr}`);
    return outcome;
  }

  /** Runs a script of test/sdk/scripts that is expected to go well, and gives the JSON in its last line. */
  async python<T>(
    version: string,
    script: string,
    args: readonly string[] = [],
    options: RunOptions = {},
  ): Promise<T> {
    return jsonOf<T>(script, await this.run(version, 'python', [scriptFile(script), ...args], options));
  }
}

export class Sdk extends Programs implements Ready {
  readonly entity: string;
  readonly store: Store;
  readonly #end: () => Promise<unknown>;

  /** @param end ends the server */
  private constructor(folder: string, ready: Ready, store: Store, end: () => Promise<unknown>) {
    super(folder, ready);
    this.entity = ready.entity;
    this.store = store;
    this.#end = end;
  }

  static async start(): Promise<Sdk> {
    const folder = makeFolder();
    const server = start(
      process.execPath,
      [PROGRAM, 'serve', '--json', '--store', path.join(folder, 'store')],
      {
        env: cleanEnvironment(),
        cwd: folder,
      },
    );
    const line = new Promise<string>((resolve, reject) => {
      server.stdout.once('data', (text: string) => resolve(text));
      void server.outcome.then(({ stderr }) => reject(new Error(`The server ended: ${stderr}`)));
    });
    const store = openLocalStore(path.join(folder, 'store'));
    return new Sdk(folder, JSON.parse(await line) as Ready, store, async () => {
      await store.close();
      server.end('SIGTERM');
      await server.outcome;
    });
  }

  /** A server in this process over a store in PostgreSQL and S3: bytes go past it. */
  static async startOverBucket(): Promise<Sdk> {
    const folder = makeFolder();
    const [cluster, s3] = [await startPostgres(), await startS3()];
    const database = await cluster.create('team');
    const { address: blobs } = s3.create('team', 'store');
    const { stop, ...address } = await serveTeamHere({ database, blobs });
    const store = await openPostgresStore({ database, blobs });
    return new Sdk(folder, address, store, async () => {
      await stop();
      await store.close();
      await s3.stop();
      await cluster.stop();
    });
  }

  async stop(): Promise<void> {
    await this.#end();
    fs.rmSync(this.folder, { recursive: true, force: true });
  }

  /** Runs `amphora` on the store and gives what it prints. */
  async amphora(...args: readonly string[]): Promise<string> {
    const store = path.join(this.folder, 'store');
    const options = { cwd: this.folder, env: { ...cleanEnvironment(), AMPHORA_STORE: store } };
    const { code, stdout, stderr } = await start(process.execPath, [PROGRAM, ...args], options, PATIENCE)
      .outcome;
    if (code !== 0) throw new Error(`amphora ${args.join(' ')} ended with ${String(code)}: ${stderr}`);
    return stdout;
  }
}
