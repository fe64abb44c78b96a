import { once } from 'node:events';
import http from 'node:http';
import type { Started, Workspace } from './workspace.ts';

/** What `amphora serve --json` says when it is ready. */
export interface Ready {
  readonly url: string;
  readonly apiKey: string;
  readonly entity: string;
}

export interface ServerProcess extends Started, Ready {
  readonly pid: number;
}

/** The first line on standard output; rejects where there is none. */
export async function firstLine({ child, outcome }: Started): Promise<string> {
  let text = '';
  const line = new Promise<string>(resolve => {
    child.stdout!.on('data', (more: string) => {
      text += more;
      if (text.includes('\n')) resolve(text.slice(0, text.indexOf('\n')));
    });
  });
  const ended = outcome.then(({ exitCode, stdout, stderr }) => {
    throw new Error(`It ended with ${String(exitCode)}: ${stdout}${stderr}`);
  });
  return Promise.race([line, ended]);
}

/** Starts the real program and waits until it is ready. */
export async function startServer(space: Workspace, ...args: readonly string[]): Promise<ServerProcess> {
  const started = space.start('serve', '--json', ...args);
  const ready = JSON.parse(await firstLine(started)) as Ready;
  return { ...started, ...ready, pid: started.child.pid! };
}

export interface Reply {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly text: string;
}

export const basic = (key: string): string => `Basic ${Buffer.from(`api:${key}`).toString('base64')}`;

/** One request with exactly these headers, which `fetch` would not let us choose. */
export async function ask(
  url: string,
  headers: Readonly<Record<string, string>> = {},
  options: { readonly method?: string; readonly body?: string } = {},
): Promise<Reply> {
  const request = http.request(url, { method: options.method ?? 'GET', headers, agent: false });
  request.end(options.body);
  const [response] = (await once(request, 'response')) as [http.IncomingMessage];
  let text = '';
  for await (const chunk of response.setEncoding('utf8')) text += String(chunk);
  return { status: response.statusCode!, headers: response.headers, text };
}

export interface Attachment {
  /** The next line that tells something; undefined at the end. */
  next(): Promise<unknown>;
  leave(): void;
}

/** Attaches as a window of VS Code does. */
export async function attach({ url, apiKey }: Ready): Promise<Attachment> {
  const abort = new AbortController();
  const response = await fetch(`${url}/amphora/attach`, {
    headers: { authorization: basic(apiKey) },
    signal: abort.signal,
  });
  if (response.status !== 200) throw new Error(`Attaching was answered with ${String(response.status)}`);
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  return {
    async next() {
      for (;;) {
        const [line, ...rest] = text.split('\n');
        if (rest.length > 0) {
          text = rest.join('\n');
          if (line !== '') return JSON.parse(line!) as unknown;
          continue;
        }
        const { done, value } = await reader.read();
        if (done) return undefined;
        text += value;
      }
    },
    leave: () => abort.abort(),
  };
}
