/** What was read of runs' streams in one store, for as long as the store is open. */
import { HistoryColumns } from './HistoryColumns.ts';
import type { FollowedStore } from './KeptStreams.ts';
import { MetricIndex } from './MetricIndex.ts';
import { readStreams } from './readStreams.ts';

/** Of a team's store one is enough for all its users: answers ask the user's own store for the run first. */
export class RunHistory {
  readonly columns: HistoryColumns;
  readonly index: MetricIndex;

  constructor(store: FollowedStore) {
    const streams = readStreams(store);
    this.columns = new HistoryColumns(store, { streams });
    this.index = new MetricIndex(store, streams);
  }
}
