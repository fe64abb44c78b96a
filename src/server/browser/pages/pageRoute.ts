import { name, publisher } from '../../../../package.json';
import type { PageAddress } from '../../../core/pageAddress.ts';
import type { ServerApp } from '../../services.ts';
import { messagesOf } from '../languages.ts';
import { packedText } from '../packed.ts';
import { isReserved, readPagePath } from '../pagePath.ts';
import { answerNoPage, answerSignIn, languageFor, pageHeaders } from '../session/htmlAnswer.ts';
import type { SessionParts } from '../session/requireSession.ts';
import { requireSession } from '../session/requireSession.ts';
import type { Assets } from './Assets.ts';
import { PAGE_POLICY, pageHtml } from './pageHtml.ts';

const EDITOR = `vscode://${publisher}.${name}`;

/** The bundle of each page. */
const BUNDLES: Readonly<Record<PageAddress['page'], string>> = {
  projects: 'project',
  project: 'project',
  run: 'run',
  artifact: 'artifact',
  lineage: 'lineage',
  compare: 'compare',
};

/** What the tab is called until the page says so itself. */
function titleOf(address: PageAddress): string {
  const names = 'project' in address ? [address.project] : [address.entity ?? ''];
  return [...names, 'Amphora'].filter(name => name !== '').join(' – ');
}

/** Pages, at the addresses that the SDK prints. Whatever is no page, or is not asked for by a browser, is left to other routes. */
export function pageRoute(app: ServerApp, session: SessionParts, assets: Assets): void {
  const signedIn = requireSession(
    session,
    (c, showed) => {
      const { pathname, search } = new URL(c.req.url);
      return answerSignIn(c, `${pathname}${search}`, showed ? { why: 'over' } : undefined);
    },
    true,
  );
  app.get('*', async (c, next) => {
    const { pathname, search } = new URL(c.req.url);
    const page = readPagePath(`${pathname}${search}`);
    if (!/\btext\/html\b/i.test(c.req.header('accept') ?? '')) return next();
    // Without an answer of its own, what asks for the key would have the browser ask for a password.
    if (!page) return isReserved(pathname) ? next() : answerNoPage(c);
    let answer: Response | undefined;
    const turned = await signedIn(c, async () => {
      const bundle = BUNDLES[page.address.page];
      const locale = languageFor(c);
      const { user } = c.var.caller.account;
      const html = pageHtml({
        title: titleOf(page.address),
        script: await assets.address(`${bundle}.js`),
        styles: await assets.addresses(`${bundle}.css`),
        codicons: await assets.address('codicon.css'),
        welcome: { locale, messages: messagesOf(locale), user, editor: EDITOR, signOut: true },
      });
      answer = await packedText(c, html, 200, pageHeaders(PAGE_POLICY));
    });
    return answer ?? turned;
  });
}
