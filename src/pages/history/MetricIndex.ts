/** Which metrics a run has logged, of what kinds: counted once for each line, and gone on from where the last count ended. */
import type { RunStream } from '../../core/run.ts';
import type { FollowedStore } from './KeptStreams.ts';
import type { StreamedRun } from './lines.ts';
import type { Counts, MetricCounter } from './MetricCounter.ts';
import type { ReadStreams } from './readStreams.ts';
import { readStreams } from './readStreams.ts';
import { readRows } from './RowReaders.ts';

export class MetricIndex {
  readonly store: FollowedStore;
  readonly #streams: ReadStreams;

  /** @param streams shared with who else reads the store's streams */
  constructor(store: FollowedStore, streams = readStreams(store)) {
    this.store = store;
    this.#streams = streams;
  }

  /** What is counted so far, with how many lines that is of. */
  async known(
    run: StreamedRun,
    stream: RunStream,
  ): Promise<Readonly<Pick<MetricCounter, 'counts' | 'done'>>> {
    return (await this.#streams.of(run, stream)).state.counter;
  }

  /** All that the run has logged. */
  async counts(run: StreamedRun, stream: RunStream, signal?: AbortSignal): Promise<Counts> {
    const kept = await this.#streams.of(run, stream);
    const { counter } = kept.state;
    await readRows(this.store, kept, run, stream, [counter], signal);
    return counter.counts;
  }
}
