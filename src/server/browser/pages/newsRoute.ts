import type { Access } from '../../access/Access.ts';
import { refuse } from '../../http/answers.ts';
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
    if (news.ended) return refuse(c, 503, 'The server is stopping.');
    const { incoming } = c.env;
    const { client } = factsOf(incoming);
    const isWelcome = async () => {
      const key = shownKey(incoming.headers.authorization) ?? sessions.keyOf(incoming);
      return key !== undefined && (await access.admit(key, client)) !== undefined;
    };
    // Nobody would read a stream that has no body.
    const body = c.req.method === 'HEAD' ? null : news.open(c.var.caller.store, isWelcome);
    return c.body(body, 200, {
      'content-type': 'text/event-stream',
      // Proxies are not to wait for more.
      'x-accel-buffering': 'no',
    });
  });
}
