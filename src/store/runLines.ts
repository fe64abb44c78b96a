/** What holds of a run's streams in every store. */
import { AmphoraError } from '../core/errors.ts';
import type { RunLines } from './writes.ts';

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
