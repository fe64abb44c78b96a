/** The server's own bundle, read only by the commands that need it. */
import type { ErrorJson } from '../core/errors.ts';
import { errorToJson, isAmphoraError } from '../core/errors.ts';
import type { Accounts } from '../store/postgres/accounts/Accounts.ts';
import { withAccounts } from '../store/postgres/openAccounts.ts';
import type { LogFormat } from './log/StreamLog.ts';
import { StreamLog } from './log/StreamLog.ts';
import type { ServeOptions } from './serveLocal.ts';
import { serveLocal } from './serveLocal.ts';
import type { TeamOptions } from './serveTeam.ts';
import { serveTeam } from './serveTeam.ts';

/** To be called from another bundle, which has classes of its own: a failure of ours is given back as data. */
async function failureOf(work: Promise<void>): Promise<ErrorJson | undefined> {
  try {
    await work;
    return undefined;
  } catch (error) {
    if (isAmphoraError(error)) return errorToJson(error);
    throw error;
  }
}

/** `serveLocal`. */
export function serveStore(options: ServeOptions): Promise<ErrorJson | undefined> {
  return failureOf(serveLocal(options));
}

export { isLoopbackHost } from './http/hosts.ts';

export interface TeamProcess extends Omit<TeamOptions, 'log'> {
  readonly logFormat: LogFormat;
  readonly debug: boolean;
  /** Takes lines of the log. */
  readonly writeLog: (text: string) => void;
}

/** `serveTeam`, with a log that goes where the caller says. */
export function serveTeamStore({
  logFormat: format,
  debug,
  writeLog: write,
  ...options
}: TeamProcess): Promise<ErrorJson | undefined> {
  const log = new StreamLog({ format, least: debug ? 'debug' : 'info', write });
  return failureOf(serveTeam({ ...options, log }));
}

/** `withAccounts`: what `work` throws that is not of this bundle goes through as it is. */
export async function manageAccounts<T>(
  database: string,
  work: (accounts: Accounts) => Promise<T>,
): Promise<{ readonly value: T } | { readonly failure: ErrorJson }> {
  try {
    return { value: await withAccounts(database, work) };
  } catch (error) {
    if (isAmphoraError(error)) return { failure: errorToJson(error) };
    throw error;
  }
}
