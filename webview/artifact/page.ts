/** The page of an artifact version: its head, its tabs, and which of them is shown. */
import { html, nothing, type TemplateResult } from 'lit';
import { versionName } from '../../src/core/names.ts';
import type { ArtifactAddress, PageAddress } from '../../src/core/pageAddress.ts';
import {
  type ArtifactContract,
  artifactContract,
  type ArtifactOverview,
} from '../../src/protocol/pages/artifact.ts';
import type { Shell } from '../host/shell.ts';
import type { Frame, Tab } from '../parts/frame.ts';
import { pills, versionText } from '../parts/links.ts';
import { pending } from '../parts/notice.ts';
import { commonActions, commonMenu, projectTrail } from '../parts/pageActions.ts';
import { StorePage } from '../parts/StorePage.ts';
import { formatNumber } from '../ui/format.ts';
import { t } from '../ui/l10n.ts';
import { typeGlyph } from '../../src/picture/glyphs.ts';
import { chartColor } from '../../src/picture/typeColor.ts';
import { ArtifactData } from './data.ts';
import { FilesTab } from './filesTab.ts';
import { metadataTab } from './metadataTab.ts';
import { overviewTab } from './overviewTab.ts';
import { usageTab } from './usageTab.ts';
import { versionPicker } from './versionPicker.ts';
import { VersionsTab } from './versionsTab.ts';

const TABS = ['overview', 'metadata', 'files', 'usage', 'lineage', 'versions'] as const;
type TabKey = (typeof TABS)[number];

const isTab = (key: string | undefined): key is TabKey =>
  (TABS as readonly (string | undefined)[]).includes(key);

export class ArtifactPage extends StorePage<ArtifactContract> {
  readonly #versions = new VersionsTab(this.update);
  readonly #files: FilesTab;
  #address: ArtifactAddress | undefined;
  #data: ArtifactData | undefined;
  #tab: TabKey = 'overview';

  constructor(root: HTMLElement, shell: Shell) {
    super(root, shell, artifactContract);
    this.#files = new FilesTab(this.client, shell);
  }

  show(address: PageAddress, _view: unknown): void {
    if (address.page !== 'artifact') return;
    const before = this.#address;
    this.#address = address;
    const { tab } = address;
    this.#tab = isTab(tab) && tab !== 'lineage' ? tab : 'overview';
    const isSame =
      before?.artifact === address.artifact &&
      before.version === address.version &&
      before.project === address.project &&
      before.entity === address.entity;
    if (!isSame || this.#data?.overview.failure !== undefined) {
      this.#data?.dispose();
      this.#data = new ArtifactData(this.client, address, () => this.#arrived());
      this.#data.overview.load();
    }
    this.moved();
  }

  changed(): void {
    this.#data?.refresh();
  }

  #arrived(): void {
    this.moved();
  }

  protected tellPlace(): void {
    if (!this.#address) return;
    const { version } = this.#data?.overview.value ?? {};
    const title = version ? versionText(version) : `${this.#address.artifact}:${this.#address.version}`;
    const { tab: _, file, ...place } = this.#address;
    const tab = this.#tab === 'overview' ? {} : { tab: this.#tab };
    const shown = this.#tab === 'files' && file !== undefined ? { file } : {};
    this.shell.moved({ ...place, ...tab, ...shown }, title);
    this.shell.remember(undefined);
  }

  #go(tab: string): void {
    const { version } = this.#data?.overview.value ?? {};
    if (tab === 'lineage' && version && this.#address) {
      const { entity, project } = this.#address;
      this.shell.open({ page: 'lineage', entity, project, focus: versionText(version) });
    } else if (isTab(tab)) {
      this.#tab = tab;
      this.moved();
    }
  }

  /** Shows a file of the version; its address leads there again. */
  readonly #select = (file: string): void => {
    if (!this.#address) return;
    this.#address = { ...this.#address, file };
    this.moved();
  };

  protected frame(): Frame | undefined {
    const { overview } = this.#data ?? {};
    const address = this.#address;
    if (!address || !overview) return undefined;
    const { value } = overview;
    return {
      icon: typeGlyph(address.type),
      color: `chart-${chartColor(address.type)}`,
      title: address.artifact,
      trail: [
        ...projectTrail(address),
        { label: address.type, path: projectTrail({ ...address, tab: 'artifacts' }).at(-1)?.path ?? '/' },
      ],
      beside: value ? this.#beside(value, address) : nothing,
      actions: value ? this.#actions(value) : [],
      menu: commonMenu(this.shell, address),
      tabs: tabsOf(value),
      tab: this.#tab,
      onTab: key => this.#go(key),
      content: this.#content(),
      // What is shown is what was there last: it may be gone.
      failure: value && overview.failure,
    };
  }

  #beside(value: ArtifactOverview, address: ArtifactAddress): TemplateResult {
    // Of a portfolio's address the version has its own number in the artifact it came from.
    const { entity, project, artifact, type } = value.version;
    return html`${versionPicker(value, index => {
      const version = versionName(index);
      this.show({ ...address, entity, project, artifact, type, version, tab: this.#tab }, undefined);
    })}${pills(value.version.aliases, t('Aliases'))}`;
  }

  #actions(value: ArtifactOverview) {
    const { version } = value;
    return [
      {
        icon: 'cloud-download',
        label: this.shell.welcome.browser ? t('Download in VS Code…') : t('Download…'),
        run: () => this.shell.act('download', { id: version.id }),
      },
      { icon: 'diff', label: t('Compare…'), run: () => this.#compare(value) },
      { icon: 'type-hierarchy', label: t('Show Lineage'), run: () => this.#go('lineage') },
      ...commonActions(this.shell, this.#address),
    ];
  }

  /** With the version before; where there is none, others are added there. */
  #compare({ version, older }: ArtifactOverview): void {
    const { entity, project } = version;
    const before = older === undefined ? [] : [versionText({ ...version, index: older })];
    const items = [...before, versionText(version)];
    this.shell.open({ page: 'compare', entity, project, what: 'versions', items });
  }

  #content(): TemplateResult | typeof nothing {
    const data = this.#data;
    if (!data) return nothing;
    const { overview } = data;
    if (overview.value === undefined) {
      return pending(overview.failure, () => overview.load());
    }
    switch (this.#tab) {
      case 'overview':
        return overviewTab(overview.value, { canEdit: this.shell.canEdit, edit: this.edit });
      case 'usage':
        return usageTab(data.usage, this.shell);
      case 'versions':
        return this.#versions.render(data.versions, overview.value, this.shell);
      case 'metadata':
        return metadataTab(overview.value.metadata, this.shell);
      case 'files':
        return this.#files.render(data.files, overview.value, this.#address?.file, this.#select);
      case 'lineage':
        return nothing;
    }
  }
}

function tabsOf(value: ArtifactOverview | undefined): readonly Tab[] {
  const { version, versionCount } = value ?? {};
  return [
    { key: 'overview', label: t('Overview') },
    { key: 'metadata', label: t('Metadata') },
    { key: 'files', label: t('Files'), count: version && formatNumber(version.fileCount) },
    { key: 'usage', label: t('Usage') },
    { key: 'lineage', label: t('Lineage') },
    {
      key: 'versions',
      label: t('Versions'),
      count: versionCount === undefined ? undefined : formatNumber(versionCount),
    },
  ];
}
