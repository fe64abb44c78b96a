import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { askSignInLink } from '../../../src/extension/links/askSignInLink.ts';

let server: http.Server | undefined;
const asked: unknown[] = [];

/** A server that answers so; it notes what it is asked. */
async function serve(status: number, body: string, headers: Record<string, string> = {}): Promise<string> {
  const listening = http.createServer((request, response) => {
    let text = '';
    request.on('data', (chunk: Buffer) => (text += chunk.toString()));
    request.on('end', () => {
      const { method, url, headers: sent } = request;
      asked.push([method, url, sent.authorization, sent['content-type'], text]);
      response.writeHead(status, headers).end(body);
    });
  });
  server = listening;
  await new Promise<void>(resolve => listening.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${String((listening.address() as AddressInfo).port)}`;
}

afterEach(async () => {
  asked.length = 0;
  const ending = server;
  server = undefined;
  if (ending) await new Promise(resolve => ending.close(resolve));
});

const ask = (url: string, signal = new AbortController().signal) =>
  askSignInLink({ url, apiKey: 'secret' }, '/local/a%20b', signal);

describe('a link that signs a browser in', () => {
  test('is asked for with the key, and given as it is', async () => {
    const url = await serve(200, JSON.stringify({ url: 'http://127.0.0.1:1/amphora/sign-in?code=x' }));
    expect(await ask(url)).toBe('http://127.0.0.1:1/amphora/sign-in?code=x');
    expect(asked).toEqual([
      [
        'POST',
        '/amphora/sign-in-links',
        `Basic ${Buffer.from('api:secret').toString('base64')}`,
        'application/json',
        '{"path":"/local/a%20b"}',
      ],
    ]);
  });

  test('is none where the server has no pages', async () => {
    expect(await ask(await serve(404, 'no'))).toBeUndefined();
  });

  test.each([
    [401, '{}', 'remote-key-refused'],
    [500, '{}', 'remote-failed'],
    [200, 'text', 'remote-answer-malformed'],
    [200, '{"url":"file:///etc/passwd"}', 'remote-answer-malformed'],
    [200, '{"url":"command:workbench.action.quit"}', 'remote-answer-malformed'],
  ])('fails in words: %i %s', async (status, body, code) => {
    await expect(ask(await serve(status, body))).rejects.toMatchObject({ code });
  });

  test('takes its key nowhere else', async () => {
    const url = await serve(307, '', { location: '/elsewhere' });
    await expect(ask(url)).rejects.toThrow();
    expect(asked).toHaveLength(1);
  });

  test('fails in words where nobody listens, and is cancelled', async () => {
    await expect(ask('http://127.0.0.1:1')).rejects.toThrow();
    await expect(ask('http://127.0.0.1:9', AbortSignal.abort())).rejects.toMatchObject({
      name: 'AbortError',
    });
  });
});
