/** What holds of a run's streams in every store. */
import { AmphoraError } from '../core/errors.ts';
import type { RunId } from '../core/ids.ts';
import type { RunStream } from '../core/run.ts';
import type { RunLines } from './writes.ts';

/** A store that reads lines which lie far apart as quickly as others: of those that cannot, each is asked for by itself. */
export interface ScatteredLines {
  /**
   * Lines of these numbers, in the order asked, 10,000 at most; empty where there is none.
   * @throws AmphoraError `run-not-found`
   */
  runLinesAt(id: RunId, stream: RunStream, numbers: readonly number[]): Promise<readonly string[]>;
}

/** Lines that are read at once. */
export const MAX_LINES = 10_000;
/** Lines of a stream. */
const MAX_PLACES = 100_000_000;

/** A number far beyond every other is a mistake, and what lies between would be read for hours. @throws AmphoraError `input-malformed` */
export function requirePlaces({ offset, lines }: RunLines): void {
  if (offset + lines.length > MAX_PLACES) {
    throw new AmphoraError('input-malformed', { what: 'the number of a line' });
  }
}
