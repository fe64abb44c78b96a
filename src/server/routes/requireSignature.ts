import type { MiddlewareHandler } from 'hono';
import { refuse } from '../http/answers.ts';
import type { ServerEnv } from '../services.ts';
import type { BlobSigner } from '../uploads/BlobUrls.ts';

/** Lets pass what was signed for this method and path, and is not out of date. */
export function requireSignature(signer: BlobSigner): MiddlewareHandler<ServerEnv> {
  return async (c, next) => {
    const { pathname, searchParams } = new URL(c.req.url);
    const method = c.req.method === 'PUT' ? 'PUT' : 'GET';
    if (!signer.isValid(method, pathname, searchParams, Date.now())) {
      return refuse(c, 403, 'This address is out of date or was changed; ask the server for it again.');
    }
    await next();
  };
}
