import { html, type TemplateResult } from 'lit';
import type { ProjectAddress } from '../../src/core/pageAddress.ts';
import type { Client } from '../../src/protocol/client.ts';
import type { ProjectContract, ProjectJobTypes, ProjectOverview } from '../../src/protocol/pages/project.ts';
import type { Shell } from '../host/shell.ts';
import type { Tab } from '../parts/frame.ts';
import { failureNotice } from '../parts/notice.ts';
import { Resource } from '../parts/resource.ts';
import { formatNumber } from '../ui/format.ts';
import { t } from '../ui/l10n.ts';
import { ArtifactsTab } from './artifactsTab.ts';
import { RunsTab } from './runsTab.ts';

interface Tabs {
  readonly artifacts: ArtifactsTab;
  readonly runs: RunsTab;
}

/** One project: what is known of it, and its artifacts and runs. */
export class ProjectView {
  readonly #overview: Resource<ProjectOverview>;
  readonly #jobTypes: Resource<ProjectJobTypes>;
  #tabs: Tabs | undefined;

  constructor(client: Client<ProjectContract>, shell: Shell, address: ProjectAddress, changed: () => void) {
    const { entity, project } = address;
    this.#overview = new Resource(
      signal => client.request('getProject', { entity, project }, signal),
      () => {
        const { value } = this.#overview;
        if (value && !this.#tabs) {
          const { id } = value.project;
          this.#tabs = {
            artifacts: new ArtifactsTab(client, shell, id, changed),
            runs: new RunsTab(client, shell, id, changed),
          };
        }
        changed();
      },
    );
    this.#jobTypes = new Resource(async signal => {
      const { value } = this.#overview;
      if (!value) throw new Error('The project is not known yet');
      return (await client.request('getJobTypes', { id: value.project.id }, signal)).jobTypes;
    }, changed);
    this.#overview.load();
  }

  refresh(): void {
    this.#overview.refresh();
    this.#tabs?.artifacts.refresh();
    this.#tabs?.runs.refresh();
    this.#jobTypes.refresh();
  }

  dispose(): void {
    this.#overview.dispose();
    this.#jobTypes.dispose();
    this.#tabs?.artifacts.dispose();
    this.#tabs?.runs.dispose();
  }

  get tabs(): readonly Tab[] {
    const artifactCount = this.#overview.value?.project.artifactCount;
    const runCount = this.#jobTypes.value?.reduce((sum, each) => sum + each.count, 0);
    const count = (value: number | undefined): string | undefined =>
      value === undefined ? undefined : formatNumber(value);
    return [
      { key: 'artifacts', label: t('Artifacts'), count: count(artifactCount) },
      { key: 'runs', label: t('Runs'), count: count(runCount) },
      { key: 'lineage', label: t('Lineage') },
    ];
  }

  render(tab: string): TemplateResult {
    const { value, failure } = this.#overview;
    if (!value || !this.#tabs) {
      return failure === undefined
        ? html`<div class="column muted" aria-busy="true">${t('Loading…')}</div>`
        : failureNotice(failure, () => this.#overview.load());
    }
    const { artifacts, runs } = this.#tabs;
    // They take long in a project of very many runs, and a store answers one after the other.
    if ((tab === 'runs' ? runs : artifacts).isThere) this.#jobTypes.need();
    return tab === 'runs' ? runs.render(value.project, this.#jobTypes.value ?? []) : artifacts.render(value);
  }
}
