/** Files that pages show, in editors and on disk. */
import { commands, Uri, window, workspace } from 'vscode';
import type { VersionId } from '../../core/ids.ts';
import { versionLabel } from '../../core/version.ts';
import type { FilePlace } from '../../protocol/pages/host.ts';
import { fileUri, runFileUri } from '../files/versionUri.ts';
import type { StoreConnection } from '../stores/StoreConnection.ts';

interface VersionFile {
  readonly id: VersionId;
  readonly path: string;
}

/** The address of a version's file, and what people call it. */
export async function versionFileUri(
  connection: StoreConnection,
  { id, path }: VersionFile,
): Promise<{ readonly uri: Uri; readonly label: string }> {
  const version = await connection.store.version(id);
  return { uri: fileUri(connection.name, version, path), label: `${versionLabel(version)}/${path}` };
}

async function uriOf(connection: StoreConnection, file: FilePlace): Promise<Uri> {
  if (file.of === 'version') return (await versionFileUri(connection, file)).uri;
  return runFileUri(connection.name, await connection.store.run(file.id), file.path);
}

/** Opens a file in whatever editor VS Code has for it. */
export async function openPageFile(connection: StoreConnection, file: FilePlace): Promise<void> {
  await commands.executeCommand('vscode.open', await uriOf(connection, file));
}

/** Saves a file where the person says. */
export async function savePageFile(connection: StoreConnection, file: FilePlace): Promise<void> {
  const source = await uriOf(connection, file);
  const folder = workspace.workspaceFolders?.[0]?.uri;
  const name = file.path.slice(file.path.lastIndexOf('/') + 1);
  const target = await window.showSaveDialog({
    ...(folder ? { defaultUri: Uri.joinPath(folder, name) } : {}),
  });
  if (target) await workspace.fs.copy(source, target, { overwrite: true });
}
