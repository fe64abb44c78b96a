import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { timed } from '../storage/timed.ts';
import type { Workload } from '../storage/workload.ts';
import { writeWorkload } from '../storage/workload.ts';
import { BenchServer } from './BenchServer.ts';
import { wandbPython } from './wandbPython.ts';

export const SDK_OPERATIONS = ['log', 're-log', 'download, cold', 'download, warm'] as const;
export type SdkOperation = (typeof SDK_OPERATIONS)[number];

/** Seconds: of the clock, and of processors on either side of the connection. */
export interface SdkRow {
  readonly workload: string;
  readonly operation: SdkOperation;
  readonly wall: number;
  readonly client: number;
  readonly server: number;
}

export interface SdkBenchOptions {
  readonly workloads: readonly Workload[];
  readonly folder: string;
  readonly cli: string;
  readonly onProgress: (message: string) => void;
}

/** The real SDK against our server: what each side takes, in the median of the rounds. */
export async function sdkBench(options: SdkBenchOptions): Promise<readonly SdkRow[]> {
  const rows: SdkRow[] = [];
  for (const workload of options.workloads) {
    const rounds: SdkRow[][] = [];
    for (let round = 0; round < workload.rounds; round++) {
      options.onProgress(`${workload.name} by the SDK, round ${round + 1} of ${workload.rounds}`);
      rounds.push(await playRound(workload, options));
    }
    for (const [i, operation] of SDK_OPERATIONS.entries()) {
      const all = rounds.map(round => round[i]).filter(row => row !== undefined);
      const middle = (pick: (row: SdkRow) => number) =>
        all.map(pick).toSorted((a, b) => a - b)[all.length >> 1] ?? NaN;
      rows.push({
        workload: workload.name,
        operation,
        wall: middle(row => row.wall),
        client: middle(row => row.client),
        server: middle(row => row.server),
      });
    }
  }
  return rows;
}

async function playRound(workload: Workload, { folder, cli }: SdkBenchOptions): Promise<SdkRow[]> {
  const base = fs.mkdtempSync(path.join(folder, `amphora-bench-sdk-${workload.name}-`));
  const server = await BenchServer.start(cli, path.join(base, 'store'));
  const inBase = (name: string) => path.join(base, name);
  try {
    writeWorkload(workload, inBase('data'));
    const run = (operation: SdkOperation, verb: 'log' | 'get', target: string): SdkRow => {
      const before = server.cpu;
      const { wall, cpu } = timed({
        script: '"$1" "$2" "$3" "$4"',
        args: [wandbPython(), path.join(import.meta.dirname, 'sdk.py'), verb, target],
        folder: base,
        env: {
          WANDB_BASE_URL: server.url,
          WANDB_API_KEY: server.key,
          HOME: base,
          WANDB_CACHE_DIR: inBase('cache'),
          WANDB_DATA_DIR: inBase('staging'),
          WANDB_DIR: base,
        },
      });
      return { workload: workload.name, operation, wall, client: cpu, server: server.cpu - before };
    };
    const log = run('log', 'log', inBase('data'));
    const reLog = run('re-log', 'log', inBase('data'));
    fs.rmSync(inBase('cache'), { recursive: true, force: true });
    const cold = run('download, cold', 'get', inBase('cold'));
    const warm = run('download, warm', 'get', inBase('warm'));
    for (const target of ['cold', 'warm']) execFileSync('diff', ['-rq', inBase('data'), inBase(target)]);
    return [log, reLog, cold, warm];
  } finally {
    await server.stop();
    fs.rmSync(base, { recursive: true, force: true });
  }
}
