import { env, l10n } from 'vscode';
import type { Memento } from 'vscode';
import { formatReference } from '../../core/reference.ts';
import type { RunId, VersionId } from '../../core/ids.ts';
import { versionReference } from '../../core/version.ts';
import { isAmphoraError } from '../../core/errors.ts';
import type { Handlers } from '../../protocol/host.ts';
import type {
  LineageContract,
  LineageDetails,
  LineageScope,
  LineageSnapshot,
} from '../../protocol/lineage.ts';
import type { Store } from '../../store/contract.ts';
import { runCommand } from '../host/commands.ts';
import { locale } from '../host/format.ts';
import type { Log } from '../host/Log.ts';
import type { StoreConnection } from '../stores/StoreConnection.ts';
import type { Stores } from '../stores/Stores.ts';
import { storeNode } from '../tree/nodes.ts';
import type { Revealer } from '../tree/Revealer.ts';

/** What a panel works with. */
export interface LineageServices {
  readonly stores: Stores;
  readonly log: Log;
  readonly reveal: Revealer;
  readonly memory: Memento;
  readonly snapshot: (scope: LineageScope, signal?: AbortSignal) => Promise<LineageSnapshot>;
}

interface View {
  /** @throws AmphoraError `remote-not-found` after it was signed out of */
  readonly connection: () => StoreConnection;
  readonly initial: () => LineageScope;
  readonly shown: (scope: LineageScope, project: string) => void;
}

/** Whether the legend is open; unset means yes. */
const LEGEND = 'amphora.lineage.legend';

const EXAMPLE = [
  'amphora log data --name my-dataset --type dataset',
  'amphora run --job-type train --use my-dataset:latest --log my-model:model=out -- python train.py',
].join('\n');

/** Answers to the lineage page. */
export function lineageHandlers(
  { memory, reveal, snapshot }: LineageServices,
  view: View,
): Handlers<LineageContract> {
  return {
    ready: () =>
      Promise.resolve({
        locale: locale(),
        messages: { ...l10n.bundle },
        scope: view.initial(),
        legend: memory.get<unknown>(LEGEND) !== false,
      }),
    getGraph: async (scope, signal) => {
      const found = await snapshot(scope, signal);
      view.shown(scope, found.project);
      return found;
    },
    getDetails: async ({ id }, signal) => detailsOf(view.connection().store, id, signal),
    openVersion: async ({ id }) => {
      await reveal.revealVersion(view.connection(), id, { expand: false });
      return null;
    },
    openRun: async ({ id }) => {
      await reveal.revealRun(view.connection(), id);
      return null;
    },
    openFiles: async ({ id }) => {
      await reveal.revealVersion(view.connection(), id, { expand: true });
      return null;
    },
    copyReference: async ({ id }) => {
      await env.clipboard.writeText(await nameOf(view.connection().store, id));
      return null;
    },
    download: async ({ id }) => {
      await runCommand('amphora.artifact.download', { store: view.connection().name, version: id });
      return null;
    },
    logFolder: async () => {
      await runCommand('amphora.artifact.log', storeNode(view.connection(), true));
      return null;
    },
    copyExample: async () => {
      await env.clipboard.writeText(EXAMPLE);
      return null;
    },
    keepLegend: async ({ open }) => {
      await memory.update(LEGEND, open);
      return null;
    },
  };
}

async function detailsOf(store: Store, id: VersionId | RunId, signal: AbortSignal): Promise<LineageDetails> {
  try {
    const { digest, description, tags, metadata } = await store.version(id as VersionId, { signal });
    return { kind: 'version', digest, description, tags: [...tags], metadata };
  } catch (error) {
    if (!isAmphoraError(error, 'version-not-found')) throw error;
    const run = await store.run(id as RunId, { signal });
    const { finishedAt, exitCode, notes, tags, host, command, git, config, summary } = run;
    const details = { finishedAt, exitCode, notes, tags: [...tags], host, config, summary };
    return { kind: 'run', ...details, command: command && [...command], git };
  }
}

async function nameOf(store: Store, id: VersionId | RunId): Promise<string> {
  try {
    return formatReference(versionReference(await store.version(id as VersionId)));
  } catch (error) {
    if (!isAmphoraError(error, 'version-not-found')) throw error;
    return (await store.run(id as RunId)).name;
  }
}
