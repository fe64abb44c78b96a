/** What the page has of the store for one version, each part asked for when it is first shown. */
import type { ArtifactAddress } from '../../src/core/pageAddress.ts';
import type { Client } from '../../src/protocol/client.ts';
import {
  type ArtifactContract,
  type ArtifactOverview,
  type ArtifactUsage,
  FILES_AT_ONCE,
  type VersionHistory,
} from '../../src/protocol/pages/artifact.ts';
import type { FileList } from '../files/fileList.ts';
import { Resource } from '../parts/resource.ts';

type Versions = VersionHistory['versions'];

export class ArtifactData {
  readonly overview: Resource<ArtifactOverview>;
  readonly usage: Resource<ArtifactUsage>;
  readonly files: Resource<FileList>;
  readonly versions: Resource<Versions>;
  readonly #client: Client<ArtifactContract>;

  constructor(client: Client<ArtifactContract>, address: ArtifactAddress, changed: () => void) {
    this.#client = client;
    const { entity, project, artifact, version } = address;
    const overview = new Resource(
      signal => client.request('getVersion', { entity, project, artifact, version }, signal),
      changed,
    );
    this.overview = overview;
    const ids = (): ArtifactOverview['version'] => {
      if (!overview.value) throw new Error('The version is not known yet');
      return overview.value.version;
    };
    this.usage = new Resource(signal => client.request('getUsage', { id: ids().id }, signal), changed);
    this.files = new Resource(signal => this.#allFiles(ids().id, signal), changed);
    this.versions = new Resource(signal => this.#allVersions(ids().artifactId, signal), changed);
  }

  /** After something in the store changed. A version's files never do. */
  refresh(): void {
    for (const each of [this.overview, this.usage, this.versions]) each.refresh();
  }

  dispose(): void {
    for (const each of [this.overview, this.usage, this.files, this.versions]) each.dispose();
  }

  async #allFiles(id: ArtifactOverview['version']['id'], signal: AbortSignal): Promise<FileList> {
    const paths: string[] = [];
    const sizes: number[] = [];
    const references = new Map<number, string>();
    for (let total = FILES_AT_ONCE; paths.length < total;) {
      const from = paths.length;
      const stretch = await this.#client.request('getFiles', { id, from }, signal);
      total = stretch.total;
      if (stretch.paths.length === 0) break;
      for (const path of stretch.paths) paths.push(path);
      for (const size of stretch.sizes) sizes.push(size);
      for (const [place, url] of stretch.references) references.set(from + place, url);
    }
    return { paths, sizes, references };
  }

  /** The newest first; no more than charts and tables can show. */
  async #allVersions(id: ArtifactOverview['version']['artifactId'], signal: AbortSignal): Promise<Versions> {
    const versions: Versions = [];
    let cursor: string | undefined;
    do {
      const page = await this.#client.request('getVersions', { id, cursor }, signal);
      versions.push(...page.versions);
      cursor = page.next;
    } while (cursor !== undefined && versions.length < MOST_VERSIONS);
    return versions;
  }
}

const MOST_VERSIONS = 10_000;
