/** Files that runs keep. */
import path from 'node:path';
import { statSync } from 'node:fs';
import * as v from 'valibot';
import { AmphoraError } from '../../../core/errors.ts';
import type { RunId } from '../../../core/ids.ts';
import { isSafePath } from '../../../core/manifest.ts';
import type { FolderStaging } from '../../blobs.ts';
import { blobPath } from '../../blobs.ts';
import type { RunFileDraft } from '../../writes.ts';
import { CREATE_RUN_FILES, DELETE_FILES } from '../documents/writes.ts';
import { findFiles } from '../reads/runContent.ts';
import type { RemoteClient } from '../RemoteClient.ts';
import { placeOfRun } from '../remoteIds.ts';
import { maybe } from '../shapes.ts';
import { sendBytes, vanished } from './upload.ts';

const Created = v.object({
  createRunFiles: v.object({
    files: v.array(v.object({ name: v.string(), uploadUrl: maybe(v.string()) })),
  }),
});

export async function commitRunFile(
  client: RemoteClient,
  id: RunId,
  file: RunFileDraft,
  staging: FolderStaging,
): Promise<void> {
  if (!isSafePath(file.name)) throw new AmphoraError('path-unsafe', { path: file.name });
  const { key, ...place } = placeOfRun(id);
  const source = path.join(staging.blobs, blobPath(file.blob));
  if (statSync(source, { throwIfNoEntry: false })?.size !== file.size) throw vanished(file.name);
  const variables = { ...place, run: key, files: [file.name] };
  const { createRunFiles } = await client.query(CREATE_RUN_FILES, variables, Created);
  const url = createRunFiles.files[0]?.uploadUrl;
  if (url == null)
    throw new AmphoraError('remote-answer-malformed', { url: client.url, place: 'createRunFiles' });
  const headers = {
    'content-md5': file.digest,
    ...(file.mimeType === undefined ? {} : { 'content-type': file.mimeType }),
  };
  await sendBytes(client, url, headers, { kind: 'file', path: source, size: file.size });
}

export async function deleteRunFiles(
  client: RemoteClient,
  id: RunId,
  names: readonly string[],
): Promise<void> {
  const files = (await findFiles(client, id, names)).map(file => file.id);
  if (files.length === 0) return;
  await client.query(DELETE_FILES, { files }, v.object({ deleteFiles: v.unknown() }));
}
