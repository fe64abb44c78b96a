import { l10n, ThemeIcon } from 'vscode';
import type { QuickPickItem } from 'vscode';
import { AmphoraError } from '../../core/errors.ts';
import type { Version } from '../../core/version.ts';
import { versionLabel } from '../../core/version.ts';
import type { CopyResult } from '../../transfer/copy/copy.ts';
import { bytes, count, joined } from '../host/format.ts';
import { ask } from '../host/inputBox.ts';
import { notify } from '../host/messages.ts';
import { withProgress } from '../host/progress.ts';
import { pick } from '../host/quickPick.ts';
import type { RemoteInfo } from '../stores/RemoteStores.ts';
import { isRequest, stringOf } from './arguments.ts';
import type { CommandDeps, StoreDeps } from './deps.ts';
import { findVersion } from './findVersion.ts';
import { transferSteps } from './progressText.ts';
import type { StoreChoice } from './remoteStores.ts';
import { localChoice, remoteChoice } from './remoteStores.ts';
import { nameProblem } from './validate.ts';

type Deps = Pick<CommandDeps, 'connection' | 'memory'> & StoreDeps;

/** Where a copy goes. */
interface Destination {
  /** Another project of the same store. */
  readonly same?: true;
  readonly remote?: RemoteInfo | undefined;
}

/**
 * `amphora.artifact.copyTo`. Takes nothing (a picker), a node, or a request `{ reference | version, store?, project?, lineage? }`:
 * `store` is the name of a remote store, or empty for the local one; without it the copy stays in the store.
 */
export async function copyArtifact(deps: Deps, target: unknown): Promise<CopyResult | undefined> {
  const version = await findVersion(deps, target, l10n.t('Copy Artifact'));
  if (!version) return undefined;
  const destination = isRequest(target) ? destinationOf(deps, target) : await askDestination(deps, version);
  if (!destination) return undefined;
  const project = isRequest(target) ? stringOf(target, 'project') : await askProject(version);
  if (project === undefined && !isRequest(target)) return undefined;
  const withLineage = isRequest(target) ? target['lineage'] === true : await askLineage(version);
  if (withLineage === undefined) return undefined;
  const to = destination.same ? undefined : await deps.active.targetOf(destination.remote);
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
  tell(deps, destination, result);
  return result;
}

function destinationOf({ remotes }: Deps, request: Readonly<Record<string, unknown>>): Destination {
  const name = stringOf(request, 'store');
  if (name === undefined) return { same: true };
  const remote = name === '' ? undefined : remotes.find(name);
  if (name !== '' && !remote) throw new AmphoraError('remote-not-found', { name });
  return { remote };
}

async function askDestination(deps: Deps, version: Version): Promise<Destination | undefined> {
  const { active, remotes, localPath } = deps;
  const shown = active.remote?.name;
  const others = [localChoice(localPath()), ...remotes.all.map(remoteChoice)].filter(
    ({ remote }) => remote?.name !== shown,
  );
  interface Choice extends StoreChoice {
    readonly same?: true;
  }
  const chosen = await pick<Choice>({
    title: l10n.t('Copy {0}', versionLabel(version)),
    placeholder: l10n.t('Where to'),
    items: [
      ...others,
      {
        label: l10n.t('Another Project of This Store'),
        iconPath: new ThemeIcon('files'),
        same: true,
      },
    ],
  });
  return chosen && (chosen.same ? { same: true } : { remote: chosen.remote });
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

function tell({ active }: Deps, { same, remote }: Destination, result: CopyResult): void {
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
  notify('info', text, same ? [] : [{ label: l10n.t('Show There'), run: () => active.choose(remote) }]);
}
