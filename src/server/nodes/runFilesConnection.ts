/** Files of runs, and addresses for files that are yet to come. */
import type { RunDetail, RunFile } from '../../core/run.ts';
import type { Context, Maybe } from '../context.ts';
import { isLike } from '../filters/isLike.ts';
import { encodeId } from '../ids.ts';
import type { PageArgs } from './connection.ts';
import { allItems, dateTime, listConnection } from './connection.ts';

export interface RunFilesArgs extends PageArgs {
  readonly names?: Maybe<readonly (string | null)[]>;
  /** In SQL's LIKE. */
  readonly pattern?: Maybe<string>;
}

interface UrlArgs {
  readonly upload?: Maybe<boolean>;
}

/** Where a file of a run is sent, for whoever may do that. */
async function putUrl(run: Pick<RunDetail, 'id'>, name: string, { store, urls }: Context): Promise<string> {
  await store.admitUpload(run.id);
  return urls.putRunFile(run.id, name);
}

export function runFileNode(run: Pick<RunDetail, 'id'>, file: RunFile) {
  const get = (_: unknown, { urls }: Context) => urls.getRunFile(run.id, file.name);
  return {
    __typename: 'File' as const,
    id: encodeId('File', `${run.id}/${file.name}`),
    name: file.name,
    displayName: file.name,
    url: ({ upload }: UrlArgs, context: Context) =>
      upload ? putUrl(run, file.name, context) : context.urls.getRunFile(run.id, file.name),
    directUrl: get,
    uploadUrl: (_: unknown, context: Context) => putUrl(run, file.name, context),
    uploadHeaders: [],
    storagePath: null,
    sizeBytes: file.size,
    mimetype: file.mimeType ?? null,
    updatedAt: dateTime(file.updatedAt),
    digest: file.digest,
    md5: file.digest,
    artifact: null,
  };
}

/** A file that is not there yet: only its upload address is of use; at the other one nothing is found. */
export function futureFileNode(run: Pick<RunDetail, 'id'>, name: string) {
  const url = ({ upload }: UrlArgs, context: Context) =>
    upload ? putUrl(run, name, context) : context.urls.getRunFile(run.id, name);
  return {
    __typename: 'File' as const,
    id: encodeId('File', `${run.id}/${name}`),
    name,
    displayName: name,
    url,
    directUrl: null,
    uploadUrl: (_: unknown, context: Context) => putUrl(run, name, context),
    uploadHeaders: [],
    sizeBytes: 0,
    mimetype: null,
    updatedAt: null,
    digest: null,
    md5: null,
  };
}

/** Files that are asked for by name, which people may begin with the folder that they are in. */
function namesOf({ names }: RunFilesArgs): readonly string[] {
  return (names ?? []).flatMap(name => (name === null ? [] : [name.replace(/^(\.\/+)+/, '')]));
}

async function listedFiles(
  run: RunDetail,
  args: RunFilesArgs,
  { store }: Context,
): Promise<readonly RunFile[]> {
  const names = namesOf(args);
  const files =
    names.length > 0
      ? await store.findRunFiles(run.id, names)
      : await allItems(page => store.runFiles({ run: run.id, ...page }));
  if (!args.pattern) return files;
  const { pattern } = args;
  return files.filter(file => isLike(file.name, pattern));
}

/** How many files a run has. */
export async function countRunFiles(run: RunDetail, context: Context): Promise<number> {
  return (await listedFiles(run, {}, context)).length;
}

export async function runFilesConnection(run: RunDetail, args: RunFilesArgs, context: Context) {
  const files = await listedFiles(run, args, context);
  const there = new Set(files.map(file => file.name));
  // Asked for by name, a file that is not there yet can be sent to its address.
  const missing = namesOf(args).filter(name => !there.has(name));
  const nodes = [
    ...files.map(file => runFileNode(run, file)),
    ...missing.map(name => futureFileNode(run, name)),
  ];
  return { ...listConnection(nodes, args, node => node), uploadHeaders: [] };
}
