import type { Context } from 'hono';
import { AmphoraError } from '../../core/errors.ts';
import { isSafePath } from '../../core/manifest.ts';
import type { ServerEnv } from '../services.ts';

/** A path as it was sent: its parts decoded. @throws AmphoraError `path-unsafe` */
export function pathAfter(c: Context<ServerEnv>, prefix: string): string {
  const { pathname } = new URL(c.req.url);
  let path: string;
  try {
    path = pathname.slice(prefix.length).split('/').map(decodeURIComponent).join('/');
  } catch {
    throw new AmphoraError('path-unsafe', { path: pathname });
  }
  if (!isSafePath(path)) throw new AmphoraError('path-unsafe', { path });
  return path;
}
