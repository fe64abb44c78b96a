/** `GET` at signed addresses: files of versions, their manifests, files of runs. */
import type { BlobKey, RunId, VersionId } from '../../core/ids.ts';
import type { ProtocolServices } from '../context.ts';
import { encodeId } from '../ids.ts';
import type { ServerApp } from '../services.ts';
import { formatManifest } from '../../wandb/manifestJson.ts';
import { pathAfter } from './pathAfter.ts';
import { sendBlob } from './sendBlob.ts';
import { sendRunFile } from './sendRunFile.ts';

export function getRoutes(app: ServerApp, { store, drafts, log }: ProtocolServices): void {
  app.get('/wandb_artifacts/blobs/:blob/:size/:name', async c => {
    const { blob, size } = c.req.param();
    const key = blob as BlobKey;
    return sendBlob(c, { location: await drafts.locateBlob(key), blob: key, size: Number(size) }, log);
  });

  app.get('/wandb_artifacts/versions/:version/:name', async c => {
    const version = c.req.param('version') as VersionId;
    return c.body(formatManifest(await store.manifest(version), encodeId('Artifact', version)), 200, {
      'content-type': 'application/json',
    });
  });

  app.get('/wandb_files/:run/*', async c => {
    const run = c.req.param('run') as RunId;
    const name = pathAfter(c, `/wandb_files/${run}/`);
    return sendRunFile(c, { store, log }, { id: run, name: run }, name);
  });
}
