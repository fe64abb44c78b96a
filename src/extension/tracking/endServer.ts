import { setTimeout as wait } from 'node:timers/promises';
import { AmphoraError } from '../../core/errors.ts';
import { findServer } from '../../store/local/serverRecord.ts';
import type { LiveServer } from '../../store/local/serverRecord.ts';
import { systemProblem } from '../../store/systemError.ts';

/** How often, and how many times, to look whether a server is gone: it lets requests in flight end first. */
const LOOK = { milliseconds: 50, times: 400 };

/** Asks a server to end, and resolves when it has. @throws AmphoraError `server-not-stopped` */
export async function endServer(store: string, server: LiveServer): Promise<void> {
  const fail = (problem: string) => new AmphoraError('server-not-stopped', { pid: server.pid, problem });
  try {
    process.kill(server.pid, 'SIGTERM');
  } catch (error) {
    // It has ended by itself meanwhile.
    if ((await findServer(store))?.pid === server.pid) throw fail(systemProblem(error));
    return;
  }
  for (let looked = 0; looked < LOOK.times; looked++) {
    if ((await findServer(store))?.pid !== server.pid) return;
    await wait(LOOK.milliseconds);
  }
  throw fail('it is still at work');
}
