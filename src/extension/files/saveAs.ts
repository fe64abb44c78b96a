import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { l10n, Uri, window, workspace } from 'vscode';
import { bytes } from '../host/format.ts';
import { withProgress } from '../host/progress.ts';
import type { Found } from './found.ts';

/** Writes a file where the person says, as its bytes come: however big it is, it is not held in memory. */
export async function saveAs({ label, open, size }: Found): Promise<void> {
  const folder = workspace.workspaceFolders?.[0]?.uri;
  const name = label.slice(label.lastIndexOf('/') + 1);
  const target = await window.showSaveDialog({
    ...(folder ? { defaultUri: Uri.joinPath(folder, name) } : {}),
  });
  if (!target) return;
  await withProgress(l10n.t('Saving {0}', label), async (signal, report) => {
    let written = 0;
    const stream = await open();
    const counted = async function* (source: AsyncIterable<Uint8Array>) {
      for await (const chunk of source) {
        written += chunk.length;
        report({ text: bytes(written), done: written / Math.max(1, size) });
        yield chunk;
      }
    };
    if (target.scheme === 'file' || target.scheme === 'vscode-remote') {
      await writeStream(Readable.fromWeb(stream), counted, target.fsPath, signal);
    } else {
      await workspace.fs.writeFile(target, new Uint8Array(await new Response(stream).arrayBuffer()));
    }
  });
}

/** What is there already stays until all is written, and where anything fails. */
async function writeStream(
  source: Readable,
  counted: (source: AsyncIterable<Uint8Array>) => AsyncIterable<Uint8Array>,
  file: string,
  signal: AbortSignal,
): Promise<void> {
  const partial = `${file}.partial`;
  try {
    await pipeline(source, counted, createWriteStream(partial), { signal });
    await rename(partial, file);
  } catch (error) {
    await rm(partial, { force: true });
    throw error;
  }
}
