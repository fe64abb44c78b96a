import { setTimeout as sleep } from 'node:timers/promises';
import type { PostgresStore } from '../store/postgres/PostgresStore.ts';
import type { Log } from './log/Log.ts';

/** How long the database and the blobs may take to answer, and for how long an answer counts. Milliseconds. */
const PATIENCE = 5000;
const COUNTS = 1000;

async function inTime(work: Promise<void>): Promise<void> {
  const done = new AbortController();
  const tooLong = sleep(PATIENCE, undefined, { signal: done.signal, ref: false }).then(() => {
    throw new Error(`no answer came in ${PATIENCE / 1000} s`);
  });
  try {
    await Promise.race([work, tooLong]);
  } finally {
    done.abort();
  }
}

/**
 * Whether a store can be worked with: asked for often, and answered from one look for all who ask. The log is told what is wrong;
 * others, who need no key to ask, only where.
 * @returns the problem, undefined where there is none
 */
export function readiness(
  store: Pick<PostgresStore, 'team' | 'reachBlobs'>,
  log: Pick<Log, 'info' | 'error'>,
): () => Promise<string | undefined> {
  let last: Promise<string | undefined> | undefined;
  let told: string | undefined;
  const problemOf = async (part: string, work: Promise<void>): Promise<string | undefined> => {
    try {
      await inTime(work);
      return undefined;
    } catch (error) {
      const problem = `${part} cannot be reached.`;
      if (told === undefined) log.error(problem, error);
      return problem;
    }
  };
  const look = async (): Promise<string | undefined> => {
    const [database, blobs] = await Promise.all([
      problemOf('The database', store.team.ping()),
      problemOf('The place of the blobs', store.reachBlobs()),
    ]);
    const problem = database ?? blobs;
    if (told !== undefined && problem === undefined)
      log.info('The database and the blobs can be reached again');
    told = problem;
    return problem;
  };
  return () => {
    if (!last) {
      last = look();
      void last.then(() => setTimeout(() => (last = undefined), COUNTS).unref());
    }
    return last;
  };
}
