/** What every request passes before it comes to a route. */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { HTTPException } from 'hono/http-exception';
import type { ServerEnv } from '../services.ts';
import { refuse } from './answers.ts';

type Guard = MiddlewareHandler<ServerEnv>;

/** Whoever sends something else says so: these are for JSON. */
const HEADERS: Readonly<Record<string, string>> = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
};

/** Set on Node's response, so that answers which are piped have them too. */
export const securityHeaders: Guard = async (c, next) => {
  for (const [name, value] of Object.entries(HEADERS)) c.env.outgoing.setHeader(name, value);
  await next();
};

/** Refuses names that are not ours, and pages of other origins. */
export function knownOrigins(allowsHost: (host: string) => boolean): Guard {
  return async (c, next) => {
    const { host = '', origin } = c.env.incoming.headers;
    if (!allowsHost(host)) {
      return refuse(c, 403, `This server does not answer to the host "${host}"; use its own address.`);
    }
    if (origin !== undefined && origin.toLowerCase() !== `http://${host}`.toLowerCase()) {
      return refuse(c, 403, `Pages of "${origin}" may not use this server.`);
    }
    await next();
  };
}

const digest = (value: string | Buffer): Buffer => createHash('sha256').update(value).digest();

/** Whether a request shows the key; takes the same time whatever it shows. */
export function keyCheck(key: string): (authorization: string | undefined) => boolean {
  const expected = digest(`api:${key}`);
  return authorization => {
    const [, credentials = ''] = /^basic +(\S+) *$/i.exec(authorization ?? '') ?? [];
    return timingSafeEqual(digest(Buffer.from(credentials, 'base64')), expected);
  };
}

export function requireKey(key: string): Guard {
  const showsKey = keyCheck(key);
  return async (c, next) => {
    const { authorization } = c.env.incoming.headers;
    if (!showsKey(authorization)) {
      c.header('www-authenticate', 'Basic realm="Amphora", charset="UTF-8"');
      const problem = authorization === undefined ? 'needs its API key' : 'has another API key';
      return refuse(
        c,
        401,
        `This server ${problem}; set WANDB_API_KEY to the key that it shows when it starts.`,
      );
    }
    await next();
  };
}

/** Refuses bodies over so many bytes, before they are read where their length is told. */
export function limitBody(bytes: number): Guard {
  const tooLarge = `The body of the request is over the limit of ${bytes} bytes.`;
  const count = bodyLimit({
    maxSize: bytes,
    onError: () => {
      throw new HTTPException(413, { message: tooLarge });
    },
  });
  return async (c, next) => {
    const { headers } = c.env.incoming;
    if (headers['transfer-encoding'] !== undefined) return count(c, next);
    if (Number(headers['content-length'] ?? 0) > bytes) return refuse(c, 413, tooLarge);
    await next();
  };
}
