import { describe, expect, test } from 'vitest';
import { SIGN_IN_POLICY } from '../../../src/server/browser/session/signInPage.ts';
import { SESSION_LIFETIME } from '../../../src/server/browser/session/Sessions.ts';
import { LINK_LIFETIME } from '../../../src/server/browser/session/SignInLinks.ts';
import { ask, basic } from '../../cli/serverProcess.ts';
import { useLocal } from './useLocal.ts';
import { makeLink, OPENED, signedIn, Visitor } from './Visitor.ts';

const local = useLocal();
const visitor = () => new Visitor(local.server.url);
const PAGE = '/local/digits/runs/abc12345';

describe('a link', () => {
  test('signs in whoever opens it first, and leads to its page', async () => {
    const one = visitor();
    const link = await makeLink(local.server, PAGE);
    const reply = await one.open(link);
    expect([reply.status, reply.headers.location, reply.text]).toEqual([303, PAGE, '']);
    expect((await one.open(PAGE)).status).toBe(200);
    const other = visitor();
    expect((await other.open(link)).status).toBe(410);
    expect([other.cookies.size, (await other.open(PAGE)).status]).toEqual([0, 401]);
  });

  test('signs in one of two who open it at once', async () => {
    const link = await makeLink(local.server, PAGE);
    const replies = await Promise.all([1, 2, 3, 4].map(() => visitor().open(link)));
    expect(replies.map(({ status }) => status).toSorted()).toEqual([303, 410, 410, 410]);
  });

  test('is over after a minute', async () => {
    const [early, late] = [await makeLink(local.server, PAGE), await makeLink(local.server, PAGE)];
    local.now += LINK_LIFETIME - 1;
    expect((await visitor().open(early)).status).toBe(303);
    local.now += 1;
    expect((await visitor().open(late)).status).toBe(410);
  });

  test.each([
    [{ 'sec-purpose': 'prefetch' }],
    [{ 'sec-purpose': 'prefetch;prerender' }],
    [{ purpose: 'prefetch' }],
    [{ 'x-moz': 'prefetch' }],
    [{ 'x-purpose': 'preview' }],
  ])('is not used up by what fetches it ahead: %j', async headers => {
    const link = await makeLink(local.server, PAGE);
    const ahead = visitor();
    expect([(await ahead.open(link, headers)).status, ahead.cookies.size]).toEqual([403, 0]);
    expect((await visitor().open(link)).status).toBe(303);
  });

  test('is not used up by who asks for its head', async () => {
    const link = await makeLink(local.server, PAGE);
    expect((await visitor().send('HEAD', link, OPENED)).status).toBe(403);
    expect((await visitor().open(link)).status).toBe(303);
  });

  test.each([
    ['a page elsewhere', { ...OPENED, 'sec-fetch-site': 'cross-site' }],
    ['a page of another server of this machine', { ...OPENED, 'sec-fetch-site': 'same-site' }],
    ['an image of a page', { ...OPENED, 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'image' }],
    ['a program, or a browser that does not tell', { accept: '*/*' }],
  ])('that %s leads to asks whether that was meant', async (_, headers) => {
    const one = visitor();
    const link = await makeLink(local.server, PAGE);
    const reply = await one.send('GET', link, headers);
    expect([reply.status, one.cookies.size]).toEqual([200, 0]);
    expect(reply.headers['content-security-policy']).toBe(SIGN_IN_POLICY);
    const [, code = ''] = /name="code" value="([\w-]+)"/.exec(reply.text) ?? [];
    const entered = await one.submit('/amphora/sign-in', { code });
    expect([entered.status, entered.headers.location]).toEqual([303, PAGE]);
    expect((await one.open(PAGE)).status).toBe(200);
    expect((await one.submit('/amphora/sign-in', { code })).status).toBe(410);
  });

  test.each(['', 'x', 'A'.repeat(43), '"><script>alert(1)</script>'])(
    'with the code %j is none',
    async code => {
      const where = `/amphora/sign-in?code=${encodeURIComponent(code)}`;
      const one = visitor();
      expect((await one.open(where)).status).toBe(410);
      const asked = await one.send('GET', where, {});
      expect(asked.text).not.toContain('<script');
    },
  );

  test('is not guessed: more than twenty that are none have to wait', async () => {
    const one = visitor();
    const link = await makeLink(local.server, PAGE);
    const guess = () => one.open(`/amphora/sign-in?code=${'A'.repeat(43)}`);
    for (let tried = 0; tried < 20; tried++) expect((await guess()).status).toBe(410);
    expect((await guess()).status).toBe(429);
    expect((await one.open(link)).status).toBe(429);
  });

  test.each([
    'https://evil.example/',
    '//evil.example/x',
    '/\\evil.example',
    '/amphora/sign-out',
    '/files/a/b',
    '/graphql',
    'local/digits',
    '/local/digits/nothing',
    '/a%ZZ',
    `/${'a'.repeat(20_000)}`,
    '',
  ])('is not made for %j', async path => {
    await expect(makeLink(local.server, path)).rejects.toThrow('answered with 400');
  });

  test('is made for a page as we write its address', async () => {
    const link = await makeLink(local.server, "/local/d%20g/artifacts/data%2Fset/ü'/v3/files/a%3C?x=1#y");
    expect(link).toMatch(/^\/amphora\/sign-in\?code=[\w-]{43}$/);
    const { headers } = await visitor().open(link);
    expect(headers.location).toBe("/local/d%20g/artifacts/data%2Fset/%C3%BC'/v3/files/a%3C");
    await expect(makeLink(local.server, '/local/a%0d%0aset-cookie')).rejects.toThrow('answered with 400');
  });

  test('is made for a key, not for a session', async () => {
    const one = await signedIn(local.server);
    expect((await one.post('/amphora/sign-in-links', { path: '/' })).status).toBe(401);
  });
});

describe('the cookie', () => {
  const header = async (headers = {}) => {
    const { url } = local.server;
    const fields = { key: local.server.apiKey, to: PAGE };
    const reply = await new Visitor(url).submit('/amphora/sign-in', fields, headers);
    return reply.headers['set-cookie']?.[0] ?? '';
  };

  test('is for this server, for no script and no other site', async () => {
    const { port } = new URL(local.server.url);
    expect(await header()).toMatch(
      new RegExp(
        `^amphora-session-${port}=[\\w-]{100,400}; Path=/; Max-Age=2592000; HttpOnly; SameSite=Lax$`,
      ),
    );
  });

  test('does not tell the key, and is another each time', async () => {
    const [one, other] = [await header(), await header()];
    expect(one).not.toBe(other);
    const [, value = ''] = /=([^;]*)/.exec(one) ?? [];
    expect(Buffer.from(value, 'base64url').toString('latin1')).not.toContain(local.server.apiKey);
    expect(one).not.toContain(local.server.apiKey);
  });

  test('is over after thirty days', async () => {
    const one = await signedIn(local.server);
    local.now += SESSION_LIFETIME - 1;
    expect((await one.open(PAGE)).status).toBe(200);
    local.now += 1;
    const over = await one.open(PAGE);
    expect([over.status, over.text]).toEqual([401, expect.stringContaining('You were signed out')]);
    expect((await one.post('/amphora/pages/run', { method: 'x' })).status).toBe(401);
  });

  test('is none where a single character of it is another', async () => {
    const one = await signedIn(local.server);
    const [[name, value] = ['', '']] = [...one.cookies];
    for (const at of [0, 20, 60, value.length - 2]) {
      const changed = `${value.slice(0, at)}${value[at] === 'A' ? 'B' : 'A'}${value.slice(at + 1)}`;
      one.cookies.set(name, changed);
      expect((await one.open(PAGE)).status).toBe(401);
    }
    for (const changed of ['', 'x', value.slice(1), local.server.apiKey, `"${value}"`]) {
      one.cookies.set(name, changed);
      expect((await one.open(PAGE)).status).toBe(401);
    }
    const shadowed = { cookie: `${name}=x; other=1; ${name}=${value}` };
    one.cookies.clear();
    expect((await one.open(PAGE, shadowed)).status).toBe(200);
  });

  test('is good for nothing but pages and what they ask for', async () => {
    const one = await signedIn(local.server);
    const refused = [
      ['POST', '/graphql'],
      ['POST', '/files/local/digits/abc12345/file_stream'],
      ['GET', '/files/local/digits/abc12345/config.yaml'],
      ['GET', '/artifacts/local/00000000000000000000000000000000'],
      ['GET', '/amphora/attach'],
      ['POST', '/amphora/sign-in-links'],
    ] as const;
    for (const [method, where] of refused) {
      const own = { origin: one.url, 'content-type': 'application/json' };
      expect((await one.send(method, where, own, method === 'POST' ? '{}' : undefined)).status).toBe(401);
    }
    expect((await one.send('PUT', '/wandb_files/x/a', { origin: one.url }, 'x')).status).toBe(403);
  });

  test('goes when one signs out', async () => {
    const one = await signedIn(local.server);
    const forged = await one.post('/amphora/sign-out', {}, { origin: 'https://evil.example' });
    expect([forged.status, one.cookies.size]).toEqual([403, 1]);
    const form = await one.submit('/amphora/sign-out', {});
    expect([form.status, one.cookies.size]).toEqual([403, 1]);
    expect((await one.post('/amphora/sign-out', {})).status).toBe(204);
    expect((await one.open(PAGE)).status).toBe(401);
  });
});

describe('an API key', () => {
  test('signs in, and leads to where one wanted to go', async () => {
    const one = visitor();
    const page = await one.open('/local/digits/compare?run=a&run=b');
    expect([page.status, page.headers['content-security-policy']]).toEqual([401, SIGN_IN_POLICY]);
    expect(page.headers['www-authenticate']).not.toMatch(/basic/i);
    const [, to = ''] = /name="to" value="([^"]*)"/.exec(page.text) ?? [];
    const entered = await one.submit('/amphora/sign-in', {
      key: ` ${local.server.apiKey}\n`,
      to: to.replaceAll('&amp;', '&'),
    });
    expect([entered.status, entered.headers.location]).toEqual([303, '/local/digits/compare?run=a&run=b']);
    expect((await one.open('/local/digits/compare?run=a&run=b')).status).toBe(200);
  });

  test.each([
    'https://evil.example/',
    '//evil.example',
    '/\\evil.example',
    '/%5Cevil',
    '/amphora/sign-out',
    'x',
  ])('leads nowhere else: %j', async to => {
    const entered = await visitor().submit('/amphora/sign-in', { key: local.server.apiKey, to });
    expect(entered.status).toBe(303);
    expect(entered.headers.location).toMatch(/^\/(%5Cevil)?$/);
  });

  test('that is wrong says so, and more than twenty of them have to wait', async () => {
    const one = visitor();
    for (let tried = 0; tried < 20; tried++) {
      const reply = await one.submit('/amphora/sign-in', { key: `wrong${String(tried)}`, to: PAGE });
      expect([reply.status, reply.text]).toEqual([
        401,
        expect.stringContaining('does not know this API key'),
      ]);
    }
    const late = await one.submit('/amphora/sign-in', { key: 'wrong', to: PAGE });
    expect([late.status, late.headers['retry-after']]).toEqual([429, expect.stringMatching(/^[1-3]$/)]);
    expect(late.text).toContain('Too many tries to sign in');
    expect((await one.submit('/amphora/sign-in', { key: local.server.apiKey, to: PAGE })).status).toBe(303);
  });

  test.each([
    [{ origin: 'https://evil.example' }],
    [{ origin: 'null' }],
    [{ origin: 'http://127.0.0.1:1' }],
    [{ host: 'evil.example' }],
    [{ 'content-type': 'text/plain' }],
  ])('is not taken from elsewhere: %j', async headers => {
    const one = visitor();
    const reply = await one.submit('/amphora/sign-in', { key: local.server.apiKey }, headers);
    expect([reply.status, one.cookies.size]).toEqual([403, 0]);
  });

  test('is not taken from what does not say where it is from', async () => {
    const body = new URLSearchParams({ key: local.server.apiKey }).toString();
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const reply = await ask(`${local.server.url}/amphora/sign-in`, headers, { method: 'POST', body });
    expect(reply.status).toBe(403);
  });

  test('is not in an address, and no form is longer than it need be', async () => {
    const reply = await visitor().open(`/amphora/sign-in?key=${local.server.apiKey}`);
    expect([reply.status, reply.headers['set-cookie']]).toEqual([401, undefined]);
    const long = await visitor().submit('/amphora/sign-in', { key: 'x'.repeat(70_000) });
    expect(long.status).toBe(413);
  });
});

test('the page speaks the language of the browser, and shows hostile addresses as text', async () => {
  const titles = {
    'ja,en;q=0.5': 'Amphora にサインイン',
    'ko-KR': 'Amphora에 로그인',
    'fr, de': 'Sign in to Amphora',
  };
  for (const [language, title] of Object.entries(titles)) {
    const { text } = await visitor().open('/', { 'accept-language': language });
    expect(text).toContain(`<title>${title}</title>`);
  }
  const { status, text } = await visitor().open('/local/%22%3E%3Cscript%3Ealert(1)');
  expect(status).toBe(401);
  expect(text).not.toContain('<script');
  // No name has a slash.
  const none = await visitor().open('/local/%22%3E%3Cscript%3Ealert(1)%3C%2Fscript%3E%27');
  expect(none.status).toBe(404);
  expect(none.text).not.toContain('<script');
  const raw = await visitor().open("/amphora/sign-in?to=%2Flocal%2F%22%3E%3Cimg%3E'");
  expect(raw.text).not.toContain('<img');
});

test('who is no browser is told as ever', async () => {
  const { url, apiKey } = local.server;
  const reply = await ask(`${url}${PAGE}`);
  expect([reply.status, reply.headers['www-authenticate']]).toEqual([401, expect.stringContaining('Basic')]);
  expect((await ask(`${url}${PAGE}`, { authorization: basic(apiKey) })).status).toBe(404);
  expect((await ask(`${url}${PAGE}`, { ...OPENED, authorization: basic(apiKey) })).status).toBe(200);
});
