import os from 'node:os';
import path from 'node:path';
import { commands, l10n, Uri, window, workspace } from 'vscode';
import { isAmphoraError } from '../../core/errors.ts';
import { versionName } from '../../core/names.ts';
import { versionFolderName } from '../../core/portableName.ts';
import { versionLabel } from '../../core/version.ts';
import type { Version } from '../../core/version.ts';
import type { DownloadRequest, DownloadResult } from '../../transfer/requests.ts';
import { describeError } from '../errors/describeError.ts';
import { runCommand } from '../host/commands.ts';
import { bytes, fileCount } from '../host/format.ts';
import { confirm, notify } from '../host/messages.ts';
import { withProgress } from '../host/progress.ts';
import { readSetting } from '../host/settings.ts';
import { isNode, isRequest, stringOf, stringsOf } from './arguments.ts';
import type { AskingDeps } from './deps.ts';
import { findVersion } from './findVersion.ts';
import { transferSteps } from './progressText.ts';

/**
 * `amphora.artifact.download`. Takes nothing (a picker), a node (a folder or file of a version: that alone), or a
 * request `{ reference | version, target?, paths?, overwrite?, ask? }`, which is asked nothing unless it says so by `ask`. Gives
 * the result, or undefined when it was left.
 */
export async function downloadArtifact(
  deps: AskingDeps,
  target: unknown,
): Promise<DownloadResult | undefined> {
  const version = await findVersion(deps, target, l10n.t('Download Artifact'));
  if (!version) return undefined;
  const request = isRequest(target) ? target : {};
  const folder = stringOf(request, 'target') ?? (await targetFolder(version));
  if (folder === undefined) return undefined;
  const paths = isNode(target) ? pathsOf(target) : stringsOf(request, 'paths');
  const download: DownloadRequest = {
    version: version.id,
    target: folder,
    ...(paths && { paths }),
    overwrite: request['overwrite'] === true,
  };
  const result =
    isRequest(target) && target['ask'] !== true
      ? await run(deps, version, download)
      : await runAskingToOverwrite(deps, version, download);
  if (result) tell(deps.connection.name, version, result);
  return result;
}

function pathsOf(node: {
  readonly kind: string;
  readonly path?: string;
  readonly entry?: { readonly path: string };
}) {
  const only = node.kind === 'folder' ? node.path : node.kind === 'file' ? node.entry?.path : undefined;
  return only === undefined ? undefined : [only];
}

/** The folder a version goes to by the settings; asks where that is not clear. */
async function targetFolder(version: Version): Promise<string | undefined> {
  const folders = workspace.workspaceFolders ?? [];
  const folder =
    folders.length > 1
      ? await window.showWorkspaceFolderPick({ placeHolder: l10n.t('Workspace folder to download into') })
      : folders[0];
  if (folders.length > 1 && !folder) return undefined;
  const setting = readSetting('amphora.download.folder', folder?.uri).replace(/^~(?=$|[/\\])/, os.homedir());
  const name = versionFolderName(version.artifact, versionName(version.index), process.platform === 'win32');
  if (path.isAbsolute(setting)) return path.join(setting, name);
  if (folder) return path.join(folder.uri.fsPath, setting, name);
  const [chosen] =
    (await window.showOpenDialog({
      title: l10n.t('Folder to Download {0} Into', versionLabel(version)),
      openLabel: l10n.t('Download'),
      canSelectFolders: true,
      canSelectFiles: false,
    })) ?? [];
  return chosen && path.join(chosen.fsPath, name);
}

function run(
  { connection }: AskingDeps,
  version: Version,
  request: DownloadRequest,
): Promise<DownloadResult> {
  return withProgress(l10n.t('Downloading {0}', versionLabel(version)), (signal, report) => {
    const step = transferSteps();
    return connection.service.download(request, {
      signal,
      onProgress: progress => {
        report(step(progress));
      },
    });
  });
}

async function runAskingToOverwrite(
  deps: AskingDeps,
  version: Version,
  request: DownloadRequest,
): Promise<DownloadResult | undefined> {
  try {
    return await run(deps, version, request);
  } catch (error) {
    if (!isAmphoraError(error, 'target-changed')) throw error;
    const question = l10n.t('Overwrite local files with those of {0}?', versionLabel(version));
    const overwrite = await confirm(question, describeError(error), l10n.t('Overwrite'));
    return overwrite ? run(deps, version, { ...request, overwrite: true }) : undefined;
  }
}

function tell(
  store: string,
  version: Version,
  { path: folder, files, bytes: size, keptFiles, leftOut }: DownloadResult,
): void {
  const label = versionLabel(version);
  const amount = l10n.t('{0}, {1}', fileCount(files), bytes(size));
  const text =
    keptFiles === files && files > 0
      ? l10n.t('Nothing to do: {0} was here already ({1})', label, amount)
      : l10n.t('Downloaded {0} ({1})', label, amount);
  const warning =
    leftOut.length === 0
      ? ''
      : ` ${l10n.t('Left out, because they only point elsewhere: {0}.', fileCount(leftOut.length))}`;
  notify('info', text + warning, [
    {
      label: l10n.t('Reveal in Explorer'),
      run: () => commands.executeCommand('revealInExplorer', Uri.file(folder)),
    },
    {
      label: l10n.t('Show Lineage'),
      run: () => runCommand('amphora.lineage.show', { store, version: version.id }),
    },
  ]);
}
