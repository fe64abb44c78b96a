import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { artifactJson, runJson, versionJson } from '../../src/cli/shapes.ts';
import type { LineageJson } from '../../src/core/lineageExport/json.ts';

/** The program as it is built. */
export const PROGRAM = path.resolve(import.meta.dirname, '../../dist/cli.js');

export interface Outcome {
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

type VersionJson = ReturnType<typeof versionJson>;
type RunJson = ReturnType<typeof runJson>;

/** What commands answer in JSON; each gives some of it. */
export interface Answered extends LineageJson {
  readonly error: { readonly code: string; readonly message: string };
  readonly version: VersionJson;
  readonly versions: readonly VersionJson[];
  readonly artifacts: readonly ReturnType<typeof artifactJson>[];
  readonly run: RunJson;
  readonly runs: readonly RunJson[];
  readonly loggedBy: readonly RunJson[];
  readonly outputs: readonly VersionJson[];
  readonly files: readonly { readonly path: string }[];
  readonly path: string;
  readonly blobs: number;
  readonly bytes: number;
}

export interface Started {
  readonly child: ChildProcess;
  readonly outcome: Promise<Outcome>;
}

/** A folder of its own with a store in it, and the real program to be run there. */
export class Workspace {
  /** A folder called `digits`, so that this is the project. */
  readonly folder: string;
  readonly store: string;
  private readonly outer: string;
  /** Beside the environment of the tests. */
  env: Readonly<Record<string, string>> = {};

  constructor() {
    this.outer = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'amphora-cli-')));
    this.folder = path.join(this.outer, 'digits');
    this.store = path.join(this.outer, 'store');
    fs.mkdirSync(this.folder);
  }

  remove(): void {
    fs.rmSync(this.outer, { recursive: true });
  }

  at(...parts: readonly string[]): string {
    return path.join(this.folder, ...parts);
  }

  write(name: string, content: string | Uint8Array): void {
    fs.mkdirSync(path.dirname(this.at(name)), { recursive: true });
    fs.writeFileSync(this.at(name), content);
  }

  read(name: string): string {
    return fs.readFileSync(this.at(name), 'utf8');
  }

  exists(name: string): boolean {
    return fs.existsSync(this.at(name));
  }

  /** The environment of a command: that of the tests without what they themselves run under. */
  private environment(): NodeJS.ProcessEnv {
    const own = Object.entries(process.env).filter(([name]) => !name.startsWith('AMPHORA_'));
    return { ...Object.fromEntries(own), AMPHORA_STORE: this.store, ...this.env };
  }

  start(...args: readonly string[]): Started {
    return this.startWith(undefined, ...args);
  }

  /** Starts it with something on its standard input. */
  startWith(input: string | undefined, ...args: readonly string[]): Started {
    const child = spawn(process.execPath, [PROGRAM, ...args], {
      cwd: this.folder,
      env: this.environment(),
      stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
    });
    child.stdin?.end(input);
    let stdout = '';
    let stderr = '';
    child.stdout?.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr?.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    const outcome = new Promise<Outcome>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (exitCode, signal) => resolve({ exitCode, signal, stdout, stderr }));
    });
    return { child, outcome };
  }

  run(...args: readonly string[]): Promise<Outcome> {
    return this.start(...args).outcome;
  }

  /** Runs it and expects it to go well. */
  async succeed(...args: readonly string[]): Promise<string> {
    const { exitCode, stdout, stderr } = await this.run(...args);
    if (exitCode !== 0)
      throw new Error(`amphora ${args.join(' ')} ended with ${String(exitCode)}: ${stderr}`);
    return stdout;
  }

  /** Runs it with `--json` and gives its one document, whatever its exit code. */
  async json(...args: readonly string[]): Promise<Answered> {
    const split = args.indexOf('--');
    const words = split < 0 ? [...args, '--json'] : [...args.slice(0, split), '--json', ...args.slice(split)];
    return JSON.parse((await this.run(...words)).stdout) as Answered;
  }

  /** Runs it and gives the exit code and the first sentence on standard error, which must be one line. */
  async failure(...args: readonly string[]): Promise<readonly [number | null, string]> {
    const { exitCode, stdout, stderr } = await this.run(...args);
    if (stdout !== '') throw new Error(`A failure answered: ${stdout}`);
    const line = stderr.split('\n').find(text => text.startsWith('amphora: '));
    return [exitCode, line ?? stderr];
  }

  /** Logs a small folder. */
  async logSample(name = 'raw', ...more: readonly string[]): Promise<void> {
    this.write('data/a.txt', 'one\n');
    this.write('data/sub/b.txt', 'two\n');
    await this.succeed('log', 'data', '--name', name, '--type', 'dataset', ...more);
  }
}
