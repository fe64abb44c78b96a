import { env, l10n, Uri, workspace } from 'vscode';
import type { Memento } from 'vscode';
import { AmphoraError } from '../../core/errors.ts';
import type { PageAddress } from '../../core/pageAddress.ts';
import { formatPageAddress, parsePageAddress } from '../../core/pageAddress.ts';
import type { Handlers } from '../../protocol/host.ts';
import type { HostContract } from '../../protocol/pages/host.ts';
import { runCommand } from '../host/commands.ts';
import { locale } from '../host/format.ts';
import type { Log } from '../host/Log.ts';
import type { StoreConnection } from '../stores/StoreConnection.ts';
import type { Stores } from '../stores/Stores.ts';
import { storeNode } from '../tree/nodes.ts';
import type { Revealer } from '../tree/Revealer.ts';
import type { PagePlace } from './PagePanel.ts';
import { openDiff, openPageFile, savePageFile } from './pageFiles.ts';

/** What panels work with. */
export interface PageServices {
  readonly stores: Stores;
  readonly log: Log;
  readonly reveal: Pick<Revealer, 'revealVersion' | 'revealRun'>;
  readonly memory: Memento;
  readonly open: (place: PagePlace, beside?: boolean) => void;
}

/** The panel that is asked. */
interface Panel {
  readonly store: string;
  /** What it is to show; called when its page begins. */
  readonly place: () => PageAddress;
  readonly shown: (address: PageAddress, title: string) => void;
}

/** Choices for all pages. */
const KEPT = 'amphora.pages.kept';

function keptIn(memory: Memento): Record<string, boolean> {
  const kept = memory.get<unknown>(KEPT);
  if (typeof kept !== 'object' || kept === null) return {};
  return Object.fromEntries(Object.entries(kept).filter(([, value]) => typeof value === 'boolean'));
}

function addressIn(path: string): PageAddress {
  const address = parsePageAddress(path);
  if (!address) throw new AmphoraError('input-malformed', { what: 'the address of the page' });
  return address;
}

/** What a panel of VS Code does for its page. */
export function hostHandlers(services: PageServices, panel: Panel): Handlers<HostContract> {
  const { stores, reveal, memory, open } = services;
  const { store } = panel;
  /** @throws AmphoraError `remote-not-found` after it was signed out of */
  const connection = (): StoreConnection => stores.named(store);
  return {
    ready: () =>
      Promise.resolve({
        locale: locale(),
        messages: { ...l10n.bundle },
        path: formatPageAddress(panel.place()),
        store,
        canEdit: workspace.isTrusted,
        browser: undefined,
        kept: keptIn(memory),
      }),
    open: ({ path, beside }) => {
      open({ address: addressIn(path), store }, beside);
      return done;
    },
    openExternal: async ({ url }) => {
      const uri = Uri.parse(url, true);
      if (!['http', 'https'].includes(uri.scheme)) throw new AmphoraError('input-malformed', { what: url });
      await env.openExternal(uri);
      return null;
    },
    openFile: async file => {
      await openPageFile(connection(), file);
      return null;
    },
    diff: async ({ left, right }) => {
      await openDiff(connection(), left, right);
      return null;
    },
    download: async ({ id }) => {
      await runCommand('amphora.artifact.download', { store, version: id, ask: true });
      return null;
    },
    saveFile: async file => {
      await savePageFile(connection(), file);
      return null;
    },
    reveal: async ({ version, run }) => {
      if (version !== undefined) await reveal.revealVersion(connection(), version, { expand: true });
      if (run !== undefined) await reveal.revealRun(connection(), run);
      return null;
    },
    logFolder: async () => {
      await runCommand('amphora.artifact.log', storeNode(connection(), true));
      return null;
    },
    copy: async ({ text }) => {
      await env.clipboard.writeText(text);
      return null;
    },
    openInEditor: () => done,
    signOut: () => done,
    copyLink: async ({ path }) => {
      await runCommand('amphora.page.copyLink', { store, path });
      return null;
    },
    openInBrowser: async ({ path }) => {
      await runCommand('amphora.page.openInBrowser', { store, path });
      return null;
    },
    keep: async ({ name, value }) => {
      await memory.update(KEPT, { ...keptIn(memory), [name]: value });
      return null;
    },
    title: ({ path, title }) => {
      panel.shown(addressIn(path), title);
      return done;
    },
  };
}

const done = Promise.resolve(null);
