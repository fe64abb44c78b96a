import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { timed } from '../storage/timed.ts';
import type { Workload } from '../storage/workload.ts';
import { writeWorkload } from '../storage/workload.ts';
import { BenchServer } from './BenchServer.ts';
import type { TeamPlaces } from './TeamPlaces.ts';
import { wandbPython } from './wandbPython.ts';

export const SDK_OPERATIONS = ['log', 're-log', 'download, cold', 'download, warm'] as const;
export type SdkOperation = (typeof SDK_OPERATIONS)[number];

/** Who talks to the server: the SDK of W&B, or our own client. */
export const CONTENDERS = ['wandb', 'amphora'] as const;
export type Contender = (typeof CONTENDERS)[number];

/** Seconds: of the clock, and of processors on either side of the connection. */
export interface SdkRow {
  readonly workload: string;
  readonly operation: SdkOperation;
  readonly contender: Contender;
  readonly wall: number;
  readonly client: number;
  readonly server: number;
}

export interface SdkBenchOptions {
  readonly workloads: readonly Workload[];
  readonly folder: string;
  readonly cli: string;
  /** Over a store in PostgreSQL and S3, where the files go past the server; else over one of this machine. */
  readonly team?: TeamPlaces;
  readonly onProgress: (message: string) => void;
}

/** The SDK and our client against our server, taking turns: what each side takes, in the median of the rounds. */
export async function sdkBench(options: SdkBenchOptions): Promise<readonly SdkRow[]> {
  const rows: SdkRow[] = [];
  for (const workload of options.workloads) {
    const all: SdkRow[] = [];
    for (let round = 0; round < workload.rounds; round++) {
      for (const contender of CONTENDERS) {
        options.onProgress(`${workload.name} by ${contender}, round ${round + 1} of ${workload.rounds}`);
        all.push(...(await playRound(workload, contender, options)));
      }
    }
    for (const operation of SDK_OPERATIONS) {
      for (const contender of CONTENDERS) {
        const same = all.filter(row => row.operation === operation && row.contender === contender);
        const middle = (pick: (row: SdkRow) => number) =>
          same.map(pick).toSorted((a, b) => a - b)[same.length >> 1] ?? NaN;
        rows.push({
          workload: workload.name,
          operation,
          contender,
          wall: middle(row => row.wall),
          client: middle(row => row.client),
          server: middle(row => row.server),
        });
      }
    }
  }
  return rows;
}

type Verb = 'log' | 'get';

/** The program of a contender and its words, for a folder to log or to download to. */
function wordsOf(contender: Contender, cli: string, verb: Verb, target: string): readonly string[] {
  if (contender === 'wandb') {
    return [wandbPython(), path.join(import.meta.dirname, 'sdk.py'), verb, target];
  }
  const own = [process.execPath, cli];
  return verb === 'log'
    ? [...own, 'log', target, '--name', 'data', '--type', 'dataset', '--project', 'bench']
    : [...own, 'get', 'bench/data:latest', '--out', target];
}

async function playRound(
  workload: Workload,
  contender: Contender,
  { folder, cli, team }: SdkBenchOptions,
): Promise<SdkRow[]> {
  const base = fs.mkdtempSync(path.join(folder, `amphora-bench-sdk-${workload.name}-`));
  const shared = await team?.makeStore(cli, true);
  const server = shared
    ? await BenchServer.startTeam(cli, shared.args, shared.key)
    : await BenchServer.start(cli, path.join(base, 'store'));
  const inBase = (name: string) => path.join(base, name);
  try {
    writeWorkload(workload, inBase('data'));
    const run = (operation: SdkOperation, verb: Verb, target: string): SdkRow => {
      const before = server.cpu;
      const { wall, cpu } = timed({
        script: '"$@"',
        args: wordsOf(contender, cli, verb, target),
        folder: base,
        env: {
          WANDB_BASE_URL: server.url,
          WANDB_API_KEY: server.key,
          AMPHORA_STORE: server.url,
          HOME: base,
          XDG_DATA_HOME: base,
          WANDB_CACHE_DIR: inBase('cache'),
          WANDB_DATA_DIR: inBase('staging'),
          WANDB_DIR: base,
        },
      });
      return {
        workload: workload.name,
        operation,
        contender,
        wall,
        client: cpu,
        server: server.cpu - before,
      };
    };
    const log = run('log', 'log', inBase('data'));
    const reLog = run('re-log', 'log', inBase('data'));
    // What either keeps of files it has seen: a download is cold without it.
    for (const kept of ['cache', 'amphora']) fs.rmSync(inBase(kept), { recursive: true, force: true });
    const cold = run('download, cold', 'get', inBase('cold'));
    // Again into the same place by us, who look at what is there; elsewhere by the SDK, which has it in its cache.
    const again = contender === 'wandb' ? 'warm' : 'cold';
    const warm = run('download, warm', 'get', inBase(again));
    for (const target of ['cold', again]) execFileSync('diff', ['-rq', inBase('data'), inBase(target)]);
    return [log, reLog, cold, warm];
  } finally {
    await server.stop();
    fs.rmSync(base, { recursive: true, force: true });
  }
}
