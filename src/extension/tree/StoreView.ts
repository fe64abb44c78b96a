import { l10n, window } from 'vscode';
import type { Disposable, TreeDragAndDropController, TreeView } from 'vscode';
import type { ViewId } from '../contributions/views.ts';
import { describeError } from '../errors/describeError.ts';
import { setContext } from '../host/contextKeys.ts';
import { DisposableStore } from '../host/DisposableStore.ts';
import type { Log } from '../host/Log.ts';
import type { StoreConnection } from '../stores/StoreConnection.ts';
import type { Stores } from '../stores/Stores.ts';
import { aged } from './ages.ts';
import type { TreeNode } from './nodes.ts';
import { StoreTreeProvider } from './StoreTreeProvider.ts';
import type { RootState } from './StoreTreeProvider.ts';
import type { TreeSource } from './TreeSource.ts';

const MINUTE = 60_000;

export interface StoreViewOptions {
  readonly id: ViewId;
  readonly source: TreeSource;
  readonly stores: Stores;
  readonly log: Log;
  /** What the view is filtered by; empty for nothing. */
  readonly filter: () => string;
  readonly dragAndDrop?: TreeDragAndDropController<TreeNode>;
}

/** One of the two views: a tree that follows the stores, with its message, welcome and true ages. */
export class StoreView implements Disposable {
  readonly provider: StoreTreeProvider;
  readonly view: TreeView<TreeNode>;
  readonly #options: StoreViewOptions;
  readonly #owned = new DisposableStore();
  #timer: NodeJS.Timeout | undefined;
  /** When the ages shown were true; milliseconds since the epoch. */
  #agesOf = Date.now();

  constructor(options: StoreViewOptions) {
    this.#options = options;
    const { stores, dragAndDrop } = options;
    this.provider = this.#owned.add(new StoreTreeProvider(stores, options.source));
    this.view = this.#owned.add(
      window.createTreeView(options.id, {
        treeDataProvider: this.provider,
        canSelectMany: true,
        showCollapseAll: true,
        ...(dragAndDrop && { dragAndDropController: dragAndDrop }),
      }),
    );
    this.#owned.add(
      this.provider.onDidReadRoot(state => {
        this.#show(state);
      }),
    );
    this.#owned.add(
      stores.onDidChange(({ connection, changes }) => void this.provider.apply(connection, changes)),
    );
    this.#owned.add(
      stores.onDidReplace(connection => {
        this.provider.refresh(connection);
      }),
    );
    this.#owned.add(
      stores.onDidChangeList(() => {
        this.provider.relist();
      }),
    );
    this.#owned.add(
      this.view.onDidChangeVisibility(({ visible }) => {
        this.#keepAges(visible);
      }),
    );
  }

  /** Shows a node, opening what is above it. Whether it could be. */
  async reveal(
    node: TreeNode,
    { expand, focus = true }: { readonly expand: boolean; readonly focus?: boolean },
  ): Promise<boolean> {
    try {
      await this.view.reveal(node, { select: true, focus, expand });
      return true;
    } catch (error) {
      // It lies beyond what is loaded of its list, or went meanwhile.
      this.#options.log.info(`Not revealed: ${describeError(error)}`);
      return false;
    }
  }

  /** Opens the node of a store, where the view is in sight and there are several. */
  async showStore(connection: StoreConnection): Promise<void> {
    const several = this.#options.stores.all.length > 1;
    if (!several || !this.view.visible) return;
    await this.reveal(this.provider.rootOf(connection), { expand: true, focus: false });
  }

  #show(state: RootState): void {
    const filter = this.#options.filter();
    this.#agesOf = Date.now();
    if (state.kind === 'failed') {
      this.#options.log.error(state.error);
      setContext('amphora.store.state', 'broken');
      this.view.message = describeError(state.error);
      return;
    }
    if (state.projects === 0) setContext('amphora.store.state', 'empty');
    else setContext('amphora.store.state', 'ready');
    // A message would stand in the place of what an empty view says. (Never delete it: it is an accessor.)
    const telling = filter !== '' && state.shown > 0;
    this.view.message = telling ? l10n.t('Showing names with “{0}”', filter) : '';
  }

  #keepAges(visible: boolean): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
    if (!visible) return;
    this.redrawAges();
    this.#timer = setInterval(() => {
      this.redrawAges();
    }, MINUTE);
  }

  /** Draws the nodes again whose age reads otherwise than when they were drawn. */
  redrawAges(now: number = Date.now()): void {
    const before = this.#agesOf;
    this.#agesOf = now;
    this.provider.redraw(aged(this.provider.nodes, before, now));
  }

  dispose(): void {
    clearInterval(this.#timer);
    this.#owned.dispose();
  }
}
