import type { RunId, VersionId } from '../../core/ids.ts';
import type { Store } from '../../store/contract.ts';
import type { ArtifactsSource } from './ArtifactsSource.ts';
import type { RunsSource } from './RunsSource.ts';
import type { StoreView } from './StoreView.ts';

interface Shown<Source> {
  readonly view: StoreView;
  readonly source: Source;
}

/** Shows versions and runs in their views. */
export class Revealer {
  readonly #store: () => Store;
  readonly #artifacts: Shown<ArtifactsSource>;
  readonly #runs: Shown<RunsSource>;

  constructor(store: () => Store, artifacts: Shown<ArtifactsSource>, runs: Shown<RunsSource>) {
    this.#store = store;
    this.#artifacts = artifacts;
    this.#runs = runs;
  }

  /** Whether the version, or at least its artifact, is shown. */
  async revealVersion(id: VersionId, options: { readonly expand: boolean }): Promise<boolean> {
    const { view, source } = this.#artifacts;
    const node = await source.nodeOf(await this.#store().version(id));
    return (await view.reveal(node, options)) || view.reveal(node.parent, { expand: true });
  }

  async revealRun(id: RunId): Promise<boolean> {
    const { view, source } = this.#runs;
    const node = await source.nodeOf(await this.#store().run(id));
    return (await view.reveal(node, { expand: true })) || (await view.reveal(node.parent, { expand: true }));
  }
}
