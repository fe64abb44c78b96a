import path from 'node:path';
import { workspace } from 'vscode';
import type { Memento, Uri } from 'vscode';
import { canonicalName, isName } from '../../core/names.ts';
import { readSetting } from '../host/settings.ts';

const LAST = 'amphora.project.last';

/** The project that is meant where none is named: the setting, the one used last, the workspace folder's name. */
export function activeProject(memory: Memento, resource?: Uri): string {
  const candidates = [
    readSetting('amphora.project.default', resource),
    memory.get<unknown>(LAST),
    resource && workspace.getWorkspaceFolder(resource)?.name,
    workspace.workspaceFolders?.[0]?.name,
    resource && path.basename(path.dirname(resource.fsPath)),
  ];
  const name = candidates.find(each => typeof each === 'string' && isName(each));
  return typeof name === 'string' ? canonicalName(name) : 'default';
}

export async function rememberProject(memory: Memento, project: string): Promise<void> {
  await memory.update(LAST, project);
}
