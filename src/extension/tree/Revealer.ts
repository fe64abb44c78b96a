import type { RunId, VersionId } from '../../core/ids.ts';
import type { Version } from '../../core/version.ts';
import type { StoreConnection } from '../stores/StoreConnection.ts';
import type { ArtifactsSource } from './ArtifactsSource.ts';
import type { ArtifactNode, FileNode, FolderNode, VersionNode } from './nodes.ts';
import type { RunsSource } from './RunsSource.ts';
import type { StoreView } from './StoreView.ts';

interface Shown<Source> {
  readonly view: StoreView;
  readonly source: Source;
}

/** Shows stores, versions and runs in their views. */
export class Revealer {
  readonly #artifacts: Shown<ArtifactsSource>;
  readonly #runs: Shown<RunsSource>;

  constructor(artifacts: Shown<ArtifactsSource>, runs: Shown<RunsSource>) {
    this.#artifacts = artifacts;
    this.#runs = runs;
  }

  /** Opens a store in the views that are in sight. */
  async revealStore(connection: StoreConnection): Promise<void> {
    for (const { view } of [this.#artifacts, this.#runs]) await view.showStore(connection);
  }

  /** Whether the version, or at least its artifact, is shown. */
  async revealVersion(
    connection: StoreConnection,
    id: VersionId,
    options: { readonly expand: boolean },
  ): Promise<boolean> {
    const { view, source } = this.#artifacts;
    const version = await connection.store.version(id);
    const node = await source.nodeOf(view.provider.rootOf(connection), version);
    return (await view.reveal(node, options)) || view.reveal(node.parent, { expand: true });
  }

  /** Whether the file, or at least what it lies in, is shown. */
  async revealFile(connection: StoreConnection, version: Version, path: string): Promise<boolean> {
    const { view, source } = this.#artifacts;
    let node: ArtifactNode | VersionNode | FolderNode | FileNode = await source.fileNodeOf(
      view.provider.rootOf(connection),
      version,
      path,
    );
    // What lies beyond the part of a list that is loaded is not to be shown.
    while (!(await view.reveal(node, { expand: node.kind !== 'file' }))) {
      if (node.kind === 'artifact') return false;
      node = node.parent;
    }
    return true;
  }

  async revealRun(connection: StoreConnection, id: RunId): Promise<boolean> {
    const { view, source } = this.#runs;
    const run = await connection.store.run(id);
    const node = await source.nodeOf(view.provider.rootOf(connection), run);
    return (await view.reveal(node, { expand: true })) || (await view.reveal(node.parent, { expand: true }));
  }
}
