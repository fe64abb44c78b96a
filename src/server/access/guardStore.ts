/**
 * A store as far as somebody may see and change it: the one place where rights are looked at. Whatever asks for data on somebody’s
 * behalf asks this, so no route and no resolver can forget to.
 */
import { isAmphoraError } from '../../core/errors.ts';
import type { StoreChanges } from '../../store/changes.ts';
import type { Store, StoreWrites } from '../../store/contract.ts';
import type { RunStops, ServedStore } from '../../store/serverHost.ts';
import type { Trail } from './AuditTrail.ts';
import type { Guard } from './Guard.ts';
import { GuardedDrafts } from './GuardedDrafts.ts';
import { guardedReads } from './guardedReads.ts';
import { guardedWrites } from './guardedWrites.ts';

type Call = (...args: readonly unknown[]) => Promise<unknown>;

/** The same, with refusals told to the audit log under the name of what was asked for. */
function tellingRefusals<T extends object>(calls: T, trail: Trail): T {
  const told = Object.entries(calls).map(([name, call]) => [
    name,
    async (...args: readonly unknown[]) => {
      try {
        return await (call as Call)(...args);
      } catch (error) {
        if (isAmphoraError(error, 'forbidden')) trail.refused(name, String(error.data.entity));
        throw error;
      }
    },
  ]);
  return Object.fromEntries(told) as T;
}

/** Of what changed, that of which one may know; undefined where it is nothing. */
async function visibleChanges(changes: StoreChanges, guard: Guard): Promise<StoreChanges | undefined> {
  const visible = {
    everything: changes.everything,
    projects: await guard.visibleOf('project', changes.projects, id => id),
    artifacts: await guard.visibleOf('artifact', changes.artifacts, id => id),
    runs: await guard.visibleOf('run', changes.runs, id => id),
  };
  const count = visible.projects.length + visible.artifacts.length + visible.runs.length;
  return visible.everything || count > 0 ? visible : undefined;
}

function guardedStops(stops: RunStops, guard: Guard, trail: Trail, store: Pick<Store, 'run'>): RunStops {
  return {
    ask: id =>
      trail.of('stopRun', async () => {
        const own = await guard.writableOne('run', id);
        const { entity, project, key } = await store.run(own);
        await stops.ask(own);
        return { result: undefined, entity, project, target: key };
      }),
    isAsked: async id => stops.isAsked(await guard.readableOne('run', id)),
    forget: async id => stops.forget(await guard.writableOne('run', id)),
  };
}

export function guardStore(store: ServedStore, guard: Guard, trail: Trail): ServedStore {
  const writes: StoreWrites = tellingRefusals(guardedWrites(store, guard, trail), trail);
  return {
    ...guardedReads(store, guard),
    ...writes,
    drafts: new GuardedDrafts(store.drafts, guard),
    stops: tellingRefusals(guardedStops(store.stops, guard, trail, store), trail),
    countRunning: entities => store.countRunning(guard.among(entities)),
    admitUpload: async id => store.admitUpload(await guard.writableOne('run', id)),
    historyRewrites: async id => store.historyRewrites(await guard.readableOne('run', id)),
    onDidChange: listener =>
      store.onDidChange(changes => {
        // Whoever cannot be told what changed now reads all again.
        const all = { everything: true, projects: [], artifacts: [], runs: [] };
        void visibleChanges(changes, guard)
          .catch(() => all)
          .then(visible => visible && listener(visible));
      }),
    // Others ask it as well: it is not for one of them to close.
    close: () => Promise.resolve(),
  };
}
