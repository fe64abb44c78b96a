/** Turns failures of PostgreSQL, and of the way to it, into ours. */
import { DatabaseError } from 'pg';
import { AmphoraError, isAmphoraError } from '../../core/errors.ts';
import { systemProblem } from '../systemError.ts';

/** SQLSTATEs, or their classes, of appendix A of PostgreSQL's manual. */
const STATES = {
  refused: ['28'],
  absent: ['3D000'],
  full: ['53300'],
  /** Connection exceptions; shut down, crashed, not yet started; cut because it sat in a transaction. */
  lost: ['08', '57P01', '57P02', '57P03', '25P03'],
  diskFull: ['53100'],
  /** No privilege; a copy that is only read. */
  notWritable: ['42501', '25006'],
  /** Data that a column cannot hold, such as a text with a NUL. */
  malformed: ['22'],
  busy: ['55P03', '57014'],
} as const;

function isOneOf(state: string, states: readonly string[]): boolean {
  return states.some(known => state.startsWith(known));
}

/** A name that has several addresses fails with one error for each. */
function problemOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return systemProblem(error.errors[0]);
  return systemProblem(error);
}

/** Whether PostgreSQL itself said no: the connection it said so on may still be good. */
export function isAnswer(error: unknown): error is DatabaseError {
  return error instanceof DatabaseError;
}

/** The failure to tell of; what only a mistake of ours can cause, and what is to be tried again, stays as it is. */
export function databaseFailure(error: unknown, database: string): unknown {
  if (isAmphoraError(error)) return error;
  const cause = error;
  if (!isAnswer(error)) {
    return new AmphoraError('database-unreachable', { database, problem: problemOf(error) }, { cause });
  }
  const { code: state = '', message: problem } = error;
  if (isOneOf(state, STATES.refused)) return new AmphoraError('database-refused', { database }, { cause });
  if (isOneOf(state, STATES.absent)) return new AmphoraError('database-not-found', { database }, { cause });
  if (isOneOf(state, STATES.full)) return new AmphoraError('database-full', { database }, { cause });
  if (isOneOf(state, STATES.lost))
    return new AmphoraError('database-unreachable', { database, problem }, { cause });
  if (isOneOf(state, STATES.diskFull)) return new AmphoraError('disk-full', { path: database }, { cause });
  if (isOneOf(state, STATES.notWritable))
    return new AmphoraError('store-not-writable', { path: database, problem }, { cause });
  if (isOneOf(state, STATES.malformed))
    return new AmphoraError('input-malformed', { what: 'a text or number' }, { cause });
  if (isOneOf(state, STATES.busy))
    return new AmphoraError('store-busy', { path: database, by: 'another process' }, { cause });
  return error;
}
