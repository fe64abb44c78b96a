import type { TemplateResult } from 'lit';
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

/** One project: what is known of it, and its artifacts and runs. All is asked for by its names at once. */
export class ProjectView {
  readonly #overview: Resource<ProjectOverview>;
  readonly #jobTypes: Resource<ProjectJobTypes>;
  readonly #artifacts: ArtifactsTab;
  readonly #runs: RunsTab;

  constructor(client: Client<ProjectContract>, shell: Shell, address: ProjectAddress, changed: () => void) {
    const { entity, project } = address;
    const place = { entity, project };
    this.#overview = new Resource(signal => client.request('getProject', place, signal), changed);
    this.#jobTypes = new Resource(
      async signal => (await client.request('getJobTypes', place, signal)).jobTypes,
      changed,
    );
    this.#artifacts = new ArtifactsTab(client, shell, place, changed);
    this.#runs = new RunsTab(client, shell, place, changed);
  }

  refresh(): void {
    this.#overview.refresh();
    this.#artifacts.refresh();
    this.#runs.refresh();
    this.#jobTypes.refresh();
  }

  dispose(): void {
    this.#overview.dispose();
    this.#jobTypes.dispose();
    this.#artifacts.dispose();
    this.#runs.dispose();
  }

  get tabs(): readonly Tab[] {
    const project = this.#overview.value?.project;
    const count = (value: number | undefined): string | undefined =>
      value === undefined ? undefined : formatNumber(value);
    return [
      { key: 'artifacts', label: t('Artifacts'), count: count(project?.artifactCount) },
      { key: 'runs', label: t('Runs'), count: count(project?.runCount) },
      { key: 'lineage', label: t('Lineage') },
    ];
  }

  render(tab: string): TemplateResult {
    const { value, failure } = this.#overview;
    if (!value && failure !== undefined) return failureNotice(failure, () => this.#overview.load());
    const [artifacts, runs] = [this.#artifacts, this.#runs];
    const shown = tab === 'runs' ? runs.render(this.#jobTypes.value ?? []) : artifacts.render(value);
    // Rows are what is looked at: the rest is asked for when they are there, what takes longest last.
    if (!(tab === 'runs' ? runs : artifacts).hasAnswer) return shown;
    this.#overview.need();
    if (tab === 'runs' && value) this.#jobTypes.need();
    return shown;
  }
}
