import * as v from 'valibot';
import type { RemoteAddress } from '../../store/remote/RemoteClient.ts';
import { RemoteClient } from '../../store/remote/RemoteClient.ts';
import { answeredFailure } from '../../store/remote/failures.ts';

/** Whatever a server answers, nothing but a page of the web is opened. */
const Answer = v.object({ url: v.pipe(v.string(), v.regex(/^https?:\/\//), v.url()) });
const Refusal = v.object({ errors: v.array(v.unknown()) });

/**
 * Asks a server of ours for a link that opens a page and signs the browser in.
 * @param path of the page
 * @returns undefined where it is a server of somebody else, which has no such links
 * @throws AmphoraError `remote-unreachable`, `remote-key-refused` and others of remote stores
 */
export async function askForLink(
  address: RemoteAddress,
  path: string,
  signal: AbortSignal,
): Promise<string | undefined> {
  const client = new RemoteClient(address);
  try {
    const { status, body } = await client.post('/amphora/sign-in-links', { path }, signal);
    const answer = v.safeParse(Answer, body);
    if (status === 200 && answer.success) return answer.output.url;
    if (status === 401 || (status !== 404 && v.is(Refusal, body))) {
      const { errors } = v.is(Refusal, body) ? body : { errors: [] };
      throw answeredFailure(address.url, status, errors);
    }
    return undefined;
  } finally {
    client.close();
  }
}
