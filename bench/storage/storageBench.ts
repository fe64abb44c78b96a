import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type Contender, durable, type Place } from './contender.ts';
import { copy } from './copy.ts';
import { createDvc } from './dvc.ts';
import { createOurs } from './ours.ts';
import { timed, type Times } from './timed.ts';
import { changeOnePercent, type Workload, writeWorkload } from './workload.ts';

export const OPERATIONS = [
  'log',
  'log durable',
  're-log',
  '1 % changed',
  'restore',
  'nothing to do',
] as const;
export type Operation = (typeof OPERATIONS)[number];

export interface StorageRow extends Times {
  readonly workload: string;
  readonly operation: Operation;
  readonly contender: string;
  /** All measured, in the order of the rounds; `wall` and `cpu` are their medians. */
  readonly rounds: readonly Times[];
}

export interface StorageBenchOptions {
  readonly workloads: readonly Workload[];
  /** Where to work: on a file system in memory the disk does not blur the comparison. */
  readonly folder: string;
  /** The bundled command line to measure. */
  readonly cli: string;
  readonly onProgress: (message: string) => void;
}

/** Runs all contenders through all operations, in alternating rounds, each time with a store of its own. */
export async function storageBench(options: StorageBenchOptions): Promise<readonly StorageRow[]> {
  const contenders = [createOurs(options.cli), createDvc(), copy];
  const rows: StorageRow[] = [];
  for (const workload of options.workloads) {
    const base = fs.mkdtempSync(path.join(options.folder, `amphora-bench-${workload.name}-`));
    try {
      const original = path.join(base, 'original');
      writeWorkload(workload, original);
      const measured = new Map(contenders.map(contender => [contender, [] as Measures[]]));
      for (let round = 0; round < workload.rounds; round++) {
        for (const contender of rotated(contenders, round)) {
          options.onProgress(`${workload.name}, round ${round + 1} of ${workload.rounds}: ${contender.name}`);
          measured.get(contender)?.push(await playRound(contender, workload, base, original));
        }
      }
      for (const operation of OPERATIONS) {
        for (const [contender, all] of measured) {
          const rounds = all.map(measures => measures[operation]);
          const [wall, cpu] = [median(rounds.map(time => time.wall)), median(rounds.map(time => time.cpu))];
          rows.push({ workload: workload.name, operation, contender: contender.name, wall, cpu, rounds });
        }
      }
    } finally {
      fs.rmSync(base, { recursive: true, force: true });
    }
  }
  return rows;
}

type Measures = Readonly<Record<Operation, Times>>;

async function playRound(
  contender: Contender,
  workload: Workload,
  base: string,
  original: string,
): Promise<Measures> {
  const first = await newPlace(contender, base, original);
  const logDurable = timed(durable(contender.log(first)));
  fs.rmSync(first.root, { recursive: true });

  const place = await newPlace(contender, base, original);
  const log = timed(contender.log(place));
  const reLog = timed(contender.log(place));
  changeOnePercent(workload, place.data);
  await rest();
  const changed = timed(contender.log(place));

  const target = contender.target(place);
  const kept = path.join(place.root, 'kept');
  fs.renameSync(place.data, kept);
  const restore = timed(contender.restore(place));
  execFileSync('diff', ['-rq', kept, target], { stdio: 'inherit' });
  const nothing = timed(contender.restore(place));
  fs.rmSync(place.root, { recursive: true });
  return {
    log,
    'log durable': logDurable,
    're-log': reLog,
    '1 % changed': changed,
    restore,
    'nothing to do': nothing,
  };
}

async function newPlace(contender: Contender, base: string, original: string): Promise<Place> {
  const root = fs.mkdtempSync(path.join(base, 'round-'));
  const place = { root, data: path.join(root, 'data'), restored: path.join(root, 'restored') };
  fs.cpSync(original, place.data, { recursive: true });
  contender.prepare?.(place);
  await rest();
  return place;
}

/** Files just written may have to be read twice, as their times cannot tell a later change; nobody logs that fast. */
async function rest(): Promise<void> {
  await pause(1100);
}

function rotated<T>(list: readonly T[], by: number): readonly T[] {
  const start = by % list.length;
  return [...list.slice(start), ...list.slice(0, start)];
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? NaN)) / 2;
}
