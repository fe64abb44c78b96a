import { refuse } from '../../http/answers.ts';
import type { ServerApp } from '../../services.ts';
import { takesGzip } from '../packed.ts';
import type { Assets } from './Assets.ts';

/** Seconds; the address is another one when the file is. */
const KEPT = 365 * 24 * 3600;

/** `GET /amphora/assets/:version/:file`: scripts, styles and fonts of the pages, for everybody. */
export function assetRoute(app: ServerApp, assets: Assets): void {
  app.get('/amphora/assets/:version/:file', async c => {
    const { version, file } = c.req.param();
    const set = await assets.all();
    const asset = set.files.get(file);
    if (!asset) return refuse(c, 404, `There is nothing at GET ${c.req.path}.`);
    const packed = takesGzip(c);
    // Beside a process of another version, a page of that one is better served with this file than with none.
    const own = version === set.version;
    return c.body(new Uint8Array(packed ? asset.packed : asset.bytes), 200, {
      'content-type': asset.type,
      'cache-control': own ? `public, max-age=${KEPT}, immutable` : 'no-store',
      vary: 'accept-encoding',
      ...(packed ? { 'content-encoding': 'gzip' } : {}),
    });
  });
}
