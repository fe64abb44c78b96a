import type { Context } from 'hono';
import type { Access } from '../../access/Access.ts';
import { refuse } from '../../http/answers.ts';
import type { Guard } from '../../http/guards.ts';
import { requireKey } from '../../http/guards.ts';
import { factsOf } from '../../http/requests.ts';
import type { ServerEnv } from '../../services.ts';
import type { Sessions } from './Sessions.ts';

/** Whether a request was made by a page of ours, or by a person. Browsers that do not tell are as old as the cookies that keep others out. */
function isOurs(c: Context<ServerEnv>): boolean {
  const site = c.req.header('sec-fetch-site');
  return site === undefined || site === 'same-origin' || site === 'none';
}

/** Whether a page of ours sent it: others cannot send JSON unasked, and no page can leave out where it is from. */
export function isSentByPage(c: Context<ServerEnv>): boolean {
  const [type = ''] = (c.req.header('content-type') ?? '').split(';');
  return c.req.header('origin') !== undefined && type.trim().toLowerCase() === 'application/json';
}

/** What is said to a request without a session. @param showed whether it had one that is over */
export type Turned = (c: Context<ServerEnv>, showed: boolean) => Response | Promise<Response>;

export interface SessionParts {
  readonly access: Access;
  readonly sessions: Sessions;
}

/** As `requireKey`, also for a browser that is signed in. @param isPage whether it leads to a whole page, to which others may link */
export function requireSession({ access, sessions }: SessionParts, turned: Turned, isPage: boolean): Guard {
  const byKey = requireKey(access);
  return async (c, next) => {
    const { incoming } = c.env;
    if (incoming.headers.authorization !== undefined) return byKey(c, next);
    const facts = factsOf(incoming);
    const key = sessions.keyOf(incoming);
    const caller = key === undefined ? undefined : await access.admit(key, facts.client);
    if (!caller) return turned(c, sessions.isSent(incoming));
    if (!isPage && !isOurs(c)) return refuse(c, 403, 'Other pages may not use this server.');
    if (!['GET', 'HEAD'].includes(c.req.method) && !isSentByPage(c))
      return refuse(c, 403, 'A request of a page of this server, in JSON, was expected.');
    facts.user = caller.user;
    c.set('caller', caller);
    return next();
  };
}
