import { window } from 'vscode';
import type { Disposable, Uri } from 'vscode';
import { DisposableStore } from '../host/DisposableStore.ts';
import type { PageServices } from './hostHandlers.ts';
import type { PagePanels } from './PagePanels.ts';
import type { PagePlace } from './PagePanel.ts';
import { VIEW_TYPES } from './viewTypes.ts';

/** What is about pages, links and files; read from disk by its first use. */
export const loadParts = () => import('./main.ts');

interface Surroundings extends Omit<PageServices, 'open'> {
  /** Tells a person of a failure. */
  readonly onFailure: (error: unknown) => void;
}

/** The pages of this window and the links that lead to them, as long as none is there yet. */
export class Pages implements Disposable {
  readonly #extension: Uri;
  readonly #around: Surroundings;
  readonly #owned = new DisposableStore();
  #panels: Promise<PagePanels> | undefined;
  #loaded: PagePanels | undefined;

  constructor(extension: Uri, around: Surroundings) {
    this.#extension = extension;
    this.#around = around;
    for (const type of new Set(Object.values(VIEW_TYPES))) {
      this.#owned.add(
        window.registerWebviewPanelSerializer(type, {
          deserializeWebviewPanel: async (panel, state) => {
            (await this.#load()).restore(panel, type, state);
          },
        }),
      );
    }
    this.#owned.add(
      window.registerUriHandler({
        handleUri: uri => {
          this.#follow(uri).catch(around.onFailure);
        },
      }),
    );
  }

  /** The page in front, if one is. */
  get front(): PagePlace | undefined {
    return this.#loaded?.front;
  }

  /** Shows a page, in the panel of its thing if it has one. */
  async show(place: PagePlace): Promise<void> {
    (await this.#load()).show(place);
  }

  async #follow(uri: Uri): Promise<void> {
    const panels = await this.#load();
    const { openLink } = await loadParts();
    await openLink(
      {
        stores: this.#around.stores,
        open: place => {
          panels.show(place);
        },
      },
      uri,
    );
  }

  #load(): Promise<PagePanels> {
    this.#panels ??= loadParts().then(({ PagePanels }) => {
      this.#loaded = this.#owned.add(new PagePanels(this.#extension, this.#around));
      return this.#loaded;
    });
    return this.#panels;
  }

  dispose(): void {
    this.#owned.dispose();
  }
}
