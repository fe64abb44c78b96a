import type { Context } from 'hono';
import type { ServerEnv } from '../../services.ts';
import type { Language } from '../languages.ts';
import { languageOf } from '../languages.ts';
import { packedText } from '../packed.ts';
import { readPagePath } from '../pagePath.ts';
import type { Refused } from './signInPage.ts';
import { noPage, SIGN_IN_POLICY, signInPage } from './signInPage.ts';

/** Headers of a page. @param policy its Content-Security-Policy */
export function pageHeaders(policy: string): Readonly<Record<string, string>> {
  return {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': policy,
    'cross-origin-opener-policy': 'same-origin',
    // A form that a page without any referrer sends has no origin that could be looked at.
    'referrer-policy': 'same-origin',
  };
}

export function languageFor(c: Context<ServerEnv>): Language {
  return languageOf(c.req.header('accept-language'));
}

/**
 * Answers with the page by which one signs in, to come back to a page.
 * @param path any text; where it leads to no page of ours, that of all projects is meant
 */
export function answerSignIn(c: Context<ServerEnv>, path: string, refused?: Refused): Promise<Response> {
  const page = readPagePath(path)?.path ?? '/';
  if (refused?.why === 'wait') c.header('retry-after', String(refused.seconds));
  const status = refused?.why === 'wait' ? 429 : refused?.why === 'link' ? 410 : 401;
  return packedText(c, signInPage({ language: languageFor(c), path: page, refused }), status, {
    ...pageHeaders(SIGN_IN_POLICY),
    // No scheme that browsers know: they would ask for a password in a window of their own.
    ...(status === 401 ? { 'www-authenticate': 'Session realm="Amphora"' } : {}),
  });
}

/** Answers that there is no page at an address, whoever asks. */
export function answerNoPage(c: Context<ServerEnv>): Promise<Response> {
  return packedText(c, noPage(languageFor(c)), 404, pageHeaders(SIGN_IN_POLICY));
}
