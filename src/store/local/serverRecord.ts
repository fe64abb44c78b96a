/**
 * How a store's server is found, by the extension as well as by the next server:
 *
 *     server/server.json   address and process; after a clean stop without a process, so that the port is found again
 *     server/key           what a client must show
 *     server/server.log    what the server did, without secrets
 */
import { chmod, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as v from 'valibot';
import { systemProblem } from '../systemError.ts';
import { AmphoraError } from '../../core/errors.ts';
import { serverFolder } from './layout.ts';
import { newId } from '../catalog/newId.ts';
import { isAlive, ownIdentity } from './processIdentity.ts';

const Port = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(65535));

const RecordShape = v.object({
  url: v.pipe(v.string(), v.url()),
  port: Port,
  /** Null after a clean stop. */
  pid: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(1))),
  process_start: v.nullable(v.string()),
  host: v.string(),
  boot: v.string(),
  /** Milliseconds since the epoch. */
  startedAt: v.number(),
  version: v.string(),
});

export type ServerRecord = Readonly<v.InferOutput<typeof RecordShape>>;
/** A record of a server that runs. */
export type LiveServer = ServerRecord & { readonly pid: number };

const recordFile = (storeFolder: string): string => path.join(serverFolder(storeFolder), 'server.json');

/** The file that the server of a store writes its log to. */
export function serverLogFile(storeFolder: string): string {
  return path.join(serverFolder(storeFolder), 'server.log');
}

/** What the last server of a store left; undefined where there is nothing, or nothing that can be understood. */
export async function readServerRecord(storeFolder: string): Promise<ServerRecord | undefined> {
  try {
    const parsed = v.safeParse(RecordShape, JSON.parse(await readFile(recordFile(storeFolder), 'utf8')));
    return parsed.success ? parsed.output : undefined;
  } catch {
    return undefined;
  }
}

/** The server of a store, where one runs. */
export async function findServer(storeFolder: string): Promise<LiveServer | undefined> {
  const record = await readServerRecord(storeFolder);
  if (record === undefined || record.pid === null) return undefined;
  const server = { ...record, pid: record.pid };
  return isAlive({ ...server, started_at: record.startedAt }, ownIdentity(), Date.now()) ? server : undefined;
}

/** Makes the server's folder, for its owner only, also where it was laxer. @throws AmphoraError `store-not-writable` */
export async function makeServerFolder(storeFolder: string): Promise<string> {
  const folder = serverFolder(storeFolder);
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await chmod(folder, 0o700);
  } catch (error) {
    const problem = systemProblem(error);
    throw new AmphoraError('store-not-writable', { path: storeFolder, problem }, { cause: error });
  }
  return folder;
}

/** Replaces the record in one step. */
export async function writeServerRecord(storeFolder: string, record: ServerRecord): Promise<void> {
  const file = recordFile(storeFolder);
  const temporary = `${file}.${newId()}`;
  try {
    await writeFile(temporary, `${JSON.stringify(record)}\n`, { mode: 0o600 });
    await rename(temporary, file);
  } finally {
    await rm(temporary, { force: true });
  }
}
