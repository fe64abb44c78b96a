/** What a browser is served: sign-in, pages, and what these ask for. */
import path from 'node:path';
import type { Clock } from '../../core/clock.ts';
import type { OneTimeValues } from '../../store/oneTime.ts';
import { refuse } from '../http/answers.ts';
import type { ServerApp, Services } from '../services.ts';
import { assetRoute } from './pages/assetRoute.ts';
import { Assets } from './pages/Assets.ts';
import { dataRoute } from './pages/dataRoute.ts';
import { fileRoutes } from './pages/fileRoutes.ts';
import { News } from './pages/News.ts';
import { newsRoute } from './pages/newsRoute.ts';
import { pageRoute } from './pages/pageRoute.ts';
import { OneTimeMemory } from './session/OneTimeMemory.ts';
import { requireSession } from './session/requireSession.ts';
import { Sessions } from './session/Sessions.ts';
import { SignInLinks } from './session/SignInLinks.ts';
import { linkRoute, signInRoutes } from './session/signInRoutes.ts';

export interface BrowserOptions {
  /** Where the bundles of the pages lie: beside the server's own unless told. */
  readonly pagesFolder?: string | undefined;
  /** By which sessions end. */
  readonly clock?: Clock | undefined;
}

/** Its routes, mounted in two steps as those of a protocol. */
export interface Browser {
  /** Those that look after themselves: what a browser is let in by is good for these and no others. */
  open(app: ServerApp): void;
  /** Those that only a request with a key reaches. */
  keyed(app: ServerApp): void;
  /** Ends the streams of open pages. */
  end(): void;
}

/** @param oneTime where links are kept that were made and not opened; in memory unless told */
export function createBrowser(
  { access, history, secret, publicUrl, log }: Services,
  { pagesFolder = path.join(import.meta.dirname, 'webview'), clock = Date.now }: BrowserOptions = {},
  oneTime: OneTimeValues = new OneTimeMemory(clock),
): Browser {
  const sessions = new Sessions(secret, publicUrl, clock);
  const links = new SignInLinks(secret, oneTime);
  const assets = new Assets(pagesFolder);
  const news = new News();
  const signIn = { access, sessions, links, publicUrl };
  return {
    open(app) {
      assetRoute(app, assets);
      signInRoutes(app, signIn);
      const signedIn = requireSession(
        { access, sessions },
        (c, showed) => refuse(c, 401, access.refusal(showed)),
        false,
      );
      app.use('/amphora/pages/*', signedIn);
      newsRoute(app, { access, sessions, news });
      dataRoute(app, history, log);
      app.use('/amphora/files/*', signedIn);
      fileRoutes(app, log);
      pageRoute(app, { access, sessions }, assets);
    },
    keyed: app => linkRoute(app, signIn),
    end: () => news.end(),
  };
}
