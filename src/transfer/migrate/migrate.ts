/**
 * Moves all of a store into another: the rows as they are, and each content once. It may be broken off at any moment and asked for
 * again: bytes come before the rows that name them, and the rows of a project come at once.
 */
import type { BlobKey } from '../../core/ids.ts';
import type { LongCall } from '../../store/maintenance.ts';
import type { MigrationEnd } from '../../store/migration.ts';
import { BlobWriter } from '../BlobWriter.ts';
import type { TransferProgress } from '../requests.ts';
import type { Route } from './carryBytes.ts';
import { carryGroup, SourceChanged } from './carryGroup.ts';
import { Carrier } from './Carrier.ts';
import type { GroupNeeds, NeededBytes } from './needs.ts';
import { needsOf } from './needs.ts';
import type { MovedProject } from './projects.ts';
import { countKnown, groupProjects, movedProjects, requireRoom } from './projects.ts';
import type { MigrateRequest, MigrateResult } from './requests.ts';

type Call = LongCall<TransferProgress>;

interface Plan {
  readonly groups: readonly GroupNeeds[];
  /** What the other store lacks, each content once. */
  readonly missing: readonly NeededBytes[];
}

const sizeOf = (needs: readonly NeededBytes[]): number => needs.reduce((sum, { size }) => sum + size, 0);

async function makePlan(
  { from }: MigrateRequest,
  groups: readonly (readonly MovedProject[])[],
  carrier: Carrier,
  { signal, onProgress }: Call,
): Promise<Plan> {
  const all = new Map<BlobKey, NeededBytes>();
  const needed: GroupNeeds[] = [];
  for (const group of groups) {
    const needs = await needsOf(from, group, signal);
    needed.push(needs);
    for (const [blob, need] of needs.bytes) all.set(blob, need);
    onProgress?.({ phase: 'scan', files: all.size, bytes: 0 });
  }
  return { groups: needed, missing: await carrier.missing([...all.values()], signal) };
}

/** Versions and runs that a dry run finds to be new. */
async function countNew({ from, to }: MigrateRequest, table: 'versions' | 'runs'): Promise<number> {
  const idsOf = async ({ db }: Pick<MigrateRequest['from'], 'db'>) =>
    (await db.selectFrom(table).select('id').execute()).map(row => String(row.id));
  const known = new Set(await idsOf(to));
  return (await idsOf(from)).filter(id => !known.has(id)).length;
}

/** Reads a catalog as it is at one moment. */
function atOneMoment<T>(end: MigrationEnd, read: (end: MigrationEnd) => Promise<T>): Promise<T> {
  if (end.readOnly) return read(end);
  const moment = end.db.transaction().setIsolationLevel('repeatable read');
  return moment.execute(db => read({ ...end, db }));
}

/** Bytes first, rows after. */
async function moveGroup(
  { from, to }: MigrateRequest,
  planned: GroupNeeds,
  carrier: Carrier,
  route: Route,
  onFile: () => void,
): Promise<{ versions: number; runs: number }> {
  const { staging, signal } = route;
  const carryBytesOf = async (needs: GroupNeeds) => {
    await carrier.carry(await carrier.missing([...needs.bytes.values()], signal), route, onFile);
    const manifests = await carrier.carryManifests(needs.manifests, route);
    return { needs, manifests, carrier, staging, signal };
  };
  const group = await carryBytesOf(planned);
  try {
    return await atOneMoment(from, source => carryGroup(source, to, group));
  } catch (error) {
    if (!(error instanceof SourceChanged)) throw error;
  }
  // Somebody wrote to it meanwhile: what little came to it is carried while it holds still.
  return atOneMoment(from, async source => {
    const needs = await needsOf(source, planned.projects, signal);
    return carryGroup(source, to, await carryBytesOf(needs));
  });
}

/**
 * @throws AmphoraError `project-differs`, `project-elsewhere`, `project-ahead`, `blob-damaged` and `manifest-damaged` naming what
 * is damaged, `disk-full` and others of the two stores
 */
export async function migrate(request: MigrateRequest, call: Call = {}): Promise<MigrateResult> {
  const { from, to, dryRun } = request;
  const projects = await movedProjects(request);
  await requireRoom(request, projects);
  const carrier = new Carrier(from, to);
  const plan = await makePlan(request, await groupProjects(request, projects), carrier, call);
  const fresh = projects.length - (await countKnown(to.db, projects));
  const [filesTotal, bytesTotal] = [plan.missing.length, sizeOf(plan.missing)];
  if (dryRun) {
    const [versions, runs] = [await countNew(request, 'versions'), await countNew(request, 'runs')];
    return { projects: fresh, versions, runs, files: filesTotal, bytes: bytesTotal, dryRun };
  }
  const moved = { versions: 0, runs: 0, files: 0, bytes: 0 };
  const tell = () => {
    const { files, bytes } = moved;
    call.onProgress?.({
      phase: 'write',
      files,
      bytes,
      filesTotal: Math.max(files, filesTotal),
      bytesTotal: Math.max(bytes, bytesTotal),
    });
  };
  const staging = await to.stage(call.signal ? { signal: call.signal } : {});
  try {
    const { blobs, temporary } = staging;
    const route: Route = {
      from: from.blobs,
      to: to.blobs,
      staging,
      writer: new BlobWriter({ store: to.location, blobs, temporary }, 'migrate'),
      signal: call.signal,
      onBytes: count => {
        moved.bytes += count;
        tell();
      },
    };
    const onFile = () => {
      moved.files++;
    };
    for (const group of plan.groups) {
      const { versions, runs } = await moveGroup(request, group, carrier, route, onFile);
      moved.versions += versions;
      moved.runs += runs;
    }
  } finally {
    await to.abandon(staging);
  }
  return { projects: fresh, ...moved, dryRun };
}
