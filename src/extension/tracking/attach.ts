/** The line that a window keeps open to a server: it says that the server is needed, and tells how the server is. */
import http from 'node:http';
import type { IncomingMessage } from 'node:http';
import * as v from 'valibot';
import type { ServerAddress, ServerStatus } from './serverState.ts';

const Status = v.object({ url: v.string(), pid: v.number(), version: v.string(), runs: v.number() });

/** The server sends something every 15 seconds; after three times that it is not there any more. */
const SILENCE = 45_000;
/** Milliseconds in which it answers at all. */
const ANSWER = 10_000;

export interface Attachment {
  readonly status: ServerStatus;
  /** Resolves when the line is cut, by whichever side. */
  readonly ended: Promise<void>;
}

/**
 * Opens the line; resolves when the server has told of itself.
 * @param onStatus called for each later change
 * @param signal cuts the line
 */
export async function attach(
  address: ServerAddress,
  onStatus: (status: ServerStatus) => void,
  signal: AbortSignal,
): Promise<Attachment> {
  const response = await open(address, signal);
  const ended = new Promise<void>(resolve => {
    // A line that was cut ends with an error on the response, which says nothing more than that.
    response.on('error', () => undefined);
    response.once('close', resolve);
  });
  const first = new Promise<ServerStatus>((resolve, reject) => {
    let told = false;
    onLine(response, line => {
      const status = parseStatus(line);
      if (!status) response.destroy();
      else if (told) onStatus(status);
      else resolve(status);
      told = true;
    });
    void ended.then(() => reject(new Error(`The server at ${address.url} ended the line at once.`)));
  });
  return { status: await first, ended };
}

/** Calls back for each line that is not empty. */
function onLine(response: IncomingMessage, listener: (line: string) => void): void {
  let begun = '';
  response.setEncoding('utf8').on('data', (text: string) => {
    const lines = (begun + text).split('\n');
    begun = lines.pop() ?? '';
    for (const line of lines) if (line !== '') listener(line);
  });
}

function parseStatus(line: string): ServerStatus | undefined {
  try {
    const parsed = v.safeParse(Status, JSON.parse(line));
    return parsed.success ? parsed.output : undefined;
  } catch {
    return undefined;
  }
}

function open({ url, apiKey }: ServerAddress, signal: AbortSignal): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const authorization = `Basic ${Buffer.from(`api:${apiKey}`).toString('base64')}`;
    const request = http.get(`${url}/amphora/attach`, {
      agent: false,
      headers: { authorization },
      signal,
      timeout: ANSWER,
    });
    request.once('timeout', () => request.destroy(new Error(`The server at ${url} is silent.`)));
    request.on('error', reject);
    request.once('response', response => {
      if (response.statusCode === 200) {
        request.setTimeout(SILENCE);
        resolve(response);
        return;
      }
      response.resume();
      reject(new Error(`The server at ${url} answered ${String(response.statusCode)}.`));
    });
  });
}
