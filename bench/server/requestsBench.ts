import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { BenchServer } from './BenchServer.ts';
import type { TeamPlaces } from './TeamPlaces.ts';

export interface RequestRow {
  readonly operation: string;
  readonly requests: number;
  /** Requests a second, several at a time. */
  readonly rate: number;
  /** Milliseconds of processor time for each, in the server. */
  readonly cpu: number;
}

export interface HistoryRow {
  readonly operation: string;
  readonly steps: number;
  readonly seconds: number;
  /** Bytes that the server's memory grew by. */
  readonly growth: number;
}

const AT_ONCE = 8;
const BATCH = 10_000;
/** Runs that share the requests. */
const RUNS = 200;

const UPSERT = `mutation UpsertBucket($name: String, $project: String, $config: JSONString) {
  upsertBucket(input: { name: $name, modelName: $project, config: $config }) { bucket { id name displayName } inserted }
}`;
const CREATE = `mutation CreateArtifact($input: CreateArtifactInput!) {
  createArtifact(input: $input) { artifact { id state } }
}`;
const FILES = `mutation CreateArtifactFiles($input: CreateArtifactFilesInput!) {
  createArtifactFiles(input: $input) { files { edges { node { storagePath uploadUrl uploadHeaders artifact { id } } } } }
}`;
const SAMPLE = `query Sampled($spec: JSONString!) {
  project(name: "bench", entityName: "local") { run(name: "history") { sampledHistory(specs: [$spec]) } }
}`;
const KEYS = `query Keys { project(name: "bench", entityName: "local") { run(name: "history") { historyKeys } } }`;
const ALL = `query Full { project(name: "bench", entityName: "local") { run(name: "history") { history(samples: 500) } } }`;

/** Requests to servers in turns, several at a time. */
async function many(
  servers: readonly BenchServer[],
  operation: string,
  requests: number,
  send: (server: BenchServer, i: number) => Promise<unknown>,
): Promise<RequestRow> {
  const used = () => servers.reduce((sum, server) => sum + server.cpu, 0);
  const cpu = used();
  const start = performance.now();
  let next = 0;
  const lane = async () => {
    for (let i = next++; i < requests; i = next++) {
      const server = servers[i % servers.length];
      if (server) await send(server, i);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
  const seconds = (performance.now() - start) / 1000;
  return { operation, requests, rate: requests / seconds, cpu: ((used() - cpu) * 1000) / requests };
}

function historyLines(first: number, count: number): readonly string[] {
  return Array.from({ length: count }, (_, i) => {
    const step = first + i;
    return JSON.stringify({
      _step: step,
      _runtime: step / 100,
      _timestamp: 1e9 + step,
      loss: 1 / (step + 1),
      acc: step % 97,
    });
  });
}

const streamOf = (offset: number, content: readonly string[]) =>
  JSON.stringify({ files: { 'wandb-history.jsonl': { offset, content } } });

/** How many requests of the usual kinds a second, one server process against one client. */
export async function requestsBench(
  cli: string,
  folder: string,
  scale: number,
): Promise<readonly RequestRow[]> {
  const base = fs.mkdtempSync(path.join(folder, 'amphora-bench-requests-'));
  const server = await BenchServer.start(cli, path.join(base, 'store'));
  try {
    return await requestsOf([server], scale);
  } finally {
    await server.stop();
    fs.rmSync(base, { recursive: true, force: true });
  }
}

/** The same to one store through so many processes of a team's server. */
export async function teamRequestsBench(
  cli: string,
  places: TeamPlaces,
  processes: number,
  scale: number,
): Promise<readonly RequestRow[]> {
  const { args, key } = await places.makeStore(cli, false);
  const servers: BenchServer[] = [];
  try {
    for (let i = 0; i < processes; i++) servers.push(await BenchServer.startTeam(cli, args, key));
    return await requestsOf(servers, scale);
  } finally {
    for (const server of servers) await server.stop();
  }
}

async function requestsOf(servers: readonly BenchServer[], scale: number): Promise<readonly RequestRow[]> {
  const [first] = servers;
  if (!first) return [];
  const config = JSON.stringify({ lr: { value: 0.1 }, layers: { value: [64, 32] } });
  const upsert = await many(servers, 'upsertBucket', 2000 * scale, (server, i) =>
    server.graphql(UPSERT, { name: `run-${i % RUNS}`, project: 'bench', config }),
  );
  const stream = await many(servers, 'file_stream, 10 lines', 3000 * scale, (server, i) =>
    server.post(
      `/files/local/bench/run-${i % RUNS}/file_stream`,
      streamOf(10 * Math.floor(i / RUNS), historyLines(i, 10)),
    ),
  );
  const input = {
    projectName: 'bench',
    artifactTypeName: 'dataset',
    artifactCollectionName: 'files',
    digest: 'none',
  };
  const created = (await first.graphql(CREATE, { input })) as {
    data: { createArtifact: { artifact: { id: string } } };
  };
  const artifactID = created.data.createArtifact.artifact.id;
  const files = await many(servers, 'createArtifactFiles, 100 files', 200 * scale, (server, i) => {
    const artifactFiles = Array.from({ length: 100 }, (_, k) => {
      const name = `${i}/${k}.bin`;
      return { artifactID, name, md5: createHash('md5').update(name).digest('base64') };
    });
    return server.graphql(FILES, { input: { artifactFiles, storageLayout: 'V2' } });
  });
  return [upsert, stream, files];
}

/** A long run's history in and out, and what it costs in memory. */
export async function historyBench(
  cli: string,
  folder: string,
  steps: number,
): Promise<readonly HistoryRow[]> {
  const base = fs.mkdtempSync(path.join(folder, 'amphora-bench-history-'));
  const server = await BenchServer.start(cli, path.join(base, 'store'));
  const rows: HistoryRow[] = [];
  const measure = async (operation: string, work: () => Promise<unknown>) => {
    const before = server.memory;
    const start = performance.now();
    await work();
    rows.push({
      operation,
      steps,
      seconds: (performance.now() - start) / 1000,
      growth: server.memory - before,
    });
  };
  try {
    await server.graphql(UPSERT, { name: 'history', project: 'bench', config: '{}' });
    await measure('stream in', async () => {
      for (let first = 0; first < steps; first += BATCH) {
        await server.post(
          '/files/local/bench/history/file_stream',
          streamOf(first, historyLines(first, BATCH)),
        );
      }
    });
    const spec = (keys: readonly string[]) => ({ spec: JSON.stringify({ keys, samples: 1000 }) });
    await measure('500 samples of all', () => server.graphql(ALL, {}));
    await measure('1,000 samples of two metrics', () => server.graphql(SAMPLE, spec(['_step', 'loss'])));
    await measure('which metrics there are', () => server.graphql(KEYS, {}));
    await measure('which metrics there are, again', () => server.graphql(KEYS, {}));
    return rows;
  } finally {
    await server.stop();
    fs.rmSync(base, { recursive: true, force: true });
  }
}
