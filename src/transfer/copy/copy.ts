/** Copies a version to another store, and with its lineage the runs and versions it came from. */
import type { RunId, VersionId } from '../../core/ids.ts';
import type { LineageGraph, VersionNode } from '../../core/lineage.ts';
import type { Version } from '../../core/version.ts';
import type { LongCall } from '../../store/maintenance.ts';
import type { CommittedVersion } from '../../store/writes.ts';
import { Counters } from '../counters.ts';
import { ProgressMeter } from '../ProgressMeter.ts';
import type { TransferProgress } from '../requests.ts';
import type { CopyEnd } from './copyBytes.ts';
import { copyRun } from './copyRun.ts';
import type { CopyOptions, CopyPlace } from './copyVersion.ts';
import { copyVersion } from './copyVersion.ts';

export interface CopyRequest {
  readonly version: VersionId;
  /** The project there; that of the same name unless told. */
  readonly project?: string;
  /** The entity there; the account's own unless told. */
  readonly entity?: string;
  readonly withLineage?: boolean;
}

export interface CopyResult {
  /** The version there. */
  readonly version: Version;
  /** False where it was there already. */
  readonly created: boolean;
  /** Versions and runs that are new there. */
  readonly versions: number;
  readonly runs: number;
  /** Bytes that were read for it. */
  readonly bytes: number;
}

/** Versions that can be copied: of those that were deleted only their place is left. */
function versionsOf({ nodes }: LineageGraph): readonly VersionNode[] {
  return nodes.filter(node => node.kind === 'version').filter(node => !node.deleted);
}

class Copying {
  readonly #from: CopyEnd;
  readonly #to: CopyEnd;
  readonly #request: CopyRequest;
  readonly #options: CopyOptions;
  #versions = 0;
  #runs = 0;
  #bytes = 0;

  constructor(from: CopyEnd, to: CopyEnd, request: CopyRequest, options: CopyOptions) {
    this.#from = from;
    this.#to = to;
    this.#request = request;
    this.#options = options;
  }

  async run(): Promise<CopyResult> {
    const { store } = this.#from;
    const version = await store.version(this.#request.version);
    const copied =
      this.#request.withLineage === true
        ? await this.#withLineage(version)
        : await this.#copy(version, version);
    return { ...copied, versions: this.#versions, runs: this.#runs, bytes: this.#bytes };
  }

  /** @param main the version that was asked for: its project may be called otherwise there */
  #place(project: string, main: Version): CopyPlace {
    const { project: other, entity } = this.#request;
    const name = project === main.project ? (other ?? project) : project;
    return { project: name, ...(entity === undefined ? {} : { entity }) };
  }

  async #copy(version: Version, main: Version, run?: RunId) {
    const place = { ...this.#place(version.project, main), ...(run === undefined ? {} : { run }) };
    const { bytes, ...committed } = await copyVersion(this.#from, this.#to, version, place, this.#options);
    this.#bytes += bytes;
    if (committed.created) this.#versions++;
    return committed;
  }

  async #withLineage(main: Version) {
    const { signal } = this.#options;
    const graph = await this.#from.store.lineage({ around: main.id, direction: 'up' }, signal && { signal });
    const runs = new Map<string, { readonly id: RunId; readonly finish?: () => Promise<void> }>();
    for (const node of graph.nodes) {
      if (node.kind !== 'run' || node.deleted) continue;
      const project = (await this.#from.store.projectById(node.projectId)).name;
      const run = await copyRun(this.#from, this.#to, node.id, this.#place(project, main), this.#options);
      if (run.finish) this.#runs++;
      this.#bytes += run.bytes;
      runs.set(node.id, run);
    }
    const versions = new Map<string, VersionId>();
    let result: CommittedVersion | undefined;
    // Oldest first, so that their numbers keep their order.
    for (const node of [...versionsOf(graph)].sort(
      (a, b) => a.createdAt - b.createdAt || a.version - b.version,
    )) {
      const version = await this.#from.store.version(node.id);
      const producers = graph.edges
        .filter(({ to }) => to === node.id)
        .flatMap(({ from }) => runs.get(from)?.id ?? []);
      const copied = await this.#copy(version, main, producers[0]);
      // Others made the same content: again, it is no new version.
      for (const other of producers.slice(1)) await this.#copy(version, main, other);
      versions.set(node.id, copied.version.id);
      if (node.id === main.id) result = copied;
    }
    for (const { from, to } of graph.edges) {
      const [used, user] = [versions.get(from), runs.get(to)];
      if (used !== undefined && user) await this.#to.store.useVersion(user.id, used);
    }
    for (const { finish } of runs.values()) await finish?.();
    return result ?? (await this.#copy(main, main));
  }
}

/**
 * Copies; again is no change but for what was missing. Cancelled, it leaves whole versions and runs only, and goes on from
 * there when it is asked again.
 */
export async function copy(
  from: CopyEnd,
  to: CopyEnd,
  request: CopyRequest,
  { signal, onProgress }: LongCall<TransferProgress> = {},
): Promise<CopyResult> {
  const counters = new Counters();
  const meter = new ProgressMeter(onProgress, counters);
  meter.enter('read');
  try {
    const onBytes = (bytes: number): void => counters.add(0, bytes);
    return await new Copying(from, to, request, { signal, onBytes }).run();
  } finally {
    meter.close();
  }
}
