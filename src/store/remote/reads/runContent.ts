/** What runs streamed, and their files. */
import * as v from 'valibot';
import { AmphoraError } from '../../../core/errors.ts';
import type { EntryDigest, RunId } from '../../../core/ids.ts';
import type { RunFile, RunStream } from '../../../core/run.ts';
import { toBase64Md5, toHexMd5 } from '../../../wandb/md5.ts';
import type { BlobLocation } from '../../blobs.ts';
import { md5Blob } from '../../blobs.ts';
import type { ByteRange, LineRange, Page, RunFileQuery } from '../../contract.ts';
import { MAX_LINES } from '../../runLines.ts';
import { CONSOLE, EVENTS, RUN_FILES } from '../documents/runs.ts';
import { pageLimit } from '../../catalog/cursor.ts';
import type { RemoteClient } from '../RemoteClient.ts';
import { placeOfRun } from '../remoteIds.ts';
import { edges, maybe, nodes, page, Time } from '../shapes.ts';
import { streamFile } from '../readFile.ts';
import { toPage } from './paging.ts';

const inRun = <S extends v.ObjectEntries>(fields: S) =>
  v.object({ project: maybe(v.object({ run: maybe(v.object(fields)) })) });

/** Lines of the machine's metrics or of the output, by their number; for those of the history see `HistoryLines`. */
export async function readLines(
  client: RemoteClient,
  id: RunId,
  stream: Exclude<RunStream, 'history'>,
  range: LineRange,
  signal?: AbortSignal,
): Promise<readonly string[]> {
  const { key, ...place } = placeOfRun(id);
  const of = { ...place, run: key };
  const start = Math.max(0, range.start);
  const end = Math.min(range.end, start + MAX_LINES);
  const missing = () => new AmphoraError('run-not-found', { run: key });
  if (stream === 'events') {
    const shape = inRun({ events: maybe(v.array(v.string())) });
    const { project } = await client.query(EVENTS, { ...of, samples: MAX_LINES }, shape, signal);
    if (!project?.run) throw missing();
    return (project.run.events ?? []).slice(start, end);
  }
  const shape = inRun({ logLines: maybe(edges(v.object({ line: maybe(v.string()) }))) });
  const variables = { ...of, first: end - start, after: start === 0 ? null : String(start) };
  const { project } = await client.query(CONSOLE, variables, shape, signal);
  if (!project?.run) throw missing();
  const { logLines } = project.run;
  return logLines ? nodes(logLines).map(({ line }) => line ?? '') : [];
}

const File = v.object({
  id: v.string(),
  name: v.string(),
  directUrl: maybe(v.string()),
  sizeBytes: maybe(v.number()),
  mimetype: maybe(v.string()),
  updatedAt: maybe(Time),
  md5: maybe(v.string()),
});
type FileAnswer = v.InferOutput<typeof File>;

function toRunFile(answer: FileAnswer): RunFile | undefined {
  // One that is yet to come has an address and nothing else.
  if (answer.updatedAt == null) return undefined;
  const digest = (answer.md5 ? toBase64Md5(toHexMd5(answer.md5)) : '') as EntryDigest;
  return {
    name: answer.name,
    blob: md5Blob(digest),
    digest,
    size: answer.sizeBytes ?? 0,
    ...(answer.mimetype ? { mimeType: answer.mimetype } : {}),
    updatedAt: answer.updatedAt,
  };
}

interface FilesQuery {
  readonly names?: readonly string[];
  readonly pattern?: string;
  readonly first: number;
  readonly after?: string | undefined;
}

async function files(client: RemoteClient, id: RunId, query: FilesQuery, signal?: AbortSignal) {
  const { key, ...place } = placeOfRun(id);
  const variables = {
    ...place,
    run: key,
    names: query.names ?? [],
    pattern: query.pattern ?? null,
    first: query.first,
    after: query.after ?? null,
  };
  const { project } = await client.query(RUN_FILES, variables, inRun({ files: maybe(page(File)) }), signal);
  return project?.run?.files ?? { edges: [], pageInfo: { hasNextPage: false } };
}

export async function listRunFiles(
  client: RemoteClient,
  query: RunFileQuery,
  signal?: AbortSignal,
): Promise<Page<RunFile>> {
  // SQL's LIKE, in which these stand for others.
  const pattern = query.prefix ? `${query.prefix.replace(/[\\%_]/g, '\\$&')}%` : undefined;
  const answer = await files(
    client,
    query.run,
    { first: pageLimit(query), after: query.cursor, ...(pattern === undefined ? {} : { pattern }) },
    signal,
  );
  return toPage(answer, toRunFile);
}

/** Files by their names, with the server's ids of them. */
export async function findFiles(
  client: RemoteClient,
  id: RunId,
  names: readonly string[],
  signal?: AbortSignal,
): Promise<readonly { readonly id: string; readonly url: string | undefined; readonly file: RunFile }[]> {
  if (names.length === 0) return [];
  const answer = await files(client, id, { names, first: names.length }, signal);
  const found = new Map(
    nodes(answer).flatMap(node => {
      const file = toRunFile(node);
      return file ? [[file.name, { id: node.id, url: node.directUrl ?? undefined, file }] as const] : [];
    }),
  );
  return names.flatMap(name => found.get(name) ?? []);
}

/** @throws AmphoraError `run-file-not-found` */
async function requireFile(
  client: RemoteClient,
  id: RunId,
  name: string,
  signal: AbortSignal | undefined,
): Promise<{ readonly url: string; readonly file: RunFile }> {
  const [found] = await findFiles(client, id, [name], signal);
  if (found?.url === undefined) {
    throw new AmphoraError('run-file-not-found', { run: placeOfRun(id).key, path: name });
  }
  return { url: found.url, file: found.file };
}

/** @throws AmphoraError `run-file-not-found` */
export async function locateRunFile(
  client: RemoteClient,
  id: RunId,
  name: string,
  signal?: AbortSignal,
): Promise<BlobLocation> {
  return { kind: 'url', url: (await requireFile(client, id, name, signal)).url };
}

/** @throws AmphoraError `run-file-not-found` */
export async function readRunFile(
  client: RemoteClient,
  id: RunId,
  name: string,
  range: ByteRange | undefined,
  signal?: AbortSignal,
): Promise<ReadableStream<Uint8Array>> {
  const { url, file } = await requireFile(client, id, name, signal);
  const { digest, blob, size } = file;
  const entry = { kind: 'file', path: name, digest, blob, size } as const;
  return streamFile(client, url, entry, placeOfRun(id).key, range, signal);
}
