import type { RemoteAddress } from '../store/remote/RemoteClient.ts';

export interface RemoteTarget extends RemoteAddress {
  /** Where digests of local files are remembered. */
  readonly cacheFolder?: string;
}

/** A store by its folder, or by the address of its server. */
export type StoreTarget =
  { readonly kind: 'local'; readonly folder: string } | ({ readonly kind: 'remote' } & RemoteTarget);
