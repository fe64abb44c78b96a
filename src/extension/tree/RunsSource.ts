import { l10n } from 'vscode';
import type { TreeItem } from 'vscode';
import type { ArtifactType } from '../../core/artifact.ts';
import type { Run } from '../../core/run.ts';
import type { RunSort } from '../../store/contract.ts';
import { projectItem } from './artifactItems.ts';
import { connectionOf } from './nodes.ts';
import type { JobTypeNode, LinkNode, LinksNode, ProjectNode, RunNode, StoreNode, TreeNode } from './nodes.ts';
import { jobTypeItem, linkItem, linksItem, runItem } from './runItems.ts';
import { projectListing, projectNode, reloadProject } from './projectNode.ts';
import { statusItem } from './statusItems.ts';
import { listing, readPages } from './TreeSource.ts';
import type { Listing, TreeSource } from './TreeSource.ts';
import type { ViewState } from './ViewState.ts';

export interface RunsSettings {
  readonly sort: () => RunSort;
  readonly grouped: () => boolean;
}

/** store → project → job type → run → inputs and outputs; a filter shows projects with the runs that match. */
export class RunsSource implements TreeSource {
  readonly #state: Pick<ViewState, 'runFilter'>;
  readonly #settings: RunsSettings;

  constructor(state: Pick<ViewState, 'runFilter'>, settings: RunsSettings) {
    this.#state = state;
    this.#settings = settings;
  }

  async children(parent: TreeNode, limit: number): Promise<Listing> {
    switch (parent.kind) {
      case 'store':
        return this.#projects(parent, limit);
      case 'project':
        return this.#state.runFilter === '' && this.#settings.grouped()
          ? listing(await this.#jobTypes(parent))
          : this.#runs(parent, limit);
      case 'jobType':
        return this.#runs(parent, limit);
      case 'run':
        return listing(await this.#sides(parent));
      case 'links':
        return listing(
          parent.links.map((link): LinkNode => {
            return { kind: 'link', id: `${parent.id}/${link.versionId}`, parent, link };
          }),
        );
      default:
        return listing([]);
    }
  }

  empty(): string {
    return this.#state.runFilter === '' ? l10n.t('No run yet') : l10n.t('No run has this in its name');
  }

  async reload(node: TreeNode): Promise<void> {
    if (node.kind === 'project') {
      await reloadProject(node);
    } else if (node.kind === 'run') {
      node.run = await connectionOf(node).store.run(node.run.id);
    }
  }

  /** The node of a run of a store with those above it, as the tree would make them. */
  async nodeOf(root: StoreNode, run: Run): Promise<RunNode> {
    const { store } = root.connection;
    const found = await store.project(run.project, run.entity);
    const project = projectNode(root, found, true, this.#state.runFilter);
    const grouped = this.#state.runFilter === '' && this.#settings.grouped();
    return runNode(grouped ? jobTypeNode(project, { name: run.jobType, count: 1 }) : project, run);
  }

  item(node: TreeNode): TreeItem {
    switch (node.kind) {
      case 'project':
        return projectItem(node, true);
      case 'jobType':
        return jobTypeItem(node);
      case 'run':
        return runItem(node);
      case 'links':
        return linksItem(node);
      case 'link':
        return linkItem(node);
      default:
        return statusItem(node);
    }
  }

  #projects(parent: StoreNode, limit: number): Promise<Listing> {
    return projectListing(parent, limit, {
      filter: this.#state.runFilter,
      holds: project => project.runCount > 0,
      firstOf: node => this.#runs(node, 1),
    });
  }

  async #jobTypes(parent: ProjectNode): Promise<readonly JobTypeNode[]> {
    const jobTypes = await connectionOf(parent).store.jobTypes(parent.project.id);
    return jobTypes.map(jobType => jobTypeNode(parent, jobType));
  }

  async #runs(parent: ProjectNode | JobTypeNode, limit: number): Promise<Listing> {
    const { project } = parent.kind === 'jobType' ? parent.parent : parent;
    const { store } = connectionOf(parent);
    const filter = this.#state.runFilter;
    const { items, more } = await readPages(limit, page =>
      store.runs({
        ...page,
        project: project.id,
        sort: this.#settings.sort(),
        ...(parent.kind === 'jobType' ? { jobType: parent.jobType.name } : {}),
        ...(filter === '' ? {} : { filter }),
      }),
    );
    return { nodes: items.map(run => runNode(parent, run)), more };
  }

  async #sides(parent: RunNode): Promise<readonly LinksNode[]> {
    const { inputs, outputs } = await connectionOf(parent).store.run(parent.run.id);
    return [
      { kind: 'links', id: `${parent.id}/inputs`, parent, side: 'inputs', links: inputs },
      { kind: 'links', id: `${parent.id}/outputs`, parent, side: 'outputs', links: outputs },
    ];
  }
}

function jobTypeNode(parent: ProjectNode, jobType: ArtifactType): JobTypeNode {
  return { kind: 'jobType', id: `${parent.id}/${jobType.name}`, parent, jobType, open: parent.open };
}

function runNode(parent: ProjectNode | JobTypeNode, run: Run): RunNode {
  return { kind: 'run', id: `${parent.id}/r:${run.id}`, parent, run, showJobType: parent.kind === 'project' };
}
