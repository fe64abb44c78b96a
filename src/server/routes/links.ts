/** Addresses by name that need the key: what clients fall back to, and files of runs. */
import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { EntryDigest } from '../../core/ids.ts';
import type { ProtocolServices } from '../context.ts';
import type { ServerApp, ServerEnv } from '../services.ts';
import { toBase64Md5, toHexMd5 } from '../../wandb/md5.ts';
import { pathAfter } from './pathAfter.ts';
import { sendBlob } from './sendBlob.ts';
import { sendRunFile } from './sendRunFile.ts';

export function linkRoutes(app: ServerApp, { log }: ProtocolServices): void {
  const byDigest = async (c: Context<ServerEnv>) => {
    const { entity = '', digest: hex = '' } = c.req.param();
    const { drafts } = c.var.caller.store;
    const digest = toBase64Md5(toHexMd5(hex)) as EntryDigest;
    const known = (await drafts.findBlobs(entity, [digest])).get(digest);
    if (!known) throw new HTTPException(404, { message: `There are no bytes of the MD5 "${hex}" here.` });
    return sendBlob(
      c,
      { location: await drafts.locateBlob(known.blob), blob: known.blob, size: known.size },
      log,
    );
  };

  // Where clients look when a signed address was of no use; the digest alone tells which bytes are meant.
  app.get('/artifactsV2/:region/:entity/:project/:collection/:birth/:digest/:name', byDigest);
  app.get('/artifactsV2/:region/:entity/:project/:collection/:artifact/:birth/:digest/:name', byDigest);
  app.get('/artifacts/:entity/:digest', byDigest);

  app.get('/files/:entity/:project/:run/*', async c => {
    const { entity, project, run: key } = c.req.param();
    const { store } = c.var.caller;
    const run = await store.runByKey((await store.project(project, entity)).id, key);
    const [, prefix = ''] = /^(\/files\/[^/]*\/[^/]*\/[^/]*\/)/.exec(new URL(c.req.url).pathname) ?? [];
    const name = pathAfter(c, prefix);
    return sendRunFile(c, { store, log }, run, name);
  });
}
