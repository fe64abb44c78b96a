/** How a page begins, and what it has of its host while it lives. */
import { formatPageAddress, type PageAddress, parsePageAddress } from '../../src/core/pageAddress.ts';
import { type Client, connect } from '../../src/protocol/client.ts';
import type { Contract, Method, Params } from '../../src/protocol/contract.ts';
import {
  type HostContract,
  hostContract,
  parsePageState,
  type Welcome,
} from '../../src/protocol/pages/host.ts';
import { useLanguage } from '../ui/l10n.ts';
import { sentenceOf } from '../ui/sentence.ts';
import { browserChannel } from './browserChannel.ts';
import type { PageChannel } from './channel.ts';
import { vscodeChannel } from './vscodeChannel.ts';

/** A page, as its host drives it. */
export interface Page {
  /** Shows what an address leads to, at first and whenever the host says so. @param view how a person arranged it before */
  show(address: PageAddress, view: unknown): void;
  /** Something in the store changed: what is shown is asked for again. */
  changed(): void;
  /** An action failed; one sentence. */
  failed(sentence: string): void;
}

export interface Shell {
  readonly welcome: Welcome;
  /** Whether the person may change things here. */
  readonly canEdit: boolean;
  /** What asks the store by a page's contract. */
  client<C extends Contract>(contract: C): Client<C>;
  /** Has the host do something; its refusal is told to the person. */
  act<M extends Method<HostContract>>(method: M, params: Params<HostContract, M>): void;
  /** Goes to another page. */
  open(address: PageAddress, beside?: boolean): void;
  /** Says what the page shows now. */
  moved(address: PageAddress, title: string): void;
  /** Remembers how a person arranged the page. */
  remember(view: unknown): void;
}

export { sentenceOf };

class PageShell implements Shell {
  readonly welcome: Welcome;
  readonly #channel: PageChannel;
  readonly #host: Client<HostContract>;
  readonly #failed: (sentence: string) => void;
  canEdit: boolean;
  #path: string;
  #view: unknown;

  constructor(
    welcome: Welcome,
    channel: PageChannel,
    host: Client<HostContract>,
    failed: (sentence: string) => void,
    view: unknown,
  ) {
    this.#view = view;
    this.welcome = welcome;
    this.canEdit = welcome.canEdit;
    this.#channel = channel;
    this.#host = host;
    this.#failed = failed;
    this.#path = welcome.path;
  }

  client<C extends Contract>(contract: C): Client<C> {
    return connect(contract, this.#channel, {} as Parameters<typeof connect<C>>[2]);
  }

  act<M extends Method<HostContract>>(method: M, params: Params<HostContract, M>): void {
    this.#host.request(method, params).catch((error: unknown) => this.#failed(sentenceOf(error)));
  }

  open(address: PageAddress, beside = false): void {
    this.act('open', { path: formatPageAddress(address), beside });
  }

  moved(address: PageAddress, title: string): void {
    const path = formatPageAddress(address);
    if (path !== this.#path) this.#channel.visit?.(path);
    this.#path = path;
    // A page that nobody arranged comes back too.
    this.#write();
    this.act('title', { path, title });
  }

  remember(view: unknown): void {
    this.#view = view;
    this.#write();
  }

  #write(): void {
    const { store } = this.welcome;
    this.#channel.writeState({ version: 1, path: this.#path, store, view: this.#view });
  }
}

/** Begins a page: asks the host what to show and comes back to what the page remembers of it. */
export async function startPage(make: (shell: Shell) => Page): Promise<void> {
  const channel = vscodeChannel() ?? browserChannel();
  const show = (path: string, view: unknown): void => {
    const address = parsePageAddress(path);
    if (address) page.show(address, view);
  };
  const host = connect(hostContract, channel, {
    // Nothing comes before the answer to `ready`.
    changed: () => page.changed(),
    show: ({ path, canEdit }) => {
      shell.canEdit = canEdit;
      show(path, undefined);
    },
  });
  const welcome = await host.request('ready', null);
  useLanguage(welcome.locale, welcome.messages);
  document.documentElement.classList.toggle('in-browser', welcome.browser !== undefined);
  const saved = parsePageState(channel.readState());
  const view = saved?.path === welcome.path ? saved.view : undefined;
  const shell = new PageShell(welcome, channel, host, sentence => page.failed(sentence), view);
  const page = make(shell);
  interceptLinks(shell);
  show(welcome.path, view);
}

/** In VS Code, links between pages are followed by the host; a browser follows them by itself. */
function interceptLinks(shell: Shell): void {
  if (shell.welcome.browser !== undefined) return;
  const follow = (event: MouseEvent): void => {
    if (event.defaultPrevented) return;
    const link = event.composedPath().find(each => each instanceof HTMLAnchorElement);
    const href = link?.getAttribute('href');
    if (href == null) return;
    event.preventDefault();
    const address = parsePageAddress(href);
    if (address) shell.open(address, event.ctrlKey || event.metaKey || event.button === 1);
    else if (/^https?:\/\//.test(href)) shell.act('openExternal', { url: href });
  };
  document.addEventListener('click', follow);
  document.addEventListener('auxclick', follow);
}
