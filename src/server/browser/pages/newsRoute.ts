import type { Access } from '../../access/Access.ts';
import { shownKey } from '../../http/guards.ts';
import { factsOf } from '../../http/requests.ts';
import type { ServerApp } from '../../services.ts';
import type { Sessions } from '../session/Sessions.ts';
import type { News } from './News.ts';

interface Parts {
  readonly access: Access;
  readonly sessions: Sessions;
  readonly news: News;
}

/** `GET /amphora/pages/events`: tells of changes for as long as the page is open. */
export function newsRoute(app: ServerApp, { access, sessions, news }: Parts): void {
  app.get('/amphora/pages/events', c => {
    const { incoming } = c.env;
    const { client } = factsOf(incoming);
    const isWelcome = async () => {
      const key = shownKey(incoming.headers.authorization) ?? sessions.keyOf(incoming);
      return key !== undefined && (await access.admit(key, client)) !== undefined;
    };
    c.header('content-type', 'text/event-stream');
    // Proxies are not to wait for more.
    c.header('x-accel-buffering', 'no');
    // A stream without a body would be read by nobody.
    if (c.req.method === 'HEAD') return c.body(null);
    return c.body(news.open(c.var.caller.store, isWelcome));
  });
}
