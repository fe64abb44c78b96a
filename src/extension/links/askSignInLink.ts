/** Asks a server of ours for a link that signs a browser in, once. */
import * as v from 'valibot';
import { AmphoraError, isCancellation } from '../../core/errors.ts';
import { networkFailure } from '../../store/http/networkFailure.ts';
import type { ServerAddress } from '../tracking/serverState.ts';

/** Milliseconds in which it answers. */
const PATIENCE = 20_000;

const answer = v.object({
  url: v.pipe(
    v.string(),
    v.maxLength(8192),
    v.url(),
    v.check(url => /^https?:$/.test(new URL(url).protocol)),
  ),
});

/**
 * The address to open; undefined where the server has no pages, as W&B's own have not.
 * @param path of a page
 * @throws AmphoraError `remote-unreachable`, `remote-not-trusted`, `remote-key-refused`, `remote-failed`, `remote-answer-malformed`
 */
export async function askSignInLink(
  { url, apiKey }: ServerAddress,
  path: string,
  signal: AbortSignal,
): Promise<string | undefined> {
  const response = await ask(url, apiKey, path, signal);
  const { status } = response;
  if (status === 401 || status === 403) throw new AmphoraError('remote-key-refused', { url });
  if (status === 404 || status === 405) return undefined;
  if (!response.ok) throw new AmphoraError('remote-failed', { url, status });
  const parsed = v.safeParse(answer, await response.json().catch(() => undefined));
  if (!parsed.success) throw new AmphoraError('remote-answer-malformed', { url, place: 'url' });
  return parsed.output.url;
}

async function ask(url: string, apiKey: string, path: string, signal: AbortSignal): Promise<Response> {
  try {
    return await fetch(`${url}/amphora/sign-in-links`, {
      method: 'POST',
      headers: {
        authorization: `Basic ${Buffer.from(`api:${apiKey}`).toString('base64')}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify({ path }),
      // The key is for this server alone.
      redirect: 'error',
      signal: AbortSignal.any([signal, AbortSignal.timeout(PATIENCE)]),
    });
  } catch (error) {
    if (isCancellation(error)) throw error;
    if (error instanceof Error && error.name === 'TimeoutError')
      throw new AmphoraError('remote-unreachable', { url, problem: 'it did not answer in time' });
    const { cause } = error as { readonly cause?: unknown };
    throw cause instanceof Error ? networkFailure(cause, url) : error;
  }
}
