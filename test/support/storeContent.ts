/** All that a store tells by its contract, to compare stores. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { ArtifactId, ProjectId, RunId, VersionId } from '../../src/core/ids.ts';
import { RUN_STREAMS } from '../../src/core/run.ts';
import type { BlobLocation } from '../../src/store/blobs.ts';
import type { Page, Store } from '../../src/store/contract.ts';

async function all<T>(read: (cursor: string | undefined) => Promise<Page<T>>): Promise<T[]> {
  const items: T[] = [];
  let cursor: string | undefined;
  do {
    const page = await read(cursor);
    items.push(...page.items);
    cursor = page.next;
  } while (cursor !== undefined);
  return items;
}

const at = (cursor: string | undefined) => (cursor === undefined ? {} : { cursor });
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

async function bytesAt(location: BlobLocation): Promise<Uint8Array> {
  if (location.kind === 'file') return readFileSync(location.path);
  return new Uint8Array(await (await fetch(location.url)).arrayBuffer());
}

async function versionContent(store: Store, id: VersionId) {
  const version = await store.version(id);
  const memberships = version.deleted ? [] : await store.membershipsOf(id);
  const collections = memberships.map(({ artifact: { newest: _, ...artifact }, index, aliases, since }) => ({
    artifact,
    index,
    aliases,
    since,
  }));
  if (version.deleted) return { version, collections };
  const files: unknown[] = [];
  for (const entry of (await store.manifest(id)).entries) {
    if (entry.kind === 'reference') files.push(entry);
    else {
      const hash = createHash('sha256');
      for await (const chunk of await store.readFile(id, entry.path)) hash.update(chunk);
      // Addresses are a store's own.
      const { blob: _, ...rest } = entry;
      files.push({ ...rest, content: hash.digest('hex') });
    }
  }
  return { version, collections, files };
}

async function runContent(store: Store, id: RunId) {
  const run = await store.run(id);
  const lines = await Promise.all(
    RUN_STREAMS.map(stream => store.runLines(id, stream, { start: 0, end: run.lines[stream] })),
  );
  const files: unknown[] = [];
  for (const { blob: _, ...file } of await all(cursor => store.runFiles({ run: id, ...at(cursor) })))
    files.push({ ...file, content: sha256(await bytesAt(await store.locateRunFile(id, file.name))) });
  return { run, lines, files };
}

async function artifactContent(store: Store, id: ArtifactId) {
  const artifact = await store.artifactById(id);
  const members = await all(cursor => store.memberships({ artifact: id, ...at(cursor) }));
  return { artifact, members, moves: await store.aliasHistory(id) };
}

async function projectContent(store: Store, id: ProjectId) {
  const artifacts = await all(cursor => store.artifacts({ project: id, ...at(cursor) }));
  const runs = await all(cursor => store.runs({ project: id, ...at(cursor) }));
  const lineage = await store.lineage({ project: id });
  const versions = new Set(lineage.nodes.flatMap(node => (node.kind === 'version' ? [node.id] : [])));
  return {
    project: await store.projectById(id),
    types: await store.artifactTypes(id),
    jobTypes: await store.jobTypes(id),
    lineage,
    artifacts: await Promise.all(artifacts.map(artifact => artifactContent(store, artifact.id))),
    runs: await Promise.all(runs.map(run => runContent(store, run.id))),
    versions: await Promise.all([...versions].map(version => versionContent(store, version))),
  };
}

/** Everything of a store. @param entities what entities of it are called in the one it is compared with */
export async function storeContent(store: Store, entities: Readonly<Record<string, string>> = {}) {
  const projects = await all(cursor => store.projects(at(cursor)));
  const content = await Promise.all(projects.map(project => projectContent(store, project.id)));
  const rename = (key: string, value: unknown): unknown => {
    if (typeof value === 'bigint') return `${String(value)}n`;
    return key === 'entity' && typeof value === 'string' ? (entities[value] ?? value) : value;
  };
  return JSON.parse(
    JSON.stringify(
      content.sort((a, b) => (a.project.id < b.project.id ? -1 : 1)),
      rename,
    ),
  ) as unknown;
}
