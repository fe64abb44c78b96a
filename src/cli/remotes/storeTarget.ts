/** Which store a command line means. */
import path from 'node:path';
import { defaultStorePath } from '../../store/local/defaultStorePath.ts';
import { AmphoraError } from '../../core/errors.ts';
import { isUrl, parseRemoteUrl } from '../../store/remote/remoteUrl.ts';
import type { RemoteTarget } from '../../worker/openRemoteService.ts';
import { findKey } from './findKey.ts';
import { RemoteList } from './RemoteList.ts';

/** A folder, or a server by its address or the name that it was given. */
export type StoreTarget =
  { readonly kind: 'local'; readonly folder: string } | ({ readonly kind: 'remote' } & RemoteTarget);

interface Place {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  /** The current folder. */
  readonly folder: string;
}

export function remoteList({ env, platform }: Place): RemoteList {
  return new RemoteList(defaultStorePath(env, platform));
}

/** @throws AmphoraError `remote-url-malformed`, `remote-key-missing`, `remotes-damaged` */
async function remoteAt(text: string, place: Place): Promise<StoreTarget> {
  const url = parseRemoteUrl(text);
  const cacheFolder = path.join(defaultStorePath(place.env, place.platform), 'remote-cache');
  const known = (await remoteList(place).all()).find(remote => remote.url === url);
  const apiKey = place.env['WANDB_API_KEY'] || !known ? await findKey(url, place.env) : known.apiKey;
  return { kind: 'remote', url, apiKey, cacheFolder };
}

/** The store that `--store` or `AMPHORA_STORE` names; a folder, unless it is an address. */
export async function storeTarget(named: string | undefined, place: Place): Promise<StoreTarget> {
  if (named === undefined) return { kind: 'local', folder: defaultStorePath(place.env, place.platform) };
  if (isUrl(named)) return remoteAt(named, place);
  return { kind: 'local', folder: path.resolve(place.folder, named) };
}

/**
 * The other store of a copy: a name that was added, an address, or a folder.
 * @throws AmphoraError `remote-not-found`, and as `storeTarget`
 */
export async function otherStore(named: string, place: Place): Promise<StoreTarget> {
  if (isUrl(named)) return remoteAt(named, place);
  const known = await remoteList(place).find(named);
  if (known) return remoteAt(known.url, { ...place, env: { ...place.env, WANDB_API_KEY: known.apiKey } });
  if (/[/\\]/.test(named) || named.startsWith('.')) {
    return { kind: 'local', folder: path.resolve(place.folder, named) };
  }
  throw new AmphoraError('remote-not-found', { name: named });
}
