/** `POST /amphora/pages/:page`: what a page asks of its host. */
import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import * as v from 'valibot';
import type { Sentence } from '../../../core/sentence.ts';
import { stringifyJson } from '../../../core/json.ts';
import { AmphoraError, errorSentences, isAmphoraError } from '../../../core/errors.ts';
import { answerPage } from '../../../pages/answerPage.ts';
import type { RunHistory } from '../../../pages/history/RunHistory.ts';
import { PageServices } from '../../../pages/services.ts';
import { statusOf } from '../../http/answers.ts';
import { limitBody } from '../../http/guards.ts';
import type { Log } from '../../log/Log.ts';
import type { ServerApp, ServerEnv } from '../../services.ts';
import { packedText } from '../packed.ts';

/** Bytes of a question. */
const LIMIT = 16 << 20;

/** Beside the contract, which the address names. */
const Asked = v.object({
  version: v.number(),
  method: v.pipe(v.string(), v.maxLength(64)),
  params: v.optional(v.unknown()),
});

/** Why there is no answer: in English, and by the parts that a page puts together in its own language. */
export interface PageRefusal {
  readonly message: string;
  readonly code: string;
  readonly sentences: readonly Sentence[];
}

function refusalOf(error: AmphoraError): PageRefusal {
  return { message: error.message, code: error.code, sentences: errorSentences(error) };
}

/** Aborted when whoever asked has gone. */
function whileThere({ env: { outgoing } }: Context<ServerEnv>): AbortSignal {
  const gone = new AbortController();
  outgoing.once('close', () => {
    if (!outgoing.writableFinished) gone.abort();
  });
  return gone.signal;
}

export function dataRoute(app: ServerApp, history: RunHistory, log: Pick<Log, 'error'>): void {
  const answer = (c: Context<ServerEnv>, value: object, status: Parameters<typeof packedText>[2] = 200) =>
    packedText(c, stringifyJson(value), status, { 'content-type': 'application/json' });

  app.post('/amphora/pages/:page', limitBody(LIMIT), async c => {
    const page = c.req.param('page');
    const signal = whileThere(c);
    let method = '';
    try {
      const asked = v.safeParse(Asked, await readJson(c));
      if (!asked.success) throw new AmphoraError('input-malformed', { what: 'the question of the page' });
      const { version, params } = asked.output;
      ({ method } = asked.output);
      const services = new PageServices(c.var.caller.store, history);
      const result = await answerPage({ contract: page, version, method, params }, services, signal);
      return await answer(c, { result });
    } catch (error) {
      if (error instanceof HTTPException) throw error;
      if (isAmphoraError(error)) {
        const status = statusOf(error.code);
        if (status >= 500) log.error(`${method} of the page ${page} failed`, error);
        return answer(c, { error: refusalOf(error) }, status);
      }
      // Nobody is there any more to be answered.
      if (!signal.aborted) log.error(`${method} of the page ${page} failed`, error);
      const message = 'Something unexpected happened in the server; its log has the details.';
      return answer(c, { error: { message, code: 'unexpected', sentences: [] } }, 500);
    }
  });
}

async function readJson(c: Context<ServerEnv>): Promise<unknown> {
  const text = await c.req.text();
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
