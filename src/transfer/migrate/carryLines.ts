/** What runs streamed, from store to store. */
import type { RunId } from '../../core/ids.ts';
import { RUN_STREAMS } from '../../core/run.ts';
import type { Tx } from '../../store/catalog/tables.ts';
import type { MigrationEnd } from '../../store/migration.ts';
import { MAX_LINES } from '../../store/runLines.ts';

/** A run's lines, into the places that they have here. */
export async function carryLines(
  run: RunId,
  source: MigrationEnd,
  target: { readonly end: MigrationEnd; readonly tx: Tx },
  signal: AbortSignal | undefined,
): Promise<void> {
  const counts = await source.streams.count(source.db, run);
  for (const stream of RUN_STREAMS) {
    for (let offset = 0; offset < counts[stream]; offset += MAX_LINES) {
      signal?.throwIfAborted();
      const end = Math.min(counts[stream], offset + MAX_LINES);
      const lines = await source.streams.read(source.db, run, stream, { start: offset, end });
      if (lines.length > 0) await target.end.streams.write(target.tx, run, stream, { offset, lines });
    }
  }
  target.end.streams.settle(run);
}
