import { ViewColumn, window } from 'vscode';
import type { Disposable, Uri, WebviewPanel } from 'vscode';
import type { PageAddress } from '../../core/pageAddress.ts';
import { formatPageAddress, parsePageAddress } from '../../core/pageAddress.ts';
import { parsePageState } from '../../protocol/pages/host.ts';
import type { PageServices } from './hostHandlers.ts';
import type { PagePlace } from './PagePanel.ts';
import { PagePanel, pageRoots } from './PagePanel.ts';

/** Kinds of panels, by which VS Code brings them back. */
const VIEW_TYPES = {
  projects: 'amphora.project',
  project: 'amphora.project',
  artifact: 'amphora.artifact',
  run: 'amphora.run',
  compare: 'amphora.compare',
  lineage: 'amphora.lineage',
} as const satisfies Readonly<Record<PageAddress['page'], string>>;

/** The pages of this window: one panel for a thing; those of the last session come back. */
export class PagePanels implements Disposable {
  readonly #extension: Uri;
  readonly #services: PageServices;
  readonly #panels = new Set<PagePanel>();
  readonly #serializers: readonly Disposable[];

  constructor(extension: Uri, services: Omit<PageServices, 'open'>) {
    this.#extension = extension;
    this.#services = {
      ...services,
      open: (place, beside) => {
        this.show(place, beside);
      },
    };
    this.#serializers = [...new Set(Object.values(VIEW_TYPES))].map(type =>
      window.registerWebviewPanelSerializer(type, {
        deserializeWebviewPanel: (panel, state) => {
          const saved = parsePageState(state);
          const address = saved && parsePageAddress(saved.path);
          if (saved && address && VIEW_TYPES[address.page] === type) {
            this.#adopt(panel, { address, store: saved.store });
          } else panel.dispose();
          return Promise.resolve();
        },
      }),
    );
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
    this.#adopt(window.createWebviewPanel(VIEW_TYPES[address.page], '', column, {}), place);
  }

  #adopt(panel: WebviewPanel, place: PagePlace): void {
    panel.webview.options = { enableScripts: true, localResourceRoots: [...pageRoots(this.#extension)] };
    const page = new PagePanel(panel, this.#extension, place, this.#services);
    this.#panels.add(page);
    panel.onDidDispose(() => this.#panels.delete(page));
  }

  dispose(): void {
    for (const serializer of this.#serializers) serializer.dispose();
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
