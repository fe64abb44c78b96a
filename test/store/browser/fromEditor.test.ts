import { expect, test } from 'vitest';
import { askSignInLink } from '../../../src/extension/links/askSignInLink.ts';
import { useLocal } from './useLocal.ts';
import { Visitor } from './Visitor.ts';

const local = useLocal();
const PAGE = '/local/%E6%89%8B%20a/runs/abc12345';
const ask = (apiKey: string) =>
  askSignInLink({ url: local.server.url, apiKey }, PAGE, new AbortController().signal);

test('VS Code has a link made that leads to its page', async () => {
  const link = new URL((await ask(local.server.apiKey)) ?? '');
  expect(link.origin).toBe(local.server.url);
  const visitor = new Visitor(local.server.url);
  const reply = await visitor.open(`${link.pathname}${link.search}`);
  expect([reply.status, reply.headers.location]).toEqual([303, PAGE]);
  expect((await visitor.open(PAGE)).status).toBe(200);
});

test('VS Code is told where its key is none of the server', async () => {
  await expect(ask('x'.repeat(40))).rejects.toMatchObject({ code: 'remote-key-refused' });
});
