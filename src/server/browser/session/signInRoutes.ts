/** How a browser is signed in and out. */
import type { Context } from 'hono';
import * as v from 'valibot';
import { AmphoraError } from '../../../core/errors.ts';
import type { Access } from '../../access/Access.ts';
import { refuse } from '../../http/answers.ts';
import { limitBody, shownKey } from '../../http/guards.ts';
import { addressOf } from '../../http/origins.ts';
import { factsOf } from '../../http/requests.ts';
import { WrongKeys } from '../../http/WrongKeys.ts';
import type { ServerApp, ServerEnv } from '../../services.ts';
import { packedText } from '../packed.ts';
import { readPagePath } from '../pagePath.ts';
import { answerSignIn, languageFor, pageHeaders } from './htmlAnswer.ts';
import { isSentByPage } from './requireSession.ts';
import type { Sessions } from './Sessions.ts';
import type { SignInLinks } from './SignInLinks.ts';
import { confirmPage, SIGN_IN, SIGN_IN_POLICY } from './signInPage.ts';

/** Bytes of a form. */
const FORM_LIMIT = 64 << 10;
const FORM = 'application/x-www-form-urlencoded';

const LinkRequest = v.object({ path: v.string() });

export interface SignInParts {
  readonly access: Access;
  readonly sessions: Sessions;
  readonly links: SignInLinks;
  readonly publicUrl: string | undefined;
}

/** Whether it is fetched before anybody asks for it, or only its head is. */
function isAhead(c: Context<ServerEnv>): boolean {
  const purposes = ['sec-purpose', 'purpose', 'x-purpose', 'x-moz'].map(name => c.req.header(name) ?? '');
  return c.req.method === 'HEAD' || purposes.some(purpose => /prefetch|prerender|preview/i.test(purpose));
}

/** Whether a person had a browser open it, and no page did. Over plain HTTP to another machine browsers do not tell. */
function isOpened(c: Context<ServerEnv>): boolean {
  const told = ['sec-fetch-site', 'sec-fetch-mode', 'sec-fetch-dest'].map(name => c.req.header(name));
  return told.join(' ') === 'none navigate document';
}

/** What was typed into a form, each field once. */
async function readForm(c: Context<ServerEnv>): Promise<URLSearchParams> {
  return new URLSearchParams(await c.req.text());
}

/** Routes that need no key. */
export function signInRoutes(app: ServerApp, parts: SignInParts): void {
  const { access, sessions, links } = parts;
  const wrongKeys = access.wrongKeys ?? new WrongKeys();

  const enter = (c: Context<ServerEnv>, apiKey: string, path: string): Response => {
    c.header('set-cookie', sessions.begin(c.env.incoming, apiKey));
    return c.redirect(path, 303);
  };
  const byLink = async (c: Context<ServerEnv>, code: string): Promise<Response> => {
    const { client } = factsOf(c.env.incoming);
    const seconds = wrongKeys.wait(client);
    if (seconds > 0) return answerSignIn(c, '/', { why: 'wait', seconds });
    const signIn = await links.take(code);
    if (signIn) return enter(c, signIn.apiKey, signIn.path);
    // Each try costs a question to the database, as one of a key does.
    wrongKeys.count(client);
    return answerSignIn(c, '/', { why: 'link' });
  };
  const byKey = async (c: Context<ServerEnv>, apiKey: string, path: string): Promise<Response> => {
    const { client } = factsOf(c.env.incoming);
    const seconds = access.knows(apiKey) ? 0 : wrongKeys.wait(client);
    if (seconds > 0) return answerSignIn(c, path, { why: 'wait', seconds });
    if (apiKey !== '' && (await access.admit(apiKey, client)))
      return enter(c, apiKey, readPagePath(path)?.path ?? '/');
    wrongKeys.count(client);
    return answerSignIn(c, path, { why: 'key' });
  };

  app.get(SIGN_IN, async c => {
    const code = c.req.query('code');
    if (code === undefined) return answerSignIn(c, c.req.query('to') ?? '/');
    // Programs that look at links on behalf of people must not use them up.
    if (isAhead(c)) return refuse(c, 403, 'This link is good once, for whoever opens it.');
    if (isOpened(c)) return byLink(c, code);
    return packedText(c, confirmPage(languageFor(c), code), 200, pageHeaders(SIGN_IN_POLICY));
  });

  app.post(SIGN_IN, limitBody(FORM_LIMIT), async c => {
    // That it is our own is known from here on: others are refused before.
    const type = (c.req.header('content-type') ?? '').split(';')[0]?.trim().toLowerCase();
    if (c.req.header('origin') === undefined || type !== FORM)
      return refuse(c, 403, 'The form of a page of this server was expected.');
    const form = await readForm(c);
    const code = form.get('code');
    if (code !== null) return byLink(c, code);
    return byKey(c, form.get('key')?.trim() ?? '', form.get('to') ?? '/');
  });

  app.post('/amphora/sign-out', c => {
    if (!isSentByPage(c)) return refuse(c, 403, 'A request of a page of this server, in JSON, was expected.');
    c.header('set-cookie', sessions.end(c.env.incoming));
    return c.body(null, 204);
  });
}

/** The route that needs a key: it makes a link for whoever has one. */
export function linkRoute(app: ServerApp, { links, publicUrl }: SignInParts): void {
  app.post('/amphora/sign-in-links', async c => {
    const { incoming } = c.env;
    const apiKey = shownKey(incoming.headers.authorization);
    const body = v.safeParse(LinkRequest, await c.req.json().catch(() => undefined));
    const page = body.success ? readPagePath(body.output.path) : undefined;
    if (apiKey === undefined || !page)
      throw new AmphoraError('input-malformed', { what: 'the path of the page' });
    const code = await links.make({ apiKey, path: page.path });
    return c.json({ url: `${addressOf(incoming, publicUrl)}${SIGN_IN}?code=${code}` });
  });
}
