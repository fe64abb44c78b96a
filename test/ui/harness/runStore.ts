/** A local store with one run, for tests of its page. */
import { afterEach, beforeEach } from 'vitest';
import type { RunId } from '../../../src/core/ids.ts';
import type { Store } from '../../../src/store/contract.ts';
import type { RunDraft } from '../../../src/store/writes.ts';
import { openLocalStore } from '../../../src/store/local/openLocalStore.ts';
import { temporaryFolder } from '../../support/storeKit.ts';

export interface RunStore {
  readonly store: Store;
  readonly id: RunId;
  /** Address of a tab of the run's page. */
  path(tab?: string): string;
  /** Adds lines to the run's history, each with its number as `_step`. */
  log(...rows: readonly Readonly<Record<string, unknown>>[]): Promise<void>;
  /** Adds lines of output. */
  print(...lines: readonly string[]): Promise<void>;
}

/** Gives each test of a file a store of its own, with a run in project `digits` that is running. */
export function withRunStore(): (draft?: Partial<RunDraft>) => Promise<RunStore> {
  let folder: ReturnType<typeof temporaryFolder>;
  let store: Store | undefined;
  beforeEach(() => {
    folder = temporaryFolder();
  });
  afterEach(async () => {
    await store?.close();
    store = undefined;
    folder.remove();
  });
  return async draft => {
    const opened = openLocalStore(folder.path, 'create');
    store = opened;
    const begun = { project: 'digits', jobType: 'train', name: 'train-1', ...draft };
    const { id, key, project } = await opened.beginRun(begun);
    let [steps, printed] = [0, 0];
    return {
      store: opened,
      id,
      path: tab => `/local/${project}/runs/${key}${tab === undefined ? '' : `/${tab}`}`,
      log: async (...rows) => {
        const lines = rows.map((row, i) => JSON.stringify({ _step: steps + i, ...row }));
        await opened.writeRunLines(id, 'history', { offset: steps, lines });
        steps += rows.length;
      },
      print: async (...lines) => {
        await opened.writeRunLines(id, 'console', { offset: printed, lines });
        printed += lines.length;
      },
    };
  };
}
