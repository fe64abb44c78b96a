/** Picks what something is compared with. */
import { l10n, QuickPickItemKind, ThemeIcon } from 'vscode';
import type { QuickPickItem } from 'vscode';
import { versionName } from '../../core/names.ts';
import type { Run } from '../../core/run.ts';
import { versionLabel } from '../../core/version.ts';
import type { Version } from '../../core/version.ts';
import type { Store } from '../../store/contract.ts';
import { age, bytes, joined } from '../host/format.ts';
import { pick, plain } from '../host/quickPick.ts';
import { runIcon, typeIcon } from '../tree/icons.ts';
import type { Compared } from './comparePages.ts';
import type { AskingDeps } from './deps.ts';
import { findSubject } from './findSubject.ts';
import { pickVersion } from './pickVersion.ts';
import { titled } from './titled.ts';

interface VersionChoice extends QuickPickItem {
  readonly version?: Version;
}

interface RunChoice extends QuickPickItem {
  readonly run: Run;
}

/** Runs, or artifacts beside the version's own, that are offered at once. */
const OFFERED = 100;

const separator = (label: string): QuickPickItem => ({ label, kind: QuickPickItemKind.Separator });

/** The first thing to compare, from the palette; undefined where the person left. */
export async function pickComparable(deps: AskingDeps, title: string): Promise<Compared | undefined> {
  const kinds = [
    { label: l10n.t('Versions'), iconPath: new ThemeIcon('tag'), what: 'versions' as const },
    { label: l10n.t('Runs'), iconPath: new ThemeIcon('server-process'), what: 'runs' as const },
  ];
  const kind = await pick({
    title: titled(deps, title),
    placeholder: l10n.t('What to compare'),
    items: kinds,
  });
  if (!kind) return undefined;
  if (kind.what === 'versions') {
    const version = await pickVersion(deps, title);
    return version && { what: 'versions', items: [version] };
  }
  const subject = await findSubject(deps, undefined, title);
  if (subject?.kind !== 'project') return undefined;
  const { name, entity } = subject.project;
  const { id } = await deps.connection.store.project(name, entity);
  const run = await pickRun(deps, id, title, () => true);
  return run && { what: 'runs', items: [run] };
}

/** Adds another one of the same project; undefined where the person left. */
export async function pickOther(
  deps: AskingDeps,
  { what, items }: Compared,
  title: string,
): Promise<Compared | undefined> {
  const [first] = items;
  if (!first) return undefined;
  if (what === 'runs') {
    const run = first as Run;
    const other = await pickRun(deps, run.projectId, `${title}: ${run.name}`, ({ id }) => id !== run.id);
    return other && { what, items: [run, other] };
  }
  const version = first as Version;
  const other = await pickOtherVersion(deps, version, `${title}: ${versionLabel(version)}`);
  return other && { what, items: [version, other] };
}

function pickRun(
  deps: AskingDeps,
  project: Run['projectId'],
  title: string,
  fits: (run: Run) => boolean,
): Promise<Run | undefined> {
  const { store } = deps.connection;
  const choices = async (filter: string): Promise<readonly RunChoice[]> => {
    const { items } = await store.runs({ project, limit: OFFERED, ...(filter === '' ? {} : { filter }) });
    return items.filter(fits).map(run => ({
      label: plain(run.name),
      description: plain(joined(run.jobType, age(run.createdAt), run.key)),
      iconPath: runIcon(run.state),
      alwaysShow: true,
      run,
    }));
  };
  return pick<RunChoice>({
    title: titled(deps, title),
    placeholder: l10n.t('Pick a run, or type a part of its name'),
    items: choices(''),
    search: choices,
  }).then(choice => choice?.run);
}

/**
 * Another version of a version's project: those of its artifact first.
 * @param sameArtifact whether no other artifact is offered
 */
export async function pickOtherVersion(
  deps: AskingDeps,
  version: Version,
  title: string,
  sameArtifact = false,
): Promise<Version | undefined> {
  const items = otherVersions(deps.connection.store, version, sameArtifact);
  const choice = await pick<VersionChoice>({
    title: titled(deps, title),
    placeholder: l10n.t('Pick the version to compare with'),
    items,
  });
  return choice?.version;
}

async function otherVersions(
  store: Store,
  version: Version,
  sameArtifact: boolean,
): Promise<readonly VersionChoice[]> {
  const { artifactId, projectId, id } = version;
  const { items } = await store.versions({ artifact: artifactId, limit: 1000 });
  const own = items.filter(each => each.id !== id).map(each => choiceOf(each, versionName(each.index)));
  if (sameArtifact) return own;
  const { items: artifacts } = await store.artifacts({ project: projectId, limit: OFFERED, sort: 'updated' });
  const others = artifacts.flatMap(({ newest, id: artifact }) =>
    newest && artifact !== artifactId ? [choiceOf(newest, versionLabel(newest))] : [],
  );
  return [
    ...own,
    ...(others.length > 0 ? [separator(l10n.t('Newest versions of other artifacts')), ...others] : []),
  ];
}

function choiceOf(version: Version, label: string): VersionChoice {
  return {
    label: plain(label),
    description: plain(joined(version.aliases.join(', '), bytes(version.size), age(version.createdAt))),
    iconPath: typeIcon(version.type),
    version,
  };
}
