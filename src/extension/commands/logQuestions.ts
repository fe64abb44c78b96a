import path from 'node:path';
import { l10n, ThemeIcon, window } from 'vscode';
import type { Memento, QuickPickItem, Uri } from 'vscode';
import { isAmphoraError } from '../../core/errors.ts';
import type { JsonObject } from '../../core/json.ts';
import type { Project } from '../../core/project.ts';
import { canonicalName, isName, MAX_NAME_LENGTH } from '../../core/names.ts';
import type { Store } from '../../store/contract.ts';
import type { LogRequest } from '../../transfer/requests.ts';
import { ask } from '../host/inputBox.ts';
import { pick, plain } from '../host/quickPick.ts';
import { typeIcon } from '../tree/icons.ts';
import type { TreeNode } from '../tree/nodes.ts';
import { activeProject } from './activeProject.ts';
import type { AskingDeps } from './deps.ts';
import { askMore } from './logOptions.ts';
import { titled } from './titled.ts';
import { nameProblem } from './validate.ts';

/** Where the command was called: on a file, on a node of the tree, or both (a drop). */
export interface Place {
  readonly file?: Uri;
  readonly node?: TreeNode;
}

export interface LogAnswers {
  readonly path: string;
  /** Whose project it is; the account's own unless told. */
  readonly entity?: string;
  project: string;
  artifact: string;
  type: string;
  aliases: readonly string[];
  description: string;
  metadata: JsonObject | undefined;
  tags: readonly string[];
}

const REMEMBERED = 'amphora.log.answers';
const MAX_REMEMBERED = 30;

/** Asks for name and type, then shows what will be logged with everything else one may change. */
export async function askWhatToLog(deps: AskingDeps, place: Place): Promise<LogRequest | undefined> {
  const { connection, memory } = deps;
  const file = place.file ?? (await askForFile());
  if (!file) return undefined;
  const answers = defaults(memory, file, place.node);
  const named = { ...fixedBy(place.node) };
  if (named.artifact === undefined) {
    const name = await ask({
      title: titled(deps, l10n.t('Log {0} as Artifact (1 of 2)', path.basename(answers.path))),
      prompt: l10n.t('Name of the artifact. The same name again makes a new version of it.'),
      value: answers.artifact,
      validate: text => nameProblem(text, 'an artifact'),
    });
    if (name === undefined) return undefined;
    answers.artifact = canonicalName(name);
  }
  const existing = await typeOf(connection.store, answers);
  const type = existing ?? named.type ?? (await askForType(deps, answers));
  if (type === undefined) return undefined;
  answers.type = type;
  if (!(await askMore(answers, titled(deps, l10n.t('Log {0} as {1}', answers.artifact, type)))))
    return undefined;
  await remember(memory, answers);
  return toRequest(answers);
}

async function askForFile(): Promise<Uri | undefined> {
  const [file] =
    (await window.showOpenDialog({
      title: l10n.t('Folder or File to Log'),
      openLabel: l10n.t('Log'),
      canSelectFolders: true,
      canSelectFiles: true,
    })) ?? [];
  return file;
}

interface Fixed {
  readonly entity?: string;
  readonly project?: string;
  readonly type?: string;
  readonly artifact?: string;
}

/** What the node that was clicked or dropped on says already. */
function fixedBy(node: TreeNode | undefined): Fixed {
  switch (node?.kind) {
    case 'project':
      return { entity: node.project.entity, project: node.project.name };
    case 'type':
      return { ...fixedBy(node.parent), type: node.type.name };
    case 'artifact': {
      const { type, name: artifact, newest } = node.artifact;
      if (node.parent.kind !== 'pinned') return { ...fixedBy(node.parent), type, artifact };
      return { ...(newest && { entity: newest.entity, project: newest.project }), type, artifact };
    }
    case 'version':
    case 'folder':
    case 'file':
      return fixedBy(node.parent);
    default:
      return {};
  }
}

function defaults(memory: Memento, file: Uri, node: TreeNode | undefined): LogAnswers {
  return {
    path: file.fsPath,
    project: activeProject(memory, file),
    artifact: suggestedName(file.fsPath),
    type: 'dataset',
    aliases: [],
    description: '',
    metadata: undefined,
    tags: [],
    ...remembered(memory)[file.fsPath],
    ...fixedBy(node),
  };
}

/** The file's or folder's name as that of an artifact, cut where it is too long; empty where it cannot be one. */
export function suggestedName(file: string): string {
  const name = path.basename(file, path.extname(file)).replace(/[/:]/g, '-');
  const cut = [...name].slice(0, MAX_NAME_LENGTH).join('').trim();
  return isName(cut) ? cut : '';
}

/** The project that is meant; undefined where there is none yet. */
async function projectOf(store: Store, { entity, project }: LogAnswers): Promise<Project | undefined> {
  try {
    return await store.project(project, entity);
  } catch (error) {
    if (isAmphoraError(error, 'project-not-found')) return undefined;
    throw error;
  }
}

/** The type of the artifact where there is one of this name: it cannot be another. */
async function typeOf(store: Store, answers: LogAnswers): Promise<string | undefined> {
  const { artifact } = answers;
  const found = await projectOf(store, answers);
  if (!found) return undefined;
  const page = await store.artifacts({ project: found.id, filter: artifact, limit: 1000 });
  return page.items.find(each => each.name === artifact)?.type;
}

interface TypeItem extends QuickPickItem {
  readonly type?: string;
}

async function askForType(deps: AskingDeps, answers: LogAnswers): Promise<string | undefined> {
  const { store } = deps.connection;
  const project = await projectOf(store, answers);
  const existing = project ? (await store.artifactTypes(project.id)).map(type => type.name) : [];
  const names = [...new Set([...existing, 'dataset', 'model'])];
  const items: TypeItem[] = names.map(type => ({ label: plain(type), type, iconPath: typeIcon(type) }));
  items.push({ label: l10n.t('New Type…'), iconPath: new ThemeIcon('add'), alwaysShow: true });
  const active = items.find(item => item.type === answers.type);
  const title = titled(deps, l10n.t('Log {0} as Artifact (2 of 2)', answers.artifact));
  const chosen = await pick({
    title,
    placeholder: l10n.t('Type of the artifact'),
    items,
    ...(active && { active }),
  });
  if (!chosen || chosen.type !== undefined) return chosen?.type;
  return ask({
    title,
    prompt: l10n.t('A word for what it is, such as dataset, model or report.'),
    validate: text => nameProblem(text, 'an artifact type'),
  });
}

type Remembered = Pick<LogAnswers, 'project' | 'artifact' | 'type' | 'aliases'>;

function remembered(memory: Memento): Readonly<Record<string, Remembered>> {
  return memory.get<Readonly<Record<string, Remembered>>>(REMEMBERED, {});
}

async function remember(
  memory: Memento,
  { path: file, project, artifact, type, aliases }: LogAnswers,
): Promise<void> {
  const others = Object.entries(remembered(memory)).filter(([key]) => key !== file);
  const kept = [...others, [file, { project, artifact, type, aliases }] as const].slice(-MAX_REMEMBERED);
  await memory.update(REMEMBERED, Object.fromEntries(kept));
}

function toRequest({ description, metadata, ...answers }: LogAnswers): LogRequest {
  return {
    ...answers,
    ...(description === '' ? {} : { description }),
    ...(metadata && { metadata }),
  };
}
