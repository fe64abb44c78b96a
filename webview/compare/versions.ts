import { html, type TemplateResult } from 'lit';
import type { CompareAddress } from '../../src/core/pageAddress.ts';
import type { Client } from '../../src/protocol/client.ts';
import type { CompareContract, ComparedVersions } from '../../src/protocol/pages/compare.ts';
import type { Shell } from '../host/shell.ts';
import type { Tab } from '../parts/frame.ts';
import { versionPath, versionText } from '../parts/links.ts';
import type { Choice } from '../parts/picker.ts';
import { Resource } from '../parts/resource.ts';
import { formatTime } from '../ui/format.ts';
import { readObject } from '../ui/json.ts';
import { t } from '../ui/l10n.ts';
import { typeGlyph } from '../../src/picture/glyphs.ts';
import { chartColor } from '../../src/picture/typeColor.ts';
import { versionDetails } from './detailRows.ts';
import { FilesTab } from './filesTab.ts';
import { KeyGrid, type Side } from './keyGrid.ts';
import { type KeyRow, keyRows } from './keyRows.ts';
import { sideHead } from './sideHead.ts';
import type { Face, Subject } from './subject.ts';

type Version = ComparedVersions['versions'][number];

interface Made {
  readonly from: ComparedVersions;
  readonly labels: string;
  readonly metadata: readonly KeyRow[];
  readonly details: readonly KeyRow[];
}

/** Versions that are compared. */
export class ComparedVersionsSubject implements Subject {
  readonly #place: Pick<CompareAddress, 'entity' | 'project'>;
  readonly #client: Client<CompareContract>;
  readonly #read: Resource<ComparedVersions>;
  readonly #files: FilesTab;
  readonly #metadata: KeyGrid;
  readonly #details: KeyGrid;
  #items: readonly string[] = [];
  #made: Made | undefined;

  constructor(client: Client<CompareContract>, shell: Shell, address: CompareAddress, update: () => void) {
    const { entity, project } = address;
    this.#place = { entity, project };
    this.#client = client;
    this.#read = new Resource(signal => {
      const items = [...this.#items];
      return client.request('getVersions', { entity, project, items }, signal);
    }, update);
    this.#files = new FilesTab(client, shell, this.#place, update);
    this.#metadata = new KeyGrid(update);
    this.#details = new KeyGrid(update);
  }

  get title(): string {
    return t('Compare versions');
  }

  get tabs(): readonly Tab[] {
    return [
      { key: 'files', label: t('Files') },
      { key: 'metadata', label: t('Metadata') },
      { key: 'details', label: t('Details') },
    ];
  }

  get isKnown(): boolean {
    return this.#read.value !== undefined;
  }

  get failure(): string | undefined {
    return this.#read.failure;
  }

  show(items: readonly string[]): void {
    this.#items = items;
    this.#read.load();
  }

  refresh(): void {
    this.#read.refresh();
    this.#files.refresh();
  }

  dispose(): void {
    this.#read.dispose();
    this.#files.dispose();
  }

  face(item: string): Face {
    const version = this.#read.value?.versions.find(each => each.label === item);
    const icon = version
      ? html`<i
          class="codicon codicon-${typeGlyph(version.type)} type-icon chart-${chartColor(version.type)}"
          aria-hidden="true"
        ></i>`
      : html`<i class="codicon codicon-package" aria-hidden="true"></i>`;
    return {
      icon,
      text: item,
      path: version ? versionPath(version) : '/',
      isGone: this.#read.value?.gone.includes(item) === true,
    };
  }

  async choices(text: string, signal: AbortSignal): Promise<readonly Choice[]> {
    const [base = ''] = this.#items;
    const query = {
      what: 'versions',
      ...this.#place,
      filter: text,
      artifact: base.slice(0, base.lastIndexOf(':')),
    } as const;
    const { versions } = await this.#client.request('getCandidates', query, signal);
    return versions.flatMap(version => {
      const key = versionText(version);
      if (this.#items.includes(key)) return [];
      const note = [...version.aliases, formatTime(version.createdAt)].join(' · ');
      return [{ key, label: key, note }];
    });
  }

  content(tab: string): TemplateResult {
    const { value } = this.#read;
    if (!value) return html``;
    // Those that are still asked for come soon; those that were taken away are there no more.
    const versions = this.#items.flatMap(item => value.versions.find(each => each.label === item) ?? []);
    if (tab === 'files') return this.#files.render(versions);
    const { metadata, details } = this.#rowsOf(value, versions);
    const sides = versions.map(sideOf);
    return tab === 'metadata'
      ? this.#metadata.render(t('Metadata'), metadata, sides, t('These versions have no metadata.'))
      : this.#details.render(t('Details'), details, sides, '');
  }

  #rowsOf(value: ComparedVersions, versions: readonly Version[]): Made {
    const labels = versions.map(each => each.label).join('\n');
    if (this.#made?.from !== value || this.#made.labels !== labels) {
      this.#made = {
        from: value,
        labels,
        metadata: keyRows(versions.map(each => readObject(each.metadata))),
        details: versionDetails(versions),
      };
    }
    return this.#made;
  }
}

function sideOf(version: Version, place: number): Side {
  return { label: version.label, head: sideHead(version.label, versionPath(version), place === 0) };
}
