import { afterEach, beforeEach } from 'vitest';
import type { ServedHere } from '../../support/serveHere.ts';
import { serveHere } from '../../support/serveHere.ts';
import { temporaryFolder } from '../../support/storeKit.ts';
import { usePagesFolder } from './Visitor.ts';

export interface LocalTest {
  readonly server: ServedHere;
  readonly pages: string;
  /** Milliseconds since the epoch, as the server takes it for sessions and links. */
  now: number;
}

/** A server of a store of its own, for each test of a file. */
export function useLocal(): LocalTest {
  const pages = usePagesFolder();
  let server: ServedHere | undefined;
  let folder: ReturnType<typeof temporaryFolder> | undefined;
  const local = {
    now: 1_800_000_000_000,
    get server() {
      if (!server) throw new Error('No test is running');
      return server;
    },
    get pages() {
      return pages.path;
    },
  };
  beforeEach(async () => {
    folder = temporaryFolder();
    server = await serveHere(folder.path, { pagesFolder: pages.path, clock: () => local.now });
  });
  afterEach(async () => {
    await server?.stop();
    folder?.remove();
  });
  return local;
}
