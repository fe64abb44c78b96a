/** Files of versions. */
import type { ManifestEntry } from '../../core/manifest.ts';
import type { Version } from '../../core/version.ts';
import type { Context, Maybe } from '../context.ts';
import { encodeId } from '../ids.ts';
import type { PageArgs } from './connection.ts';
import { dateTime, listConnection } from './connection.ts';

export interface FilesArgs extends PageArgs {
  readonly names?: Maybe<readonly string[]>;
}

function hexOf(digest: string): string {
  return Buffer.from(digest, 'base64').toString('hex');
}

export function versionFileNode(version: Version, entry: ManifestEntry, { urls }: Context) {
  const url = entry.kind === 'file' ? urls.getBlob(entry.blob, entry.size, entry.path) : entry.url;
  return {
    __typename: 'File' as const,
    id: encodeId('File', `${version.id}/${entry.path}`),
    name: entry.path,
    displayName: entry.path,
    url,
    directUrl: url,
    uploadUrl: null,
    uploadHeaders: [],
    storagePath: entry.kind === 'file' ? `wandb_artifacts/${hexOf(entry.digest)}` : null,
    sizeBytes: entry.size,
    mimetype: null,
    updatedAt: dateTime(version.createdAt),
    digest: entry.digest,
    md5: entry.kind === 'file' ? hexOf(entry.digest) : null,
    artifact: null,
  };
}

/** Files in order of path, references included: downloads go by this list. */
export async function versionFilesConnection(version: Version, args: FilesArgs, context: Context) {
  const { entries } = await context.store.manifest(version.id);
  const wanted = args.names ? new Set(args.names) : undefined;
  const listed = wanted ? entries.filter(entry => wanted.has(entry.path)) : entries;
  return listConnection(listed, { first: args.first ?? 50, after: args.after }, entry =>
    versionFileNode(version, entry, context),
  );
}

export interface EntryArgs {
  readonly entries: readonly { readonly name: string; readonly digest: string }[];
}

/** As many as were asked for, in that order. */
export async function entryFilesConnection(version: Version, { entries }: EntryArgs, context: Context) {
  const manifest = await context.store.manifest(version.id);
  const known = new Map(manifest.entries.map(entry => [entry.path, entry]));
  const found = entries.map(({ name }) => known.get(name));
  return listConnection(found, {}, entry => entry && versionFileNode(version, entry, context));
}
