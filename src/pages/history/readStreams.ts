import type { ColumnReader } from './ColumnReader.ts';
import type { FollowedStore } from './KeptStreams.ts';
import { KeptStreams } from './KeptStreams.ts';
import { MetricCounter } from './MetricCounter.ts';
import type { ReadState } from './RowReaders.ts';

/** All that is made of a stream's rows. */
export interface StreamReaders extends ReadState {
  /** The one asked for longest ago first. */
  readonly columns: Map<string, ColumnReader>;
  readonly counter: MetricCounter;
}

export type ReadStreams = KeptStreams<StreamReaders>;

/** What is read of the streams of a store's runs: once for all who want something of them. */
export function readStreams(store: FollowedStore): ReadStreams {
  return new KeptStreams(store, () => ({
    awaited: new Set(),
    columns: new Map(),
    counter: new MetricCounter(),
  }));
}
