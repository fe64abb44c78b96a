/** Names of the folders that downloads write to first: they tell whose they are, so that those of the dead can go. */
import { createHash } from 'node:crypto';
import { hostname } from 'node:os';

const PREFIX = '.amphora-download-';
const NAME = /^\.amphora-download-([0-9a-f]{8})-(\d+)-[0-9a-f]+$/;

function host(): string {
  return createHash('sha256').update(hostname()).digest('hex').slice(0, 8);
}

export function temporaryName(unique: string): string {
  return `${PREFIX}${host()}-${String(process.pid)}-${unique}`;
}

/** Whether a name is of such a folder, anybody's. */
export function isTemporaryName(name: string): boolean {
  return name.startsWith(PREFIX) && NAME.test(name);
}

/** Whether it belongs to a process of this machine that is no more. */
export function isTemporaryOfDead(name: string): boolean {
  const match = name.startsWith(PREFIX) ? NAME.exec(name) : null;
  return match !== null && match[1] === host() && !isRunning(Number(match[2]));
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Somebody else's process lives too.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
