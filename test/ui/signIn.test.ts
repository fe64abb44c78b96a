/** The page by which one signs in, in a real browser and over a real server. */
import { AxeBuilder } from '@axe-core/playwright';
import type { BrowserContext, Page } from 'playwright-core';
import { afterEach, describe, expect, test } from 'vitest';
import { useLocal } from '../store/browser/useLocal.ts';
import { makeLink } from '../store/browser/Visitor.ts';
import { withBrowser } from './harness/browser.ts';

const browser = withBrowser();
const local = useLocal();
const PAGE = '/local/digits/runs/abc12345';

const contexts: BrowserContext[] = [];
const faults: string[] = [];
afterEach(async () => {
  for (const context of contexts.splice(0)) await context.close();
  expect(faults.splice(0)).toEqual([]);
});

type Look = Parameters<ReturnType<typeof browser>['newContext']>[0];

async function newPage(look: Look = {}): Promise<Page> {
  const context = await browser().newContext(look);
  contexts.push(context);
  const page = await context.newPage();
  page.on('pageerror', error => faults.push(error.message));
  page.on('console', message => {
    // That things are refused is what is tested.
    if (['error', 'warning'].includes(message.type()) && !/status of (400|401|410)/.test(message.text()))
      faults.push(message.text());
  });
  return page;
}

const at = (path: string): string => `${local.server.url}${path}`;

/** What its script of the tests makes of a page that is reached. */
const reached = (page: Page) => expect.poll(() => page.title()).toBe('run');

describe.each([
  ['light', 'en', 900],
  ['dark', 'ja', 900],
  ['light', 'ko', 320],
] as const)('in %s, in the language %s, %i px wide', (colorScheme, locale, width) => {
  const look = { colorScheme, locale, viewport: { width, height: 720 } };

  test.each([['at first'], ['after a wrong key']])('is for everybody %s', async when => {
    const page = await newPage(look);
    await page.goto(at(PAGE));
    if (when !== 'at first') {
      await page.locator('#key').fill('wrong');
      await page.keyboard.press('Enter');
      await page.getByRole('alert').waitFor();
    }
    // Axe puts styles into the page, which its policy refuses.
    const before = faults.length;
    const { violations } = await new AxeBuilder({ page }).analyze();
    faults.length = before;
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(node => node.html).join(' ')}`)).toEqual([]);
    expect(await page.locator('html').getAttribute('lang')).toBe(locale);
    const overflow = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
    expect(overflow).toBe(0);
  });
});

test('takes a key from the keyboard, tells a wrong one, and leads to where one wanted to go', async () => {
  const page = await newPage();
  await page.goto(at(`${PAGE}?x=1`));
  await page.keyboard.press('Tab');
  await expect.poll(() => page.locator(':focus').getAttribute('id')).toBe('key');
  await page.keyboard.type('wrong');
  await page.keyboard.press('Enter');
  await page.getByRole('alert').filter({ hasText: 'does not know this API key' }).waitFor();
  const key = page.getByLabel('API key');
  expect(await page.locator(':focus').getAttribute('id')).toBe('key');
  expect(await key.getAttribute('aria-invalid')).toBe('true');
  await page.keyboard.type(local.server.apiKey);
  await page.keyboard.press('Tab');
  await expect.poll(() => page.locator(':focus').textContent()).toBe('Sign in');
  await page.keyboard.press('Enter');
  await page.waitForURL(at(PAGE));
  await reached(page);
  const [cookie, ...more] = await page.context().cookies();
  expect([cookie, more]).toMatchObject([{ httpOnly: true, sameSite: 'Lax', path: '/' }, []]);
  expect(await page.evaluate('document.cookie')).toBe('');
  // No address that stays has the key.
  expect(await page.evaluate('location.href + document.referrer')).not.toContain(local.server.apiKey);
});

test('a link signs in at once where a person opens it, and asks where a page did', async () => {
  const page = await newPage();
  await page.goto(at(await makeLink(local.server, PAGE)));
  expect(page.url()).toBe(at(PAGE));
  await reached(page);

  const other = await newPage();
  const link = at(await makeLink(local.server, PAGE));
  await other.setContent(`<a href="${link}">go</a>`);
  await other.getByText('go').click();
  await other.getByText('This link signs this browser in').waitFor();
  expect(await other.context().cookies()).toEqual([]);
  await other.getByRole('button', { name: 'Sign in' }).click();
  await other.waitForURL(at(PAGE));
  await reached(other);

  const late = await newPage();
  await late.goto(link);
  await late.getByRole('alert').filter({ hasText: 'was used already' }).waitFor();
});

test('a page of elsewhere gets nothing with the session of the browser', async () => {
  const page = await newPage();
  await page.goto(at(await makeLink(local.server, PAGE)));
  await reached(page);
  const own = `fetch('/amphora/pages/nowhere', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"method":"x"}' }).then(answer => answer.status)`;
  expect(await page.evaluate(own)).toBe(400);

  // Another server of this machine is the same site, to which cookies go.
  const { createServer } = await import('node:http');
  const hostile = createServer((_, answer) => answer.setHeader('content-type', 'text/html').end('<p>hi</p>'));
  await new Promise<void>(resolve => hostile.listen(0, '127.0.0.1', () => resolve()));
  try {
    const address = hostile.address();
    if (address === null || typeof address === 'string') throw new Error('It has no port.');
    const there = await page.context().newPage();
    await there.goto(`http://127.0.0.1:${String(address.port)}/`);
    const ask = (init: object) =>
      there.evaluate(
        `fetch(${JSON.stringify(at('/amphora/pages/nowhere'))}, ${JSON.stringify({ method: 'POST', credentials: 'include', body: '{"method":"x"}', ...init })}).then(answer => answer.type + answer.status, () => 'failed')`,
      );
    expect(await ask({ headers: { 'content-type': 'application/json' } })).toBe('failed');
    expect(await ask({ mode: 'no-cors' })).toBe('failed');
    await there.evaluate(
      `document.body.innerHTML = '<iframe src="${at(PAGE)}"></iframe><form method="post" action="${at('/amphora/sign-in')}"><input name="key" value="x"></form>'`,
    );
    const [answer] = await Promise.all([
      there.waitForResponse(at('/amphora/sign-in')),
      there.evaluate('document.forms[0].submit()'),
    ]);
    expect(answer.status()).toBe(403);
  } finally {
    await new Promise(resolve => {
      hostile.close(resolve);
      hostile.closeAllConnections();
    });
  }
});
