/** Files that pages show, in editors and on disk. */
import { commands, l10n } from 'vscode';
import type { Uri } from 'vscode';
import { AmphoraError } from '../../core/errors.ts';
import type { VersionId } from '../../core/ids.ts';
import { versionLabel } from '../../core/version.ts';
import type { FilePlace } from '../../protocol/pages/host.ts';
import type { Found } from '../files/found.ts';
import { findRunFile } from '../files/runFile.ts';
import { saveAs } from '../files/saveAs.ts';
import { findVersionFile } from '../files/versionFile.ts';
import { fileUri, parsePlace, runFileUri } from '../files/versionUri.ts';
import type { StoreConnection } from '../stores/StoreConnection.ts';

interface VersionFile {
  readonly id: VersionId;
  readonly path: string;
}

/** The address of a version's file, and what people call it. @throws AmphoraError `file-not-found` */
async function versionFileUri(
  { name, store, files }: StoreConnection,
  { id, path }: VersionFile,
): Promise<{ readonly uri: Uri; readonly label: string }> {
  const version = await store.version(id);
  const { entries } = await files.manifest(id);
  if (!entries.some(entry => entry.path === path && entry.kind === 'file'))
    throw new AmphoraError('file-not-found', { path, version: versionLabel(version) });
  return { uri: fileUri(name, version, path), label: `${versionLabel(version)}/${path}` };
}

/** @throws AmphoraError `run-file-not-found` */
async function runFileUriOf({ name, store }: StoreConnection, file: FilePlace & { of: 'run' }): Promise<Uri> {
  const run = await store.run(file.id);
  const [found] = await store.findRunFiles(file.id, [file.path]);
  if (!found) throw new AmphoraError('run-file-not-found', { path: file.path, run: run.name });
  return runFileUri(name, run, file.path);
}

async function uriOf(connection: StoreConnection, file: FilePlace): Promise<Uri> {
  return file.of === 'version'
    ? (await versionFileUri(connection, file)).uri
    : runFileUriOf(connection, file);
}

/** Opens a file in whatever editor VS Code has for it. @throws AmphoraError where it is not there */
export async function openPageFile(connection: StoreConnection, file: FilePlace): Promise<void> {
  await commands.executeCommand('vscode.open', await uriOf(connection, file));
}

/** Opens two files of versions in the diff editor. @throws AmphoraError where one is not there */
export async function openDiff(
  connection: StoreConnection,
  left: VersionFile,
  right: VersionFile,
): Promise<void> {
  const [before, after] = await Promise.all([
    versionFileUri(connection, left),
    versionFileUri(connection, right),
  ]);
  const title = l10n.t('{0} ↔ {1}', before.label, after.label);
  await commands.executeCommand('vscode.diff', before.uri, after.uri, title);
}

/** Saves a file where the person says. */
export async function savePageFile(connection: StoreConnection, file: FilePlace): Promise<void> {
  const place = parsePlace(await uriOf(connection, file));
  const found: Found | undefined =
    place?.of === 'run'
      ? await findRunFile(connection, place)
      : place && (await findVersionFile(connection, place));
  if (found) await saveAs(found);
}
