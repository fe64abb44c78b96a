/** Whether a process that left its mark in the catalog is still the one at work. */
import { readFileSync } from 'node:fs';
import { hostname, uptime } from 'node:os';
import { isSystemError } from '../systemError.ts';

export interface ProcessIdentity {
  readonly pid: number;
  /** Start time in the system's own count; null where it cannot be known. */
  readonly process_start: string | null;
  readonly host: string;
  /** Names this start of the machine. */
  readonly boot: string;
}

function readText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

/** Field 22 of Linux's /proc/<pid>/stat (proc(5)): ticks since boot; the name in field 2 may hold spaces and brackets. */
function processStart(pid: number): string | null {
  const stat = readText(`/proc/${String(pid)}/stat`);
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
  return fields?.[19] ?? null;
}

/** The kernel's own id of this boot, else the minute the machine started. */
function bootId(): string {
  const id = readText('/proc/sys/kernel/random/boot_id');
  if (id !== undefined) return id.trim();
  return `start-${String(Math.round((Date.now() / 1000 - uptime()) / 60))}`;
}

export function ownIdentity(): ProcessIdentity {
  return { pid: process.pid, process_start: processStart(process.pid), host: hostname(), boot: bootId() };
}

/** Whether its machine was started anew since: what it wrote and did not sync may be gone. */
export function isFromEarlierBoot(
  other: Pick<ProcessIdentity, 'host' | 'boot'>,
  own: ProcessIdentity,
): boolean {
  return other.host === own.host && other.boot !== own.boot;
}

/** Milliseconds after which a process of another machine, which cannot be asked, counts as gone. */
const FOREIGN_LIFETIME = 24 * 3600 * 1000;

export function isAlive(
  other: ProcessIdentity & { readonly started_at: number },
  own: ProcessIdentity,
  now: number,
): boolean {
  if (other.host !== own.host) return now - other.started_at < FOREIGN_LIFETIME;
  if (other.boot !== own.boot) return false;
  try {
    process.kill(other.pid, 0);
  } catch (error) {
    if (isSystemError(error, 'ESRCH')) return false;
  }
  return other.process_start === null || processStart(other.pid) === other.process_start;
}
