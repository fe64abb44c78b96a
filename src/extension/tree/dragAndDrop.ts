import { DataTransferItem, l10n, Uri } from 'vscode';
import type { DataTransfer, TreeDragAndDropController } from 'vscode';
import { fileUri } from '../files/versionUri.ts';
import { notify } from '../host/messages.ts';
import { usageOf } from '../../core/usage.ts';
import { connectionOf } from './nodes.ts';
import type { TreeNode } from './nodes.ts';

const URI_LIST = 'text/uri-list';
/** Files from outside VS Code; in a browser they come without a place. */
const FILES = 'files';
/** What a dragged version says in Python; `python/DropEdit` inserts it. */
export const PYTHON_USAGE = 'application/vnd.amphora.python';
/** A version of more files than this is not opened file by file. */
const MAX_OPENED = 10;

/**
 * Files dropped on the tree are logged. What is dragged out opens in an editor, straight from the store, or stands
 * as text where it is dropped into one. VS Code's Explorer takes nothing from other trees: to a folder it is a download.
 */
export function artifactsDragAndDrop(
  log: (file: Uri, node: TreeNode | undefined) => Promise<void>,
): TreeDragAndDropController<TreeNode> {
  return {
    dropMimeTypes: [URI_LIST, FILES],
    dragMimeTypes: [URI_LIST, 'text/plain', PYTHON_USAGE],
    async handleDrag(nodes, transfer) {
      const uris = (await Promise.all(nodes.map(urisOf))).flat();
      if (uris.length > 0) transfer.set(URI_LIST, new DataTransferItem(uris.map(String).join('\r\n')));
      const versions = nodes.flatMap(node => (node.kind === 'version' ? [node.version] : []));
      if (versions.length === 0) return;
      const text = (usage: 'reference' | 'python') =>
        versions.map(version => usageOf(version, usage)).join('\n');
      transfer.set('text/plain', new DataTransferItem(text('reference')));
      transfer.set(PYTHON_USAGE, new DataTransferItem(text('python')));
    },
    async handleDrop(target, transfer) {
      const files = await droppedFiles(transfer);
      if (files.length === 0 && hasFiles(transfer)) {
        notify(
          'info',
          l10n.t('A browser does not say where dropped files are; drop them on the Explorer first.'),
        );
      }
      for (const file of files) await log(file, target);
    },
  };
}

async function urisOf(node: TreeNode): Promise<readonly Uri[]> {
  if (node.kind !== 'version' && node.kind !== 'file') return [];
  const { name, files } = connectionOf(node);
  if (node.kind === 'file')
    return node.entry.kind === 'file' ? [fileUri(name, node.version, node.entry.path)] : [];
  if (node.version.fileCount > MAX_OPENED) return [];
  const { entries } = await files.manifest(node.version.id);
  return entries.filter(entry => entry.kind === 'file').map(entry => fileUri(name, node.version, entry.path));
}

function hasFiles(transfer: DataTransfer): boolean {
  return [...transfer].some(([, item]) => item.asFile() !== undefined);
}

/** Files and folders of this machine in a drop, each once. */
async function droppedFiles(transfer: DataTransfer): Promise<readonly Uri[]> {
  const text = (await transfer.get(URI_LIST)?.asString()) ?? '';
  const lines = new Set(text.split(/\r?\n/).filter(line => line !== '' && !line.startsWith('#')));
  return [...lines]
    .map(line => Uri.parse(line))
    .filter(({ scheme }) => scheme === 'file' || scheme === 'vscode-remote')
    .map(uri => Uri.file(uri.path));
}
