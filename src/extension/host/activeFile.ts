import { TabInputCustom, TabInputNotebook, TabInputText, TabInputTextDiff, window } from 'vscode';
import type { Uri } from 'vscode';

/** What the editor in front shows, be it text or a picture; of a comparison its right side. */
export function activeFile(): Uri | undefined {
  const input = window.tabGroups.activeTabGroup.activeTab?.input;
  if (input instanceof TabInputTextDiff) return input.modified;
  const isFile =
    input instanceof TabInputText || input instanceof TabInputCustom || input instanceof TabInputNotebook;
  return isFile ? input.uri : undefined;
}
