import { randomBytes } from 'node:crypto';
import { env, l10n, Uri, workspace } from 'vscode';
import type { Disposable, Webview, WebviewPanel } from 'vscode';
import { AmphoraError, isAmphoraError, isCancellation } from '../../core/errors.ts';
import type { PageAddress } from '../../core/pageAddress.ts';
import { formatPageAddress } from '../../core/pageAddress.ts';
import type { Port } from '../../protocol/contract.ts';
import type { Host } from '../../protocol/host.ts';
import { isEdit, serve } from '../../protocol/host.ts';
import { pageHtml } from '../../protocol/pageHtml.ts';
import type { HostContract } from '../../protocol/pages/host.ts';
import { hostContract } from '../../protocol/pages/host.ts';
import { describeError } from '../errors/describeError.ts';
import { DisposableStore } from '../host/DisposableStore.ts';
import { hostHandlers } from './hostHandlers.ts';
import type { PageServices } from './hostHandlers.ts';

/** The page and the store that it is of: empty for the local one. */
export interface PagePlace {
  readonly address: PageAddress;
  readonly store: string;
}

/** The bundle of a page in `dist/webview`. */
type PageBundle = 'artifact' | 'run' | 'compare' | 'project' | 'lineage';

function bundleOf({ page }: PageAddress): PageBundle {
  return page === 'projects' ? 'project' : page;
}

/** Folders of the extension that a page may load from. */
export function pageRoots(extension: Uri): readonly Uri[] {
  return [Uri.joinPath(extension, 'dist', 'webview'), Uri.joinPath(extension, 'media')];
}

/** One panel: a page, the answers to it, and news of its store. */
export class PagePanel implements Disposable {
  readonly panel: WebviewPanel;
  /** Name of the store that it is of. */
  readonly store: string;
  readonly #services: PageServices;
  readonly #host: Host<HostContract>;
  readonly #owned = new DisposableStore();
  #address: PageAddress;
  #ready = false;

  constructor(panel: WebviewPanel, extension: Uri, place: PagePlace, services: PageServices) {
    this.panel = panel;
    this.store = place.store;
    this.#address = place.address;
    this.#services = services;
    const { stores, log } = services;
    const icon = (theme: string) => Uri.joinPath(extension, 'media', `amphora-${theme}.svg`);
    panel.iconPath = { light: icon('light'), dark: icon('dark') };
    const handlers = hostHandlers(services, {
      store: this.store,
      place: () => {
        this.#ready = true;
        return this.#address;
      },
      shown: (address, title) => {
        this.#address = address;
        panel.title = this.store === '' ? title : `${title} (${this.store})`;
      },
    });
    this.#host = this.#owned.add(
      serve(
        hostContract,
        portOf(panel.webview),
        handlers,
        async (question, signal) => {
          // Pages of stores are shown in restricted mode too; what they change is not.
          if (isEdit(question) && !workspace.isTrusted) {
            throw new AmphoraError('workspace-restricted', {});
          }
          return stores.named(this.store).service.askPage(question, { signal });
        },
        {
          describe: error => {
            if (!isCancellation(error)) log.error(error);
            const message = describeError(error);
            return isAmphoraError(error) ? { message, code: error.code } : { message };
          },
          onRefused: reason => {
            log.info(`Page of ${panel.title}: ${reason}`);
          },
        },
      ),
    );
    this.#follow();
    panel.webview.html = htmlOf(panel.webview, extension, bundleOf(place.address), panel.title);
  }

  get address(): PageAddress {
    return this.#address;
  }

  /** Looks at something else. */
  show(address: PageAddress): void {
    this.#address = address;
    this.#readAgain();
    this.panel.reveal();
  }

  #follow(): void {
    const { stores } = this.#services;
    const isOurs = (name: string) => name === this.store;
    this.#owned.add(
      stores.onDidChange(({ connection }) => {
        // A hidden page is gone; it asks anew when it is shown.
        if (isOurs(connection.name) && this.#ready && this.panel.visible) this.#host.notify('changed', null);
      }),
    );
    this.#owned.add(
      stores.onDidReplace(({ name, remote }) => {
        if (!isOurs(name)) return;
        if (remote) this.#readAgain();
        // A project of another folder's store is another one.
        else this.panel.dispose();
      }),
    );
    this.#owned.add(
      stores.onDidRemove(name => {
        if (isOurs(name)) this.#readAgain();
      }),
    );
    this.#owned.add(
      workspace.onDidGrantWorkspaceTrust(() => {
        this.#readAgain();
      }),
    );
    this.#owned.add(
      this.panel.onDidDispose(() => {
        this.dispose();
      }),
    );
  }

  /** Has the page ask anew: it says what is wrong where that fails. */
  #readAgain(): void {
    if (!this.#ready) return;
    const path = formatPageAddress(this.#address);
    this.#host.notify('show', { path, canEdit: workspace.isTrusted });
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

function htmlOf(webview: Webview, extension: Uri, bundle: PageBundle, title: string): string {
  const address = (...path: readonly string[]) =>
    webview.asWebviewUri(Uri.joinPath(extension, 'dist', 'webview', ...path)).toString();
  return pageHtml({
    cspSource: webview.cspSource,
    nonce: randomBytes(16).toString('hex'),
    script: address(`${bundle}.js`),
    style: address(`${bundle}.css`),
    codicons: address('codicon.css'),
    language: env.language,
    title: title === '' ? l10n.t('Amphora') : title,
  });
}
