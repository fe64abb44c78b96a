import { createCipheriv } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

/** A folder to log: many small files, or a few large ones. */
export interface Workload {
  readonly name: string;
  readonly files: number;
  /** Of each file. */
  readonly bytes: number;
  readonly rounds: number;
}

const KiB = 1024;
const MiB = 1024 * KiB;

export const WORKLOADS: readonly Workload[] = [
  { name: 'S', files: 10_000, bytes: 10 * KiB, rounds: 5 },
  { name: 'L', files: 4, bytes: 256 * MiB, rounds: 3 },
];

/** The same shapes, small enough to see in seconds whether everything runs. */
export const QUICK_WORKLOADS: readonly Workload[] = [
  { name: 'S', files: 1000, bytes: 10 * KiB, rounds: 2 },
  { name: 'L', files: 4, bytes: 8 * MiB, rounds: 2 },
];

/** For the SDK, which takes many times as long: the small files, and one that is large. */
export const SDK_WORKLOADS: readonly Workload[] = [
  { name: 'S', files: 10_000, bytes: 10 * KiB, rounds: 3 },
  { name: '1 GiB', files: 1, bytes: 1024 * MiB, rounds: 3 },
];

export const QUICK_SDK_WORKLOADS: readonly Workload[] = [
  { name: 'S', files: 200, bytes: 10 * KiB, rounds: 1 },
  { name: '8 MiB', files: 1, bytes: 8 * MiB, rounds: 1 },
];

const PER_FOLDER = 100;
const PIECE = 4 * MiB;

/** Absolute paths of the files below `folder`, in the order of their names. */
function filesOf({ files }: Workload, folder: string): readonly string[] {
  return Array.from({ length: files }, (_, index) => {
    const parent = String(Math.floor(index / PER_FOLDER)).padStart(3, '0');
    return path.join(folder, parent, `${String(index).padStart(5, '0')}.bin`);
  });
}

/** Writes the files, each of other bytes that no compression makes smaller, the same on every machine. */
export function writeWorkload(workload: Workload, folder: string): void {
  filesOf(workload, folder).forEach((file, index) => {
    fs.mkdirSync(path.dirname(file), { recursive: true });
    overwrite(file, 'w', workload.bytes, index);
  });
}

/** Changes one per cent: every hundredth file wholly, or of a few files the first bytes of the first one. */
export function changeOnePercent(workload: Workload, folder: string): void {
  const files = filesOf(workload, folder);
  const changed = files.filter((_, index) => index % 100 === 0);
  const whole = files.length >= 100;
  const bytes = whole ? workload.bytes : Math.round((workload.bytes * workload.files) / 100);
  for (const [index, file] of changed.entries()) overwrite(file, 'r+', bytes, workload.files + index);
}

function overwrite(file: string, flags: 'w' | 'r+', bytes: number, seed: number): void {
  const iv = Buffer.alloc(16);
  iv.writeUInt32BE(seed, 0);
  const noise = createCipheriv('aes-128-ctr', Buffer.alloc(16), iv);
  const zeros = Buffer.alloc(Math.min(bytes, PIECE));
  const handle = fs.openSync(file, flags);
  try {
    for (let left = bytes; left > 0; left -= PIECE) {
      fs.writeSync(handle, noise.update(zeros.subarray(0, Math.min(left, PIECE))));
    }
  } finally {
    fs.closeSync(handle);
  }
}
