import { randomBytes } from 'node:crypto';
import { env, l10n, Uri } from 'vscode';
import type { Disposable, Webview, WebviewPanel } from 'vscode';
import type { Port } from '../../protocol/contract.ts';
import { serve } from '../../protocol/host.ts';
import type { Host } from '../../protocol/host.ts';
import { lineageContract } from '../../protocol/lineage.ts';
import type { LineageContract, LineageScope } from '../../protocol/lineage.ts';
import { lineagePage } from '../../protocol/lineagePage.ts';
import { isAmphoraError, isCancellation } from '../../core/errors.ts';
import { describeError } from '../errors/describeError.ts';
import { DisposableStore } from '../host/DisposableStore.ts';
import { lineageHandlers } from './lineageHandlers.ts';
import type { LineageServices } from './lineageHandlers.ts';
import { scopeIn } from './lineageScope.ts';

/** Folders of the extension that a page may load from. */
export function pageRoots(extension: Uri): readonly Uri[] {
  return [Uri.joinPath(extension, 'dist', 'webview'), Uri.joinPath(extension, 'media')];
}

/** One lineage panel: its page, the answers to it, and news of the store. */
export class LineagePanel implements Disposable {
  readonly panel: WebviewPanel;
  readonly #services: LineageServices;
  readonly #host: Host<LineageContract>;
  readonly #owned = new DisposableStore();
  /** Name of the store that it is of. */
  readonly #store: string;
  /** What the page looks at. */
  #scope: LineageScope;
  #ready = false;

  constructor(panel: WebviewPanel, extension: Uri, scope: LineageScope, services: LineageServices) {
    this.panel = panel;
    this.#store = scope.store ?? '';
    this.#scope = scope;
    this.#services = services;
    const { stores } = services;
    const icon = (theme: string) => Uri.joinPath(extension, 'media', `amphora-${theme}.svg`);
    panel.iconPath = { light: icon('light'), dark: icon('dark') };
    panel.title = l10n.t('Lineage');
    const handlers = lineageHandlers(services, {
      connection: () => stores.named(this.#store),
      initial: () => {
        this.#ready = true;
        return this.#scope;
      },
      shown: (shown, project) => {
        this.#scope = scopeIn(this.#store, shown);
        const title = l10n.t('Lineage: {0}', project);
        panel.title = this.#store === '' ? title : `${title} (${this.#store})`;
      },
    });
    const options = {
      describe: (error: unknown) => {
        if (!isCancellation(error)) services.log.error(error);
        return { message: describeError(error), ...(isAmphoraError(error) ? { code: error.code } : {}) };
      },
      onRefused: (reason: string) => {
        services.log.info(`Lineage page: ${reason}`);
      },
    };
    this.#host = this.#owned.add(serve(lineageContract, portOf(panel.webview), handlers, options));
    this.#owned.add(
      stores.onDidChange(({ connection }) => {
        if (connection.name === this.#store) void this.#sendSnapshot();
      }),
    );
    this.#owned.add(
      stores.onDidReplace(({ name, remote }) => {
        if (name !== this.#store) return;
        if (remote) this.#readAgain();
        // A project of another folder's store is another one.
        else panel.dispose();
      }),
    );
    this.#owned.add(
      stores.onDidRemove(name => {
        if (name === this.#store) this.#readAgain();
      }),
    );
    this.#owned.add(
      panel.onDidDispose(() => {
        this.dispose();
      }),
    );
    panel.webview.html = pageHtml(panel.webview, extension);
  }

  get scope(): LineageScope {
    return this.#scope;
  }

  /** Looks at something else. */
  show(scope: LineageScope): void {
    this.#scope = scope;
    this.#readAgain();
    this.panel.reveal();
  }

  /** Has the page ask anew: it says what is wrong where that fails. */
  #readAgain(): void {
    if (this.#ready) this.#host.notify('show', this.#scope);
  }

  /** A hidden page is gone; it asks anew when it is shown. */
  async #sendSnapshot(): Promise<void> {
    if (!this.#ready || !this.panel.visible) return;
    const scope = this.#scope;
    try {
      const snapshot = await this.#services.snapshot(scope);
      if (scope === this.#scope) this.#host.notify('snapshot', snapshot);
    } catch (error) {
      this.#services.log.error(error);
    }
  }

  dispose(): void {
    this.#owned.dispose();
  }
}

function portOf(webview: Webview): Port {
  return {
    post: message => void webview.postMessage(message),
    listen: listener => {
      const listening = webview.onDidReceiveMessage(listener);
      return () => {
        listening.dispose();
      };
    },
  };
}

function pageHtml(webview: Webview, extension: Uri): string {
  const address = (...path: readonly string[]) =>
    webview.asWebviewUri(Uri.joinPath(extension, 'dist', 'webview', ...path)).toString();
  return lineagePage({
    cspSource: webview.cspSource,
    nonce: randomBytes(16).toString('hex'),
    script: address('lineage.js'),
    style: address('lineage.css'),
    codicons: address('codicon.css'),
    language: env.language,
    title: l10n.t('Lineage'),
  });
}
