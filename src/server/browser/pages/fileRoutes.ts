/** Bytes for pages, and for whoever downloads them from there. No browser shows them as a page of this server. */
import type { Context } from 'hono';
import { AmphoraError } from '../../../core/errors.ts';
import type { RunId, VersionId } from '../../../core/ids.ts';
import { versionLabel } from '../../../core/version.ts';
import type { Log } from '../../log/Log.ts';
import { pathAfter } from '../../routes/pathAfter.ts';
import { sendBlob } from '../../routes/sendBlob.ts';
import { sendRunFile } from '../../routes/sendRunFile.ts';
import type { ServerApp, ServerEnv } from '../../services.ts';
import { attachment } from './attachment.ts';

/** What somebody has put into a file is not to run here, be it opened by itself. */
const POLICY = "default-src 'none'; frame-ancestors 'none'; sandbox";

const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

function setHeaders({ env: { outgoing } }: Context<ServerEnv>, path: string): void {
  outgoing.setHeader('content-disposition', attachment(baseName(path)));
  outgoing.setHeader('content-security-policy', POLICY);
}

export function fileRoutes(app: ServerApp, log: Pick<Log, 'info' | 'error'>): void {
  app.get('/amphora/files/versions/:id/*', async c => {
    const id = c.req.param('id') as VersionId;
    const path = pathAfter(c, `/amphora/files/versions/${id}/`);
    const { store } = c.var.caller;
    const { entries } = await store.manifest(id);
    const file = entries.find(entry => entry.path === path);
    if (file?.kind !== 'file') {
      const version = versionLabel(await store.version(id));
      throw new AmphoraError('file-not-found', { path, version });
    }
    const { blob, size } = file;
    const { direct } = store.drafts;
    // Where it is fetched elsewhere, it is to be kept under its name all the same.
    const location = direct
      ? ({ kind: 'url', url: direct.blobUrl(blob, baseName(path)) } as const)
      : (await store.locate(id, [path]))[0];
    if (!location) throw new Error(`The store does not say where the file ${path} is`);
    setHeaders(c, path);
    return sendBlob(c, { location, blob, size }, log);
  });

  app.get('/amphora/files/runs/:id/*', async c => {
    const id = c.req.param('id') as RunId;
    const name = pathAfter(c, `/amphora/files/runs/${id}/`);
    const { store } = c.var.caller;
    const { name: run } = await store.run(id);
    setHeaders(c, name);
    return sendRunFile(c, { store, log }, { id, name: run }, name);
  });
}
