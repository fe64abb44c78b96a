import { ViewColumn, window } from 'vscode';
import type { Disposable, Uri, WebviewPanel } from 'vscode';
import type { PageAddress } from '../../core/pageAddress.ts';
import { formatPageAddress, parsePageAddress } from '../../core/pageAddress.ts';
import { parsePageState } from '../../protocol/pages/host.ts';
import type { PageServices } from './hostHandlers.ts';

import type { PagePlace } from './PagePanel.ts';
import { PagePanel, pageRoots } from './PagePanel.ts';
import { VIEW_TYPES } from './viewTypes.ts';
import type { ViewType } from './viewTypes.ts';

/** The pages of this window: one panel for a thing; those of the last session come back. */
export class PagePanels implements Disposable {
  readonly #extension: Uri;
  readonly #services: PageServices;
  readonly #panels = new Set<PagePanel>();

  constructor(extension: Uri, services: Omit<PageServices, 'open'>) {
    this.#extension = extension;
    this.#services = {
      ...services,
      open: (place, beside) => {
        this.show(place, beside);
      },
    };
  }

  /** The page in front, if one is. */
  get front(): PagePlace | undefined {
    const page = [...this.#panels].find(({ panel }) => panel.active);
    return page && { address: page.address, store: page.store };
  }

  /** Fills a panel that VS Code brings back, with what its page remembered; one that remembers nothing of use goes. */
  restore(panel: WebviewPanel, type: ViewType, state: unknown): void {
    const saved = parsePageState(state);
    const address = saved && parsePageAddress(saved.path);
    if (saved && address && VIEW_TYPES[address.page] === type)
      this.#adopt(panel, { address, store: saved.store });
    else panel.dispose();
  }

  /** Shows a page, in the panel of its thing if it has one. */
  show(place: PagePlace, beside = false): void {
    const { address, store } = place;
    const subject = subjectOf(address);
    const open = [...this.#panels].find(
      panel => panel.store === store && subjectOf(panel.address) === subject,
    );
    if (open) {
      open.show(address);
      return;
    }
    const column = beside ? ViewColumn.Beside : ViewColumn.Active;
    this.#adopt(window.createWebviewPanel(VIEW_TYPES[address.page], 'Amphora', column, {}), place);
  }

  #adopt(panel: WebviewPanel, place: PagePlace): void {
    panel.webview.options = { enableScripts: true, localResourceRoots: [...pageRoots(this.#extension)] };
    const page = new PagePanel(panel, this.#extension, place, this.#services);
    this.#panels.add(page);
    panel.onDidDispose(() => this.#panels.delete(page));
  }

  dispose(): void {
    for (const { panel } of [...this.#panels]) panel.dispose();
  }
}

/** What a page is about, whatever of it is looked at: one panel shows all versions of an artifact, and all lineage of a project. */
function subjectOf(address: PageAddress): string {
  switch (address.page) {
    case 'projects':
    case 'compare':
      return formatPageAddress(address);
    case 'project':
    case 'lineage':
      return `${address.page} ${address.entity}/${address.project}`;
    case 'run':
      return `run ${address.entity}/${address.project}/${address.run}`;
    case 'artifact':
      return `artifact ${address.entity}/${address.project}/${address.artifact}`;
  }
}
