import { ViewColumn, window } from 'vscode';
import type { Disposable, Uri, WebviewPanel } from 'vscode';
import { AmphoraError } from '../../core/errors.ts';
import { parseLineagePageState } from '../../protocol/lineage.ts';
import type { LineageScope, LineageSnapshot } from '../../protocol/lineage.ts';
import type { Stores } from '../stores/Stores.ts';
import type { LineageServices } from './lineageHandlers.ts';
import { LineagePanel, pageRoots } from './LineagePanel.ts';
import { projectOfId } from './lineageScope.ts';

const VIEW_TYPE = 'amphora.lineage';

/** The lineage panels of this window: one a project of a store; those of the last session come back. */
export class LineagePanels implements Disposable {
  readonly #extension: Uri;
  readonly #services: LineageServices;
  readonly #panels = new Set<LineagePanel>();
  readonly #serializer: Disposable;

  constructor(extension: Uri, services: Omit<LineageServices, 'snapshot'>) {
    this.#extension = extension;
    this.#services = {
      ...services,
      snapshot: (scope, signal) => readSnapshot(services.stores, scope, signal),
    };
    this.#serializer = window.registerWebviewPanelSerializer(VIEW_TYPE, {
      deserializeWebviewPanel: (panel, state) => {
        const scope = parseLineagePageState(state)?.scope;
        if (scope) this.#adopt(panel, scope);
        else panel.dispose();
        return Promise.resolve();
      },
    });
  }

  /** Shows a scope, in the panel of its project if it has one. */
  show(scope: LineageScope): void {
    const open = [...this.#panels].find(
      panel => panel.scope.project === scope.project && panel.scope.store === scope.store,
    );
    if (open) {
      open.show(scope);
      return;
    }
    const panel = window.createWebviewPanel(VIEW_TYPE, '', ViewColumn.Active, {});
    this.#adopt(panel, scope);
  }

  #adopt(panel: WebviewPanel, scope: LineageScope): void {
    panel.webview.options = { enableScripts: true, localResourceRoots: [...pageRoots(this.#extension)] };
    const lineage = new LineagePanel(panel, this.#extension, scope, this.#services);
    this.#panels.add(lineage);
    panel.onDidDispose(() => this.#panels.delete(lineage));
  }

  dispose(): void {
    this.#serializer.dispose();
    for (const { panel } of [...this.#panels]) panel.dispose();
  }
}

async function readSnapshot(
  stores: Stores,
  scope: LineageScope,
  signal?: AbortSignal,
): Promise<LineageSnapshot> {
  const { store } = stores.named(scope.store ?? '');
  const project = await projectOfId(store, scope.project);
  if (!project) throw new AmphoraError('project-not-found', { project: scope.project });
  const query = scope.focus === undefined ? { project: scope.project } : { around: scope.focus };
  const graph = await store.lineage(query, signal && { signal });
  return { scope, project: project.name, graph };
}
