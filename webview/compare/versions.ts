import { html, type TemplateResult } from 'lit';
import type { CompareAddress } from '../../src/core/pageAddress.ts';
import type { Client } from '../../src/protocol/client.ts';
import type { CompareContract, ComparedVersions } from '../../src/protocol/pages/compare.ts';
import type { Shell } from '../host/shell.ts';
import type { Tab } from '../parts/frame.ts';
import { versionPath, versionText } from '../parts/links.ts';
import type { Choice } from '../parts/picker.ts';
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
import { type Asked, ReadSubject } from './ReadSubject.ts';
import type { Face } from './subject.ts';

type Version = ComparedVersions['versions'][number];

interface Rows {
  readonly metadata: readonly KeyRow[];
  readonly details: readonly KeyRow[];
}

/** Versions that are compared. */
export class ComparedVersionsSubject extends ReadSubject<ComparedVersions, Version, Rows> {
  readonly #files: FilesTab;
  readonly #metadata: KeyGrid;
  readonly #details: KeyGrid;

  constructor(client: Client<CompareContract>, shell: Shell, address: CompareAddress, update: () => void) {
    super(client, address, update);
    this.#files = new FilesTab(client, shell, this.place, update);
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

  override refresh(): void {
    super.refresh();
    this.#files.refresh();
  }

  override dispose(): void {
    super.dispose();
    this.#files.dispose();
  }

  face(item: string): Face {
    const version = this.answer && this.find(this.answer, item);
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
      isGone: this.isGone(item),
    };
  }

  async choices(text: string, signal: AbortSignal): Promise<readonly Choice[]> {
    const [base = ''] = this.items;
    const query = {
      what: 'versions',
      ...this.place,
      filter: text,
      artifact: base.slice(0, base.lastIndexOf(':')),
    } as const;
    const { versions } = await this.client.request('getCandidates', query, signal);
    return versions.flatMap(version => {
      const key = versionText(version);
      if (this.items.includes(key)) return [];
      const note = [...version.aliases, formatTime(version.createdAt)].join(' · ');
      return [{ key, label: key, note }];
    });
  }

  content(tab: string): TemplateResult {
    const versions = this.things;
    if (tab === 'files') return this.#files.render(versions);
    const { metadata, details } = this.rows;
    const sides = versions.map(sideOf);
    return tab === 'metadata'
      ? this.#metadata.render(t('Metadata'), metadata, sides, t('These versions have no metadata.'))
      : this.#details.render(t('Details'), details, sides, '');
  }

  protected read(asked: Asked, signal: AbortSignal): Promise<ComparedVersions> {
    return this.client.request('getVersions', asked, signal);
  }

  protected find({ versions }: ComparedVersions, item: string): Version | undefined {
    return versions.find(each => each.label === item);
  }

  protected makeRows(versions: readonly Version[]): Rows {
    return {
      metadata: keyRows(versions.map(each => readObject(each.metadata))),
      details: versionDetails(versions),
    };
  }
}

function sideOf(version: Version, place: number): Side {
  return { label: version.label, head: sideHead(version.label, versionPath(version), place === 0) };
}
