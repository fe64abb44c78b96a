import { l10n, ThemeIcon } from 'vscode';
import type { QuickPickItem } from 'vscode';
import type { Version } from '../../core/version.ts';
import { versionLabel } from '../../core/version.ts';
import type { CopyResult } from '../../transfer/copy/copy.ts';
import { bytes, count, joined } from '../host/format.ts';
import { ask } from '../host/inputBox.ts';
import { notify } from '../host/messages.ts';
import { withProgress } from '../host/progress.ts';
import { pick } from '../host/quickPick.ts';
import type { StoreConnection } from '../stores/StoreConnection.ts';
import { isRequest, stringOf } from './arguments.ts';
import type { CommandDeps, StoreDeps } from './deps.ts';
import { findVersion } from './findVersion.ts';
import { transferSteps } from './progressText.ts';
import type { StoreChoice } from './remoteStores.ts';
import { storeChoice } from './remoteStores.ts';
import { nameProblem } from './validate.ts';

type Deps = Pick<CommandDeps, 'connection' | 'memory' | 'stores'> & Pick<StoreDeps, 'showVersion'>;

/**
 * `amphora.artifact.copyTo`. Takes nothing (a picker), a node, or a request `{ reference | version, store?, to?, project?, lineage? }`:
 * `to` is the name of a remote store, or empty for the local one; without it the copy stays in the store.
 */
export async function copyArtifact(deps: Deps, target: unknown): Promise<CopyResult | undefined> {
  const version = await findVersion(deps, target, l10n.t('Copy Artifact'));
  if (!version) return undefined;
  const destination = isRequest(target)
    ? deps.stores.named(stringOf(target, 'to') ?? deps.connection.name)
    : await askDestination(deps, version);
  if (!destination) return undefined;
  const project = isRequest(target) ? stringOf(target, 'project') : await askProject(version);
  if (project === undefined && !isRequest(target)) return undefined;
  const withLineage = isRequest(target) ? target['lineage'] === true : await askLineage(version);
  if (withLineage === undefined) return undefined;
  const to = destination === deps.connection ? undefined : await destination.target;
  const result = await withProgress(l10n.t('Copying {0}', versionLabel(version)), (signal, report) => {
    const step = transferSteps();
    const request = {
      version: version.id,
      withLineage,
      ...(project === undefined ? {} : { project }),
      ...(to === undefined ? {} : { to }),
    };
    return deps.connection.service.copyTo(request, {
      signal,
      onProgress: progress => report(step(progress)),
    });
  });
  if (to !== undefined) destination.changedElsewhere();
  tell(deps, destination, result);
  return result;
}

async function askDestination(
  { connection, stores }: Deps,
  version: Version,
): Promise<StoreConnection | undefined> {
  const others = stores.all.filter(each => each !== connection).map(storeChoice);
  const chosen = await pick<StoreChoice>({
    title: l10n.t('Copy {0}', versionLabel(version)),
    placeholder: l10n.t('Where to'),
    items: [
      ...others,
      {
        label: l10n.t('Another Project of This Store'),
        iconPath: new ThemeIcon('files'),
        connection,
      },
    ],
  });
  return chosen?.connection;
}

function askProject(version: Version): Promise<string | undefined> {
  return ask({
    title: l10n.t('Copy {0}', versionLabel(version)),
    prompt: l10n.t('Project there; it is made where there is none of this name'),
    value: version.project,
    validate: text => nameProblem(text, 'a project'),
  });
}

async function askLineage(version: Version): Promise<boolean | undefined> {
  interface Choice extends QuickPickItem {
    readonly lineage: boolean;
  }
  const chosen = await pick<Choice>({
    title: l10n.t('Copy {0}', versionLabel(version)),
    placeholder: l10n.t('How much of it'),
    items: [
      { label: l10n.t('This Version'), iconPath: new ThemeIcon('tag'), lineage: false },
      {
        label: l10n.t('This Version and Its Lineage'),
        detail: l10n.t('Also the runs and versions it came from'),
        iconPath: new ThemeIcon('type-hierarchy'),
        lineage: true,
      },
    ],
  });
  return chosen?.lineage;
}

function tell(deps: Deps, destination: StoreConnection, result: CopyResult): void {
  const label = versionLabel(result.version);
  const { versions, runs } = result;
  const text =
    versions === 0 && runs === 0
      ? l10n.t('Nothing to do: {0} was there already', label)
      : l10n.t(
          'Copied {0} ({1})',
          label,
          joined(
            l10n.t('{0} versions', count(versions)),
            runs > 0 ? l10n.t('{0} runs', count(runs)) : undefined,
            bytes(result.bytes),
          ),
        );
  const show = () => deps.showVersion(destination, result.version.id);
  notify('info', text, [{ label: l10n.t('Show There'), run: show }]);
}
