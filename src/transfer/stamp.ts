/** What the file system says of a file; as long as none of it changes, neither did the bytes. */
import fs from 'node:fs';
import path from 'node:path';

/**
 * Times are milliseconds since the epoch as a double holds them, to a quarter of a microsecond: no two writes are closer.
 * `BigIntStats` have the nanoseconds, at three times the cost of a whole `lstat`.
 */
export interface Stamp {
  readonly size: number;
  readonly mtimeMs: number;
  readonly ctimeMs: number;
  readonly ino: number;
}

export function sameStamp(a: Stamp, b: Stamp): boolean {
  return a.size === b.size && a.mtimeMs === b.mtimeMs && a.ctimeMs === b.ctimeMs && a.ino === b.ino;
}

/** The four numbers alone, so that long lists do not hold whole `Stats`. */
export function stampOf(stats: Stamp): Stamp {
  return { size: stats.size, mtimeMs: stats.mtimeMs, ctimeMs: stats.ctimeMs, ino: stats.ino };
}

/** How a file system keeps time: two writes closer together than this may leave the same stamp. */
export interface FileClock {
  /** The device this holds for; others are taken to be coarse. */
  readonly dev: number;
  readonly granularityMs: number;
}

/** FAT keeps two seconds; a server's clock may be off by as much. */
const COARSE = 2000;
/** Kernels stamp local files at their tick, at most 10 ms. */
const FINE = 50;
/** `f_type` of local Linux file systems that keep nanoseconds (from the kernel's magic.h). */
const FINE_LINUX = new Set([
  0x01021994, // tmpfs
  0xef53, // ext4
  0x58465342, // xfs
  0x9123683e, // btrfs
  0xf2f52010, // f2fs
  0x2fc12fc1, // zfs
  0x794c7630, // overlayfs
]);

/** The clock that stamps a file or folder; a coarse one where the system does not say. */
export function fileClock(file: string): FileClock {
  try {
    const { dev } = fs.statSync(file);
    const fine = process.platform === 'linux' && FINE_LINUX.has(fs.statfsSync(file).type);
    return { dev, granularityMs: fine ? FINE : COARSE };
  } catch {
    return { dev: 0, granularityMs: COARSE };
  }
}

/** The clock of a folder, or of the nearest above it that is there. */
export function existingClock(folder: string): FileClock {
  for (let nearest = folder; ; nearest = path.dirname(nearest)) {
    if (fs.existsSync(nearest) || nearest === path.dirname(nearest)) return fileClock(nearest);
  }
}

/** Whether stamps are as fine as the clock is read, so that one that was set is told from one that the clock gave. */
export function isFine(clock: FileClock): boolean {
  return clock.granularityMs === FINE;
}

/**
 * Whether a file's last change lay far enough before `now` (milliseconds, taken before the bytes were read) that
 * a later one must leave another stamp. Others are read again next time: git's "racily clean" rule.
 */
export function isSettled(stats: Stamp & { readonly dev: number }, now: number, clock: FileClock): boolean {
  const margin = stats.dev === clock.dev ? clock.granularityMs : COARSE;
  return Math.max(stats.mtimeMs, stats.ctimeMs) + margin < now;
}

/**
 * Sets a time of change that the file system's own clock, which ticks every few milliseconds, will not give to a
 * later write: so the stamp can be remembered at once.
 */
export function setOwnTime(descriptor: number): void {
  const now = (performance.timeOrigin + performance.now()) / 1000;
  fs.futimesSync(descriptor, now, now);
}
