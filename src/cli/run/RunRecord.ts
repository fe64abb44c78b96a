import os from 'node:os';
import type { JsonObject } from '../../core/json.ts';
import type { Run } from '../../core/run.ts';
import type { Store } from '../../store/contract.ts';
import type { RunDraft, RunEnd } from '../../store/writes.ts';

/** How often a run says that it lives; milliseconds. */
const HEARTBEAT = 30_000;

/** A run in the store from its begin to its end: it beats until it is finished, and is finished once. */
export class RunRecord {
  readonly run: Run;
  private readonly store: Store;
  private readonly timer: NodeJS.Timeout;

  private constructor(store: Store, run: Run) {
    this.store = store;
    this.run = run;
    this.timer = setInterval(() => {
      // A missed beat is made up for by the next.
      this.store.heartbeat(this.run.id).catch(() => undefined);
    }, HEARTBEAT);
    this.timer.unref();
  }

  static async begin(store: Store, draft: RunDraft): Promise<RunRecord> {
    return new RunRecord(store, await store.beginRun({ host: os.hostname(), ...draft }));
  }

  async finish(state: RunEnd['state'], exitCode: number, summary?: JsonObject): Promise<void> {
    clearInterval(this.timer);
    await this.store.finishRun(this.run.id, {
      state,
      exitCode,
      ...(summary === undefined ? {} : { summary }),
    });
  }
}
