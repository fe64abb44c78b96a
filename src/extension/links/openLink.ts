import { l10n } from 'vscode';
import type { VersionId } from '../../core/ids.ts';
import { versionLabel } from '../../core/version.ts';
import { AmphoraError } from '../../core/errors.ts';
import { parseRemoteUrl } from '../../store/remote/remoteUrl.ts';
import { runCommand } from '../host/commands.ts';
import { bytes, fileCount } from '../host/format.ts';
import { confirm } from '../host/messages.ts';
import { openDiff, openPageFile } from '../panels/pageFiles.ts';
import type { PagePlace } from '../panels/PagePanel.ts';
import type { StoreConnection } from '../stores/StoreConnection.ts';
import type { Stores } from '../stores/Stores.ts';
import { storeNode } from '../tree/nodes.ts';
import { parseEditorLink } from './editorLink.ts';
import type { LinkTarget, VersionFile } from './editorLink.ts';

export interface LinkServices {
  readonly stores: Pick<Stores, 'all' | 'local'>;
  readonly open: (place: PagePlace) => void;
  /** Asks whether a server that no store is of is to be added; undefined where the person left. */
  readonly offerStore?: (url: string) => Promise<StoreConnection | undefined>;
}

/**
 * Follows a link into this editor, which anybody may have made: it opens pages and files, and asks before it does anything else.
 * @throws AmphoraError `link-malformed`, and what says that its thing is not there
 */
export async function openLink(
  services: LinkServices,
  { path, query }: { readonly path: string; readonly query: string },
): Promise<void> {
  const link = parseEditorLink(path, query);
  if (!link) throw new AmphoraError('link-malformed', { link: path.slice(0, 200) });
  const connection = await storeOf(services, link.store);
  if (connection) await follow(connection, link.target, services.open);
}

async function storeOf(
  { stores, offerStore = offer }: LinkServices,
  address: string | undefined,
): Promise<StoreConnection | undefined> {
  if (address === undefined) return stores.local;
  const url = parseRemoteUrl(address);
  const known = stores.all.find(({ remote }) => remote?.url === url);
  // A server of one machine is that of its own store, at whichever port it was when the link was made.
  if (!known && isLoopback(url)) return stores.local;
  return known ?? offerStore(url);
}

function isLoopback(url: string): boolean {
  const { hostname } = new URL(url);
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d+){3}$/.test(hostname);
}

async function offer(url: string): Promise<StoreConnection | undefined> {
  const question = l10n.t('You are not signed in to the server of this link: {0}', url);
  const detail = l10n.t('Add it only if you know it: your API key is sent there.');
  if (!(await confirm(question, detail, l10n.t('Add Remote Store…')))) return undefined;
  return (await runCommand('amphora.store.addRemote', { url, ask: true })) as StoreConnection | undefined;
}

async function follow(
  connection: StoreConnection,
  target: LinkTarget,
  open: LinkServices['open'],
): Promise<void> {
  const { name: store } = connection;
  switch (target.kind) {
    case 'page':
      open({ address: target.address, store });
      return;
    case 'artifact': {
      const { address } = target;
      const { entity, project, artifact, version } = address;
      const { type } = await connection.store.resolve({ entity, project, artifact, alias: version });
      open({ address: { ...address, type }, store });
      return;
    }
    case 'run': {
      const { entity, project, run } = target.address;
      const { id } = await connection.store.project(project, entity);
      await connection.store.runByKey(id, run);
      open({ address: target.address, store });
      return;
    }
    case 'file': {
      const { of, path } = target;
      const file = of === 'run' ? { of, id: target.id, path } : { of, id: idIn(connection, target.id), path };
      await openPageFile(connection, file);
      return;
    }
    case 'diff': {
      const here = ({ id, path }: VersionFile) => ({ id: idIn(connection, id), path });
      await openDiff(connection, here(target.left), here(target.right));
      return;
    }
    case 'download':
      await download(connection, idIn(connection, target.id));
      return;
    case 'log':
      await runCommand('amphora.artifact.log', storeNode(connection, true));
  }
}

/** A server's own pages name versions by the ids of its store, which its protocol wraps. */
function idIn({ remote }: StoreConnection, id: VersionId): VersionId {
  const isOwn = remote && /^[0-9a-f]{32}$/.test(id);
  return isOwn ? (Buffer.from(`Artifact:${id}`).toString('base64') as VersionId) : id;
}

async function download(connection: StoreConnection, id: VersionId): Promise<void> {
  const version = await connection.store.version(id);
  const question = l10n.t('Download {0}?', versionLabel(version));
  const detail = l10n.t('{0}, {1}', fileCount(version.fileCount), bytes(version.size));
  if (!(await confirm(question, detail, l10n.t('Download')))) return;
  await runCommand('amphora.artifact.download', { store: connection.name, version: id, ask: true });
}
