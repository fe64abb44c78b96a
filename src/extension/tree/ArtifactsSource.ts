import { l10n } from 'vscode';
import type { TreeItem } from 'vscode';
import { isAmphoraError } from '../../core/errors.ts';
import type { Artifact, ArtifactType } from '../../core/artifact.ts';
import type { Version } from '../../core/version.ts';
import type { ArtifactSort } from '../../store/contract.ts';
import { artifactItem, pinnedItem, projectItem, typeItem, versionItem } from './artifactItems.ts';
import { fileItem, folderItem } from './fileItems.ts';
import { folderEntries } from './folderEntries.ts';
import { connectionOf } from './nodes.ts';
import type {
  ArtifactNode,
  FileNode,
  FolderNode,
  PinnedNode,
  ProjectNode,
  StoreNode,
  TreeNode,
  TypeNode,
  VersionNode,
} from './nodes.ts';
import { projectListing, projectNode, reloadProject } from './projectNode.ts';
import { statusItem } from './statusItems.ts';
import { listing, readPages } from './TreeSource.ts';
import type { Listing, TreeSource } from './TreeSource.ts';
import type { Pin, ViewState } from './ViewState.ts';

export interface ArtifactsSettings {
  readonly sort: () => ArtifactSort;
  readonly grouped: () => boolean;
}

/** store → project → type → artifact → version → folders and files; a filter shows projects with what matches. */
export class ArtifactsSource implements TreeSource {
  readonly #state: Pick<ViewState, 'artifactFilter' | 'pins' | 'isPinned'>;
  readonly #settings: ArtifactsSettings;

  constructor(state: Pick<ViewState, 'artifactFilter' | 'pins' | 'isPinned'>, settings: ArtifactsSettings) {
    this.#state = state;
    this.#settings = settings;
  }

  async children(parent: TreeNode, limit: number): Promise<Listing> {
    switch (parent.kind) {
      case 'store':
        return this.#projects(parent, limit);
      case 'pinned':
        return listing(await this.#pinned(parent));
      case 'project':
        return this.#state.artifactFilter === '' && this.#settings.grouped()
          ? listing(await this.#types(parent))
          : this.#artifacts(parent, limit);
      case 'type':
        return this.#artifacts(parent, limit);
      case 'artifact':
        return this.#versions(parent, limit);
      case 'version':
        return this.#folder(parent, parent, '', limit);
      case 'folder':
        return this.#folder(parent, parent, parent.path, limit);
      default:
        return listing([]);
    }
  }

  empty(): string {
    return this.#state.artifactFilter === ''
      ? l10n.t('No project yet')
      : l10n.t('No artifact has this in its name');
  }

  async reload(node: TreeNode): Promise<void> {
    if (node.kind === 'project') {
      await reloadProject(node);
    } else if (node.kind === 'artifact') {
      const { projectId, name } = node.artifact;
      node.artifact = await connectionOf(node).store.artifact(projectId, name);
    }
  }

  /** The node of a version of a store with those above it, as the tree would make them. */
  async nodeOf(root: StoreNode, version: Version): Promise<VersionNode> {
    const { store } = root.connection;
    const project = await store.project(version.project, version.entity);
    const above = projectNode(root, project, true, this.#state.artifactFilter);
    const grouped = this.#state.artifactFilter === '' && this.#settings.grouped();
    const parent = grouped ? typeNode(above, { name: version.type, count: 1 }) : above;
    const artifact = await store.artifact(version.projectId, version.artifact);
    return versionNode(this.#artifactNode(parent, artifact, project.name), version);
  }

  /** The node of a file or folder of a version, as the tree would make it; that of the version where it has no such path. */
  async fileNodeOf(
    root: StoreNode,
    version: Version,
    path: string,
  ): Promise<VersionNode | FolderNode | FileNode> {
    let node: VersionNode | FolderNode = await this.nodeOf(root, version);
    const { entries } = await root.connection.files.manifest(version.id);
    let above = '';
    for (const part of path === '' ? [] : path.split('/')) {
      const found = folderEntries(entries, above).find(({ name }) => name === part);
      if (!found) break;
      const id = childId(node, part);
      if (found.kind === 'file') return { ...found, id, parent: node, version };
      node = { ...found, id, parent: node, version };
      above = found.path;
    }
    return node;
  }

  item(node: TreeNode): TreeItem {
    switch (node.kind) {
      case 'pinned':
        return pinnedItem(node);
      case 'project':
        return projectItem(node, false);
      case 'type':
        return typeItem(node);
      case 'artifact':
        return artifactItem(node);
      case 'version':
        return versionItem(node);
      case 'folder':
        return folderItem(node);
      case 'file':
        return fileItem(node);
      default:
        return statusItem(node);
    }
  }

  async #projects(parent: StoreNode, limit: number): Promise<Listing> {
    const filter = this.#state.artifactFilter;
    const firstOf = (node: ProjectNode) => this.#artifacts(node, 1);
    const projects = await projectListing(parent, limit, { filter, firstOf });
    const hasPins = filter === '' && this.#pinsOf(parent).length > 0 && projects.nodes.length > 0;
    if (!hasPins) return projects;
    const pinned: PinnedNode = { kind: 'pinned', id: `${parent.id}/pinned`, parent };
    return { ...projects, nodes: [pinned, ...projects.nodes] };
  }

  #pinsOf({ connection }: StoreNode): readonly Pin[] {
    return this.#state.pins.filter(({ store }) => store === connection.name);
  }

  async #pinned(parent: PinnedNode): Promise<readonly ArtifactNode[]> {
    const { store } = connectionOf(parent);
    const find = async ({ project, artifact }: Pin) => {
      const { id } = await store.project(project);
      return this.#artifactNode(parent, await store.artifact(id, artifact), project);
    };
    const found = await Promise.allSettled(this.#pinsOf(parent.parent).map(find));
    const failed = found.find(
      each =>
        each.status === 'rejected' &&
        !isAmphoraError(each.reason, 'project-not-found', 'artifact-not-found', 'artifact-deleted'),
    );
    if (failed?.status === 'rejected') throw failed.reason;
    return found.flatMap(each => (each.status === 'fulfilled' ? [each.value] : []));
  }

  async #types(parent: ProjectNode): Promise<readonly TypeNode[]> {
    const types = await connectionOf(parent).store.artifactTypes(parent.project.id);
    return types.map(type => typeNode(parent, type));
  }

  async #artifacts(parent: ProjectNode | TypeNode, limit: number): Promise<Listing> {
    const { project } = parent.kind === 'type' ? parent.parent : parent;
    const { store } = connectionOf(parent);
    const filter = this.#state.artifactFilter;
    const { items, more } = await readPages(limit, page =>
      store.artifacts({
        ...page,
        project: project.id,
        sort: this.#settings.sort(),
        ...(parent.kind === 'type' ? { type: parent.type.name } : {}),
        ...(filter === '' ? {} : { filter }),
      }),
    );
    return { nodes: items.map(artifact => this.#artifactNode(parent, artifact, project.name)), more };
  }

  #artifactNode(parent: ArtifactNode['parent'], artifact: Artifact, project: string): ArtifactNode {
    const store = connectionOf(parent).name;
    const pinned = this.#state.isPinned({ store, project, artifact: artifact.name });
    const id = `${parent.id}/a:${artifact.id}`;
    return { kind: 'artifact', id, parent, artifact, pinned, showType: parent.kind !== 'type' };
  }

  async #versions(parent: ArtifactNode, limit: number): Promise<Listing> {
    const { store } = connectionOf(parent);
    const { items, more } = await readPages(limit, page =>
      store.versions({ ...page, artifact: parent.artifact.id }),
    );
    return { nodes: items.map(version => versionNode(parent, version)), more };
  }

  async #folder(
    parent: VersionNode | FolderNode,
    { version }: VersionNode | FolderNode,
    path: string,
    limit: number,
  ): Promise<Listing> {
    const { entries } = await connectionOf(parent).files.manifest(version.id);
    const all = folderEntries(entries, path);
    const nodes = all.slice(0, limit).map((each): TreeNode => {
      const id = childId(parent, each.name);
      return each.kind === 'folder' ? { ...each, id, parent, version } : { ...each, id, parent, version };
    });
    return { nodes, more: all.length > limit };
  }
}

function childId(parent: VersionNode | FolderNode, name: string): string {
  return `${parent.id}/${name}`;
}

function typeNode(parent: ProjectNode, type: ArtifactType): TypeNode {
  return { kind: 'type', id: `${parent.id}/${type.name}`, parent, type, open: parent.open };
}

function versionNode(parent: ArtifactNode, version: Version): VersionNode {
  return { kind: 'version', id: `${parent.id}/${version.id}`, parent, version };
}
