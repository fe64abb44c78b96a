import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { formatPageAddress } from '../../../src/core/pageAddress.ts';
import { scriptJson } from '../../../src/protocol/html.ts';
import { Attachments } from '../../../src/server/Attachments.ts';
import { createBrowser } from '../../../src/server/browser/createBrowser.ts';
import { languageOf, translator } from '../../../src/server/browser/languages.ts';
import { readPagePath, RESERVED } from '../../../src/server/browser/pagePath.ts';
import { attachment } from '../../../src/server/browser/pages/attachment.ts';
import { News } from '../../../src/server/browser/pages/News.ts';
import { Seal } from '../../../src/server/browser/session/Seal.ts';
import { signInPage } from '../../../src/server/browser/session/signInPage.ts';
import { createServerApp } from '../../../src/server/http/app.ts';
import type { AppParts } from '../../../src/server/http/app.ts';
import { createProtocol } from '../../../src/server/protocol.ts';
import type { StoreChanges } from '../../../src/store/changes.ts';

describe('a seal', () => {
  test('gives back what it closed, and nothing that was changed or closed for something else', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string(), fc.oneof(fc.string(), fc.integer())),
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        (value, at, flip) => {
          const seal = new Seal('secret', 'test');
          const text = seal.close(value);
          expect(text).toMatch(/^[\w-]+$/);
          expect(JSON.stringify(seal.open(text))).toBe(JSON.stringify(JSON.parse(JSON.stringify(value))));
          expect(new Seal('secret', 'another').open(text)).toBeUndefined();
          expect(new Seal('other', 'test').open(text)).toBeUndefined();
          const bytes = Buffer.from(text, 'base64url');
          const index = at % bytes.length;
          bytes[index] = bytes[index]! ^ flip;
          expect(seal.open(bytes.toString('base64url'))).toBeUndefined();
        },
      ),
    );
  });
});

describe('the path of a page', () => {
  test('is one of this server, whatever is asked for', () => {
    const hostile = fc
      .array(
        fc.constantFrom('/', '\\', '..', '.', '%2F', '%5C', ':', '@', 'a', 'http:', '?', '#', '\n', '%0A'),
      )
      .map(parts => parts.join(''));
    fc.assert(
      fc.property(fc.oneof(hostile, fc.webUrl(), fc.string()), text => {
        const page = readPagePath(text);
        if (!page) return;
        expect(page.path).toMatch(/^\/([^/\\]|$)/);
        expect(new URL(page.path, 'http://own.test').origin).toBe('http://own.test');
        expect(page.path).toBe(formatPageAddress(page.address));
        // What is seen in it is what is asked for.
        expect(page.path).not.toMatch(/[\p{Cc}"<>\s]/u);
      }),
    );
  });

  test('begins with nothing that a route of the server begins with', () => {
    const services = {
      store: { drafts: { uploadsFolder: '' } },
      access: {},
      history: {},
      secret: 'secret',
      log: {},
      version: '0',
    } as unknown as AppParts['services'];
    const { routes } = createServerApp({
      services,
      protocol: createProtocol(services),
      browser: createBrowser(services),
      attachments: new Attachments(services.store, () => ({ pid: 1, url: '', version: '0' })),
      allowsHost: () => true,
      unready: () => Promise.resolve(undefined),
    });
    const first = routes.map(({ path }) => path.split('/')[1]!).filter(part => !/^(\*|)$/.test(part));
    expect(first.length).toBeGreaterThan(10);
    expect(first.filter(part => !RESERVED.has(part))).toEqual([]);
  });
});

test.each([
  [undefined, 'en'],
  ['', 'en'],
  ['fr-CH, fr;q=0.9, *;q=0.5', 'en'],
  ['ja', 'ja'],
  ['ko-KR,ko;q=0.9,en;q=0.8', 'ko'],
  ['en;q=0.5, ja;q=0.7, ko;q=0.6', 'ja'],
  ['JA-JP-u-ca-japanese', 'ja'],
  ['ja;q=0, ko;q=0.1', 'ko'],
  ['ja;q=x, en', 'ja'],
  ['__proto__, constructor', 'en'],
])('of the languages %j it is %s', (header, language) => {
  expect(languageOf(header)).toBe(language);
});

test.each(['ja', 'ko'] as const)('the page by which one signs in is all in %s', language => {
  const t = translator(language);
  expect(t('toString')).toBe('toString');
  for (const refused of [
    undefined,
    { why: 'key' },
    { why: 'link' },
    { why: 'over' },
    { why: 'wait', seconds: 3 },
  ] as const) {
    const text = signInPage({ language, path: '/', refused })
      .replace(/<style>.*<\/style>|<[^>]*>/gs, ' ')
      .replace(/amphora (open|serve)|VS Code|Amphora|API/g, '');
    expect(text).not.toMatch(/[A-Za-z]{2,}/);
  }
});

test.each([
  ['a.txt', `attachment; filename="a.txt"; filename*=UTF-8''a.txt`],
  ['a "b";\\.txt', `attachment; filename="a _b___.txt"; filename*=UTF-8''a%20%22b%22%3B_.txt`],
  ['重み.bin', `attachment; filename="__.bin"; filename*=UTF-8''%E9%87%8D%E3%81%BF.bin`],
  ["it's (1)*.txt", `attachment; filename="it_s (1)_.txt"; filename*=UTF-8''it%27s%20%281%29%2A.txt`],
  ['a\r\nset-cookie: x', `attachment; filename="a__set-cookie_ x"; filename*=UTF-8''a__set-cookie%3A%20x`],
  ['gpj.\u202Eexe', `attachment; filename="gpj._exe"; filename*=UTF-8''gpj._exe`],
  ['50%', `attachment; filename="50_"; filename*=UTF-8''50%25`],
])('the file %j is kept as %s', (name, header) => {
  expect(attachment(name)).toBe(header);
});

test('no JSON ends the element that it stands in', () => {
  const value = { a: '</script><script>alert(1)</script>', b: '<!--', c: '\u2028' };
  expect(scriptJson(value)).not.toContain('<');
  expect(JSON.parse(scriptJson(value))).toEqual(value);
});

describe('news', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  function source() {
    const listeners = new Set<(changes: StoreChanges) => void>();
    return {
      listeners,
      change: () => {
        for (const listener of listeners)
          listener({ everything: true, projects: [], artifacts: [], runs: [] });
      },
      onDidChange: (listener: (changes: StoreChanges) => void) => {
        listeners.add(listener);
        return { dispose: () => listeners.delete(listener) };
      },
    };
  }
  const read = async (reader: ReadableStreamDefaultReader<Uint8Array>) =>
    new TextDecoder().decode((await reader.read()).value);
  const CHANGED = 'event: changed\ndata: {}\n\n';

  test('come at once, then at most twice a second, and none is lost', async () => {
    const news = new News();
    const store = source();
    const reader = news.open(store, () => Promise.resolve(true)).getReader();
    expect(await read(reader)).toBe('retry: 3000\n: open\n\n');
    for (let i = 0; i < 5; i++) store.change();
    expect(await read(reader)).toBe(CHANGED);
    const next = read(reader);
    const before = Date.now();
    await vi.advanceTimersByTimeAsync(2000);
    expect(await next).toBe(CHANGED);
    store.change();
    expect(await read(reader)).toBe(CHANGED);
    expect(Date.now() - before).toBe(2000);
    news.end();
    expect((await reader.read()).done).toBe(true);
    // Whoever asks again meanwhile is told to do so later, and not that there are none.
    const late = news.open(store, () => Promise.resolve(true)).getReader();
    expect([await read(late), (await late.read()).done]).toEqual(['retry: 3000\n: open\n\n', true]);
    expect([store.listeners.size, vi.getTimerCount()]).toEqual([0, 0]);
  });

  test('show that the server lives, and end for whom may listen no longer', async () => {
    const news = new News();
    const [one, other] = [source(), source()];
    let isWelcome = true;
    const reader = news.open(one, () => Promise.resolve(isWelcome)).getReader();
    const failing = news.open(other, () => Promise.reject(new Error('the database is away'))).getReader();
    await read(reader);
    await read(failing);
    await vi.advanceTimersByTimeAsync(20_000);
    expect([await read(reader), await read(failing)]).toEqual([': still here\n\n', ': still here\n\n']);
    isWelcome = false;
    await vi.advanceTimersByTimeAsync(20_000);
    expect((await reader.read()).done).toBe(true);
    expect(await read(failing)).toBe(': still here\n\n');
    await failing.cancel();
    expect([one.listeners.size, other.listeners.size, vi.getTimerCount()]).toEqual([0, 0, 0]);
  });
});
