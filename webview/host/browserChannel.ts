/** What a browser is to a page: the server answers for the store, and the page itself for the rest of what VS Code does. */
import * as v from 'valibot';
import { RequestRefused } from '../../src/protocol/client.ts';
import type { Refusal } from '../../src/protocol/contract.ts';
import { refusal } from '../../src/protocol/contract.ts';
import { type Question, serve } from '../../src/protocol/host.ts';
import { hostContract } from '../../src/protocol/pages/host.ts';
import { browserHandlers } from './browserHandlers.ts';
import type { PageChannel } from './channel.ts';
import { portPair } from './portPair.ts';

/** Where the server tells that something changed; a browser comes back to it by itself. */
const EVENTS = '/amphora/pages/events';

const answerShape = v.union([v.object({ result: v.unknown() }), v.object({ error: refusal })]);

/** Asks the server. @throws RequestRefused with the parts of its sentence */
async function ask({ contract, version, method, params }: Question, signal: AbortSignal): Promise<unknown> {
  const response = await fetch(`/amphora/pages/${contract}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ version, method, params }),
    signal,
  });
  // The session is over: the server's own page says how to come back.
  if (response.status === 401) location.reload();
  const parsed = v.safeParse(answerShape, await response.json());
  if (!parsed.success) throw new RequestRefused({ message: response.statusText, code: 'reply-malformed' });
  if ('error' in parsed.output) throw new RequestRefused(parsed.output.error);
  return parsed.output.result;
}

const UNREACHABLE = 'The server cannot be reached; see whether it runs.';

function describe(error: unknown): Refusal {
  if (error instanceof RequestRefused) {
    const { message, code, sentences } = error;
    return { message, sentences, ...(code === undefined ? {} : { code }) };
  }
  // What `fetch` says where there is no answer.
  const message = error instanceof TypeError ? UNREACHABLE : String(error);
  return { message, sentences: [{ template: message, values: {} }] };
}

/**
 * News of the store, while the page is seen: a browser has no more than six connections to a server, and each page that is open
 * would hold one. What happened while it was hidden is asked for when it is seen again.
 */
function followWhileSeen(changed: () => void): void {
  let events: EventSource | undefined;
  const follow = (isAgain: boolean): void => {
    events?.close();
    events = undefined;
    if (document.hidden) return;
    events = new EventSource(EVENTS);
    events.addEventListener('changed', changed);
    if (isAgain) changed();
  };
  follow(false);
  document.addEventListener('visibilitychange', () => follow(true));
}

export function browserChannel(): PageChannel {
  const [page, host] = portPair();
  const served = serve(hostContract, host, browserHandlers(), ask, { describe });
  followWhileSeen(() => served.notify('changed', null));
  window.addEventListener('popstate', () => {
    served.notify('show', { path: location.pathname + location.search, canEdit: true });
  });
  return {
    ...page,
    readState: () => history.state as unknown,
    writeState: state => history.replaceState(state, ''),
    visit: path => {
      if (path !== location.pathname + location.search) history.pushState(null, '', path);
    },
  };
}
