import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import { createInterface } from 'node:readline';

/** Ticks a second in which Linux counts the time of processes. */
const TICKS = 100;

/** A server over a new store, in a process of its own whose use of the processor can be read. */
export class BenchServer {
  readonly url: string;
  readonly key: string;
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess, ready: { readonly url: string; readonly apiKey: string }) {
    this.#child = child;
    this.url = ready.url;
    this.key = ready.apiKey;
  }

  static start(cli: string, store: string): Promise<BenchServer> {
    return BenchServer.#launch([cli, 'serve', '--store', store, '--json'], 'inherit');
  }

  /** A process of a team's server. @param args name its store */
  static startTeam(cli: string, args: readonly string[], apiKey: string): Promise<BenchServer> {
    // Its log of requests is written, and nobody reads it.
    return BenchServer.#launch([cli, 'serve', '--port', '0', '--json', ...args], 'ignore', apiKey);
  }

  static async #launch(
    args: readonly string[],
    stderr: 'inherit' | 'ignore',
    apiKey?: string,
  ): Promise<BenchServer> {
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', stderr] });
    const lines = createInterface({ input: child.stdout });
    const [line] = (await once(lines, 'line')) as [string];
    const ready = JSON.parse(line) as { url: string; apiKey?: string };
    return new BenchServer(child, { url: ready.url, apiKey: apiKey ?? ready.apiKey ?? '' });
  }

  /** Seconds of processor time used so far. */
  get cpu(): number {
    const stat = fs.readFileSync(`/proc/${String(this.#child.pid)}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return (Number(fields[11]) + Number(fields[12])) / TICKS;
  }

  /** Bytes of memory in use. */
  get memory(): number {
    const status = fs.readFileSync(`/proc/${String(this.#child.pid)}/status`, 'utf8');
    return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) * 1024;
  }

  async post(path: string, body: string): Promise<unknown> {
    const authorization = `Basic ${Buffer.from(`api:${this.key}`).toString('base64')}`;
    const headers = { authorization, 'content-type': 'application/json' };
    const response = await fetch(`${this.url}${path}`, { method: 'POST', headers, body });
    const answer = (await response.json()) as { errors?: readonly { message: string }[] };
    if (!response.ok || answer.errors)
      throw new Error(`${path}: ${answer.errors?.[0]?.message ?? response.status}`);
    return answer;
  }

  graphql(query: string, variables: object): Promise<unknown> {
    return this.post('/graphql', JSON.stringify({ query, variables }));
  }

  async stop(): Promise<void> {
    const ended = once(this.#child, 'exit');
    this.#child.kill('SIGTERM');
    await ended;
  }
}
