import { onTestFinished } from 'vitest';
import type { Ready } from '../../../src/server/serveLocal.ts';
import type { TransferProgress } from '../../../src/transfer/requests.ts';
import { downloadVersion } from '../../../src/transfer/downloadVersion.ts';
import { logFolder } from '../../../src/transfer/logFolder.ts';
import { RemoteStore } from '../../../src/store/remote/RemoteStore.ts';
import { serveHere } from '../../support/serveHere.ts';
import { temporaryFolder, worker } from '../transfer/workspace.ts';
import { Proxy } from './Proxy.ts';

export interface Served extends Ready {
  /** Folder of the server's store. */
  readonly folder: string;
}

/** A server in this process, over a store of its own, ended with the test. */
export async function startServing(): Promise<Served> {
  const folder = temporaryFolder();
  const { stop, ...address } = await serveHere(folder);
  onTestFinished(stop);
  return { ...address, folder };
}

/** A remote store, with what a person does to it. */
export class Remote {
  readonly store: RemoteStore;

  constructor({ url, apiKey }: Pick<Ready, 'url' | 'apiKey'>) {
    this.store = new RemoteStore({ url, apiKey });
    onTestFinished(() => this.store.close());
  }

  async log(path: string, artifact = 'mnist') {
    const request = { path, project: 'digits', artifact, type: 'dataset' };
    return (await logFolder(this.store, request, { worker })).version;
  }

  download(
    version: { readonly id: Awaited<ReturnType<Remote['log']>>['id'] },
    target: string,
    more: {
      readonly signal?: AbortSignal;
      readonly onProgress?: (progress: TransferProgress) => void;
    } = {},
  ) {
    return downloadVersion(
      this.store,
      { version: version.id, target, overwrite: true },
      { ...more, worker, fetch: this.store.fetch },
    );
  }
}

/** A server and a proxy before it, which can be told to meddle. */
export async function startBehindProxy(): Promise<{
  readonly proxy: Proxy;
  readonly served: Served;
  readonly remote: Remote;
}> {
  const served = await startServing();
  const proxy = await Proxy.start(served.url);
  onTestFinished(() => proxy.close());
  return { proxy, served, remote: new Remote({ url: proxy.url, apiKey: served.apiKey }) };
}
