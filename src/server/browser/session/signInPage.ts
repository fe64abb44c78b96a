/** The pages by which one signs in. They hold no script, and nothing of the store. */
import { createHash } from 'node:crypto';
import { fillIn } from '../../../core/sentence.ts';
import { escaped } from '../../../protocol/html.ts';
import { ICON, LOGO } from '../icon.ts';
import type { Language, Translate } from '../languages.ts';
import { translator } from '../languages.ts';
import { SESSION_LIFETIME } from './Sessions.ts';
import { SIGN_IN_STYLE } from './signInStyle.ts';

/** Where the forms are sent, and where links lead. */
export const SIGN_IN = '/amphora/sign-in';

const STYLE_DIGEST = createHash('sha256').update(SIGN_IN_STYLE).digest('base64');

/** Sent as a header. */
export const SIGN_IN_POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${STYLE_DIGEST}'`,
  'img-src data:',
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "form-action 'self'",
].join('; ');

/** Why somebody is not in yet. */
export type Refused =
  { readonly why: 'key' | 'link' | 'over' } | { readonly why: 'wait'; readonly seconds: number };

function sentenceOf(refused: Refused, t: Translate): string {
  switch (refused.why) {
    case 'key':
      return t('This server does not know this API key, or it is not good any more.');
    case 'link':
      return t('This link was used already, or is more than a minute old; have another one made.');
    case 'over':
      return t('You were signed out: the session is over, or its API key is not good any more.');
    case 'wait':
      return t('Too many tries to sign in came from your address; try again in {seconds} s.', {
        seconds: refused.seconds,
      });
  }
}

function document(language: Language, title: string, body: string): string {
  return `<!DOCTYPE html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${escaped(title)}</title>
<link rel="icon" href="${ICON}">
<style>${SIGN_IN_STYLE}</style>
</head>
<body>
<main>
<header>${LOGO}<h1>${escaped(title)}</h1></header>
${body}
</main>
</body>
</html>
`;
}

export interface SignInPageParts {
  readonly language: Language;
  /** The page that is wanted. */
  readonly path: string;
  readonly refused?: Refused | undefined;
}

/** Says how to come in, and takes an API key. */
export function signInPage({ language, path, refused }: SignInPageParts): string {
  const t = translator(language);
  const text = (sentence: string) => escaped(sentence);
  const days = SESSION_LIFETIME / (24 * 3600 * 1000);
  const command = `<b>${text(t('Open in Browser'))}</b>`;
  const fromCode = escaped(t('Choose {command} in VS Code: the page opens and you are signed in.'));
  const isWrong = refused?.why === 'key';
  const notice = refused ? `<p role="alert" id="notice">${text(sentenceOf(refused, t))}</p>\n` : '';
  const wrong = isWrong ? ' aria-invalid="true" autofocus' : '';
  return document(
    language,
    t('Sign in to Amphora'),
    `${notice}<p>${text(t('There are three ways in. This browser then stays signed in for {days} days.', { days }))}</p>
<section>
<h2>${text(t('From VS Code'))}</h2>
<p>${fillIn({ template: fromCode, values: { command } })}</p>
</section>
<section>
<h2>${text(t('From a terminal'))}</h2>
<p>${text(t('Run this where you use the store: the page opens and you are signed in.'))}</p>
<code>amphora open</code>
</section>
<section>
<h2>${text(t('With an API key'))}</h2>
<p id="hint">${text(t('It is the one that amphora serve shows when it starts, or that an administrator gave you.'))}</p>
<form method="post" action="${SIGN_IN}">
<input type="hidden" name="to" value="${escaped(path)}">
<input type="text" name="user" value="api" autocomplete="username" hidden>
<label for="key">${text(t('API key'))}</label>
<div class="row">
<input id="key" name="key" type="password" required maxlength="200" autocomplete="current-password" spellcheck="false" \
aria-describedby="${isWrong ? 'notice ' : ''}hint"${wrong}>
<button type="submit">${text(t('Sign in'))}</button>
</div>
</form>
</section>`,
  );
}

/** Asks whoever came by a link whether that was meant: another page, or a program, may have followed it. */
export function confirmPage(language: Language, code: string): string {
  const t = translator(language);
  const asked = t(
    'This link signs this browser in. Go on only if you had it made, in VS Code or with amphora open.',
  );
  return document(
    language,
    t('Sign in to Amphora'),
    `<p>${escaped(asked)}</p>
<form method="post" action="${SIGN_IN}">
<input type="hidden" name="code" value="${escaped(code)}">
<button type="submit">${escaped(t('Sign in'))}</button>
</form>`,
  );
}

/** Says that there is no page at an address, and leads to where all of them begin. */
export function noPage(language: Language): string {
  const t = translator(language);
  return document(
    language,
    t('There is no page here'),
    `<p>${escaped(t('Nothing of this server has this address; begin at its projects.'))}</p>
<p><a href="/">${escaped(t('Projects'))}</a></p>`,
  );
}
