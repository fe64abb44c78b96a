/** What the page has of the store for one run, each part asked for when it is first shown. */
import type { RunId } from '../../src/core/ids.ts';
import type { RunAddress } from '../../src/core/pageAddress.ts';
import type { Client } from '../../src/protocol/client.ts';
import type { RunContract, RunFiles, RunLinks, RunOverview } from '../../src/protocol/pages/run.ts';
import { Resource } from '../parts/resource.ts';

type Files = RunFiles['files'];

/** Files that a table can show. */
const MOST_FILES = 100_000;

export class RunData {
  readonly overview: Resource<RunOverview>;
  readonly links: Resource<RunLinks>;
  readonly files: Resource<Files>;
  readonly #client: Client<RunContract>;

  constructor(client: Client<RunContract>, address: RunAddress, changed: () => void) {
    this.#client = client;
    const { entity, project, run } = address;
    this.overview = new Resource(
      signal => client.request('getRun', { entity, project, run }, signal),
      changed,
    );
    this.links = new Resource(async signal => {
      const links = await client.request('getLinks', { id: this.id }, signal);
      const { value } = this.links;
      return JSON.stringify(links) === JSON.stringify(value) && value ? value : links;
    }, changed);
    this.files = new Resource(signal => this.#allFiles(signal), changed);
  }

  /** Only once the overview is there. */
  get id(): RunId {
    if (!this.overview.value) throw new Error('The run is not known yet');
    return this.overview.value.run.id;
  }

  /** How far its streams had come, as a text that is another when there is more. */
  get progress(): string {
    const { run, lines } = this.overview.value ?? {};
    return `${String(run?.heartbeatAt)} ${String(lines?.history)} ${String(lines?.events)} ${String(lines?.console)}`;
  }

  dispose(): void {
    for (const each of [this.overview, this.links, this.files]) each.dispose();
  }

  async #allFiles(signal: AbortSignal): Promise<Files> {
    const files: Files = [];
    let cursor: string | undefined;
    do {
      const page = await this.#client.request('getFiles', { id: this.id, cursor }, signal);
      files.push(...page.files);
      cursor = page.next;
    } while (cursor !== undefined && files.length < MOST_FILES);
    return kept(this.files.value, files);
  }
}

/** The files as they are now, the same objects where they are as before: tables and previews then stay as they are. */
function kept(before: Files | undefined, now: Files): Files {
  const known = new Map(before?.map(each => [each.name, each]));
  return now.map(file => {
    const same = known.get(file.name);
    return same?.size === file.size && same.updatedAt === file.updatedAt ? same : file;
  });
}
