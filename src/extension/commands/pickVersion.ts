import { l10n, ThemeIcon } from 'vscode';
import type { QuickPickItem } from 'vscode';
import type { Artifact } from '../../core/artifact.ts';
import { versionName } from '../../core/names.ts';
import { parseReference } from '../../core/reference.ts';
import { versionLabel } from '../../core/version.ts';
import type { Version } from '../../core/version.ts';
import type { Store } from '../../store/contract.ts';
import { age, bytes, joined } from '../host/format.ts';
import { pick, plain } from '../host/quickPick.ts';
import { typeIcon } from '../tree/icons.ts';
import { activeProject } from './activeProject.ts';
import type { AskingDeps } from './deps.ts';
import { tellEmptyStore } from './emptyStore.ts';
import { titled } from './titled.ts';

interface ArtifactChoice extends QuickPickItem {
  readonly artifact?: Artifact;
  /** A typed reference. */
  readonly reference?: string;
}

interface VersionChoice extends QuickPickItem {
  readonly version: Version;
}

/** Artifacts offered from each project; typing finds the others. */
const OFFERED = 50;

/** Lets a person pick a version: an artifact, then one of its versions, or `name:alias` typed. */
export async function pickVersion(deps: AskingDeps, heading: string): Promise<Version | undefined> {
  const { store } = deps.connection;
  const title = titled(deps, heading);
  if (await tellEmptyStore(store)) return undefined;
  const project = activeProject(deps.memory);
  const choice = await pick<ArtifactChoice>({
    title,
    placeholder: l10n.t('Pick an artifact, or type name:alias'),
    items: artifactChoices(store, project, ''),
    search: text => artifactChoices(store, project, text),
    typed,
  });
  if (choice?.reference !== undefined) return store.resolve(parseReference(choice.reference), project);
  if (!choice?.artifact) return undefined;
  const { items } = await store.versions({ artifact: choice.artifact.id, limit: 1000 });
  if (items.length === 1) return items[0];
  const version = await pick<VersionChoice>({
    title: titled(deps, `${heading}: ${choice.artifact.name}`),
    placeholder: l10n.t('Pick a version or alias'),
    items: items.map(versionChoice),
  });
  return version?.version;
}

/** Artifacts whose name holds what is typed, of all projects, the active one first. */
async function artifactChoices(
  store: Store,
  active: string,
  text: string,
): Promise<readonly ArtifactChoice[]> {
  const { items: all } = await store.projects({ limit: 1000 });
  const projects = [...all].sort((a, b) => Number(b.name === active) - Number(a.name === active));
  const filter = (text.split(':')[0] ?? '').split('/').at(-1) ?? '';
  const lists = await Promise.all(
    projects.map(async project => {
      const query = { project: project.id, limit: OFFERED, sort: 'updated' as const };
      const { items } = await store.artifacts({ ...query, ...(filter === '' ? {} : { filter }) });
      return items.map(artifact => artifactChoice(artifact, project.name));
    }),
  );
  return lists.flat();
}

function typed(text: string): ArtifactChoice | undefined {
  const reference = text.trim();
  if (reference === '') return undefined;
  const label = l10n.t('Use “{0}”', plain(reference));
  // The filter of the quick pick would hide it: its label is not what was typed.
  return { label, reference, alwaysShow: true, iconPath: new ThemeIcon('symbol-reference') };
}

function artifactChoice(artifact: Artifact, project: string): ArtifactChoice {
  const { newest } = artifact;
  return {
    label: plain(artifact.name),
    description: plain(joined(project, newest && versionName(newest.index), newest?.aliases.join(', '))),
    iconPath: typeIcon(artifact.type),
    alwaysShow: true,
    artifact,
  };
}

function versionChoice(version: Version): VersionChoice {
  return {
    label: versionName(version.index),
    description: plain(joined(version.aliases.join(', '), bytes(version.size), age(version.createdAt))),
    iconPath: new ThemeIcon('tag'),
    ...(version.description === '' ? {} : { detail: plain(version.description) }),
    version,
  };
}

/** For messages: the versions' labels, a few by name. */
export function versionLabels(versions: readonly Version[]): string {
  const named = versions.slice(0, 5).map(versionLabel).join(', ');
  return versions.length > 5 ? l10n.t('{0} and {1} more', named, versions.length - 5) : named;
}
