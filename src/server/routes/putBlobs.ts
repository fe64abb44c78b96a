/** `PUT` at signed addresses: files of versions, their manifests, parts of large files, files of runs. */
import type { Context } from 'hono';
import { AmphoraError } from '../../core/errors.ts';
import type { RunId } from '../../core/ids.ts';
import type { ProtocolServices } from '../context.ts';
import type { ServerApp, ServerEnv } from '../services.ts';
import { limitOf } from '../uploads/BlobUrls.ts';
import { toBase64Md5, toHexMd5 } from '../../wandb/md5.ts';
import type { Expectation } from '../uploads/receiveBlob.ts';
import { receiveBlob } from '../uploads/receiveBlob.ts';
import { pathAfter } from './pathAfter.ts';

/** What an address takes, and what the request says of its body. */
function announced(c: Context<ServerEnv>): Expectation {
  const { 'content-md5': md5, 'content-length': length } = c.env.incoming.headers;
  const limit = limitOf(new URL(c.req.url).searchParams);
  // Before the first byte: what is too large would be refused at its end all the same.
  if (length !== undefined && Number(length) > limit) throw new AmphoraError('upload-too-large', { limit });
  return {
    limit,
    ...(typeof md5 === 'string' && md5 !== '' ? { md5: toBase64Md5(toHexMd5(md5)) } : {}),
    ...(length === undefined ? {} : { length: Number(length) }),
  };
}

function done(c: Context<ServerEnv>, md5: string): Response {
  // Clients keep the tag of a part as its proof; it is quoted, as in HTTP.
  return c.body(null, 200, { etag: `"${md5}"` });
}

export function putRoutes(app: ServerApp, services: ProtocolServices): void {
  const { store, drafts, staging, recorder, multipart } = services;

  app.put('/wandb_artifacts/files/:entity/:md5', async c => {
    const { entity, md5 } = c.req.param();
    const expected = { ...announced(c), md5: toBase64Md5(toHexMd5(md5)) };
    await staging.use(async ({ blobs }) => {
      await recorder.record({ entity, ...(await receiveBlob(c.env.incoming, expected, blobs)) });
    });
    return done(c, md5);
  });

  app.put('/wandb_artifacts/parts/:upload/:part/:md5', async c => {
    const { upload, part, md5 } = c.req.param();
    if (!/^[1-9]\d{0,5}$/.test(part))
      throw new AmphoraError('input-malformed', { what: 'the part’s number' });
    const expected = { ...announced(c), md5: toBase64Md5(toHexMd5(md5)) };
    await multipart.receive(upload, Number(part), expected, c.env.incoming);
    return done(c, md5);
  });

  app.put('/wandb_artifacts/manifests/:id/:name', async c => {
    const manifest = await drafts.draftManifest(c.req.param('id'));
    const expected = { ...announced(c), ...(manifest.digest ? { md5: manifest.digest } : {}) };
    const received = await staging.use(async ({ staging: place, blobs }) => {
      const blob = await receiveBlob(c.env.incoming, expected, blobs);
      await drafts.commitDraftManifest(manifest.id, { blob: blob.blob, size: blob.size }, place);
      return blob;
    });
    return done(c, toHexMd5(received.digest));
  });

  app.put('/wandb_files/:run/*', async c => {
    const run = c.req.param('run') as RunId;
    const name = pathAfter(c, `/wandb_files/${run}/`);
    const expected = announced(c);
    const mimeType = c.req.header('content-type');
    const received = await staging.use(async ({ staging: place, blobs }) => {
      const blob = await receiveBlob(c.env.incoming, expected, blobs);
      await store.commitRunFile(run, { name, ...blob, ...(mimeType ? { mimeType } : {}) }, place);
      return blob;
    });
    return done(c, toHexMd5(received.digest));
  });
}
