/** What every request passes before it comes to a route. */
import type { MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { HTTPException } from 'hono/http-exception';
import type { Access } from '../access/Access.ts';
import type { ServerEnv } from '../services.ts';
import { refuse } from './answers.ts';
import { ownOrigin } from './origins.ts';
import { factsOf } from './requests.ts';

export type Guard = MiddlewareHandler<ServerEnv>;

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
export function knownOrigins(allowsHost: (host: string) => boolean, publicUrl: string | undefined): Guard {
  return async (c, next) => {
    const { host } = factsOf(c.env.incoming);
    const { origin } = c.env.incoming.headers;
    if (!allowsHost(host)) {
      return refuse(c, 403, `This server does not answer to the host "${host}"; use its own address.`);
    }
    if (origin !== undefined && origin.toLowerCase() !== ownOrigin(c.env.incoming, publicUrl)) {
      return refuse(c, 403, `Pages of "${origin}" may not use this server.`);
    }
    await next();
  };
}

/** The key in a request, as clients show it: the password of the user `api`. */
export function shownKey(authorization: string | undefined): string | undefined {
  const [, credentials = ''] = /^basic +(\S+) *$/i.exec(authorization ?? '') ?? [];
  const [, key] = /^api:(.+)$/s.exec(Buffer.from(credentials, 'base64').toString()) ?? [];
  return key;
}

/** Lets pass who shows a key, and knows from here on who that is. */
export function requireKey(access: Access): Guard {
  const { wrongKeys } = access;
  return async (c, next) => {
    const facts = factsOf(c.env.incoming);
    const { authorization } = c.env.incoming.headers;
    const key = shownKey(authorization);
    const wait = key === undefined || access.knows(key) ? 0 : (wrongKeys?.wait(facts.client) ?? 0);
    if (wait > 0) {
      c.header('retry-after', String(wait));
      return refuse(c, 429, `Too many wrong API keys came from ${facts.client}; try again in ${wait} s.`);
    }
    const caller = key === undefined ? undefined : await access.admit(key, facts.client);
    if (!caller) {
      if (authorization !== undefined) wrongKeys?.count(facts.client);
      c.header('www-authenticate', 'Basic realm="Amphora", charset="UTF-8"');
      return refuse(c, 401, access.refusal(authorization !== undefined));
    }
    facts.user = caller.user;
    c.set('caller', caller);
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
