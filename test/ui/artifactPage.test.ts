import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import type { VersionId } from '../../src/core/ids.ts';
import { commitFiles } from '../support/storeKit.ts';
import { accessibilityFaults } from './harness/accessibility.ts';
import type { HostedPage } from './harness/hostedPage.ts';
import { gridRows, withRichStore } from './harness/richPages.ts';
import { withStorePages } from './harness/storePages.ts';
import { THEMES } from './harness/themes.ts';

const rich = withRichStore();
const open = withStorePages();

const PATH = '/local/digits/artifacts/dataset/digits/v2';

const openAt = (path: string, more: Partial<Parameters<typeof open>[0]> = {}): Promise<HostedPage> =>
  open({ bundle: 'artifact', path, store: rich().store, ...more });

const search = (page: Page) => page.getByRole('searchbox', { name: 'Search names and values' });
const found = (page: Page) => page.locator('.json-found');

/** A version of its own with this metadata. */
async function withMetadata(artifact: string, metadata: Parameters<typeof commitFiles>[2]): Promise<string> {
  await commitFiles(rich().store, { 'a.txt': artifact }, { artifact, type: 'dataset', ...metadata });
  return `/local/digits/artifacts/dataset/${artifact}/v0/metadata`;
}

test('metadata is a tree that the keyboard walks, and gives values and paths', async () => {
  const { page, asked } = await openAt(`${PATH}/metadata`);
  await gridRows(page, 'split').waitFor();
  await page.getByRole('treegrid', { name: 'Metadata' }).focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowLeft');
  await expect.poll(() => gridRows(page, 'train').count()).toBe(0);
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Control+c');
  await expect.poll(() => asked).toContain('copy {"text":"0.8"}');
  await page.keyboard.press('Shift+F10');
  await page.getByRole('menuitem', { name: 'Copy Path' }).click();
  await expect.poll(() => asked).toContain('copy {"text":"split.train"}');
});

test('a search leaves what it found, says how much that is, and leads from one to the next', async () => {
  const { page } = await openAt(`${PATH}/metadata`);
  await search(page).fill('tr');
  await expect.poll(() => found(page).textContent()).toBe('2 matches');
  expect(await page.locator('.grid-rows .grid-row').count()).toBe(3);
  expect(await page.locator('mark').allTextContents()).toEqual(['tr', 'tr']);
  await page.keyboard.press('Enter');
  await expect.poll(() => found(page).textContent()).toBe('1 of 2');
  await page.keyboard.press('Enter');
  await expect.poll(() => found(page).textContent()).toBe('2 of 2');
  expect(await page.locator('.current').count()).toBeGreaterThan(0);
  await page.keyboard.press('Enter');
  await expect.poll(() => found(page).textContent()).toBe('1 of 2');
  await page.keyboard.press('Escape');
  await expect.poll(() => found(page).textContent()).toBe('');
  await gridRows(page, 'accuracy').waitFor();
});

test('names and values that are markup, or that nobody sees, are told as text', async () => {
  const path = await withMetadata('hostile', {
    metadata: JSON.parse(
      String.raw`{"__proto__": {"polluted": true}, "a\u0000b": "c\u202ed\n<b>", "</script><script>x": "${'x'.repeat(3000)}", "شبكة": "قيمة", "nan": "NaN"}`,
    ),
  });
  const { page } = await openAt(path);
  await gridRows(page, '__proto__').waitFor();
  expect(
    await gridRows(page, String.raw`a\u0000b`)
      .locator('.json-text')
      .textContent(),
  ).toBe(String.raw`"c\u202ed\n<b>"`);
  await gridRows(page, '</script><script>x').waitFor();
  await gridRows(page, 'polluted').waitFor();
  expect(await gridRows(page, 'nan').locator('.json-text').textContent()).toBe('"NaN"');
  expect(await page.locator('script').count()).toBe(1);
});

test('metadata nested 200 deep is walked to its end', async () => {
  let metadata: Record<string, never> | { readonly in: unknown } = {};
  for (let i = 0; i < 198; i++) metadata = { in: metadata };
  const path = await withMetadata('deep', { metadata: metadata as never });
  const { page } = await openAt(path);
  await page.getByRole('button', { name: 'Expand All' }).click();
  await page.getByRole('treegrid', { name: 'Metadata' }).focus();
  await page.keyboard.press('End');
  await page.locator('.grid-row.active[aria-level="198"]').waitFor();
});

test('metadata of a hundred thousand values draws only what is in sight', async () => {
  const items = Array.from({ length: 20_000 }, (_, id) => ({ id, name: `item ${id}`, score: id / 7 }));
  const path = await withMetadata('long', { metadata: { items } });
  const { page } = await openAt(path);
  await gridRows(page, 'items').locator('.grid-twistie').click();
  await gridRows(page, 'Show more of the 20,000').waitFor({ state: 'detached' });
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  await search(page).fill('item 19999');
  await expect.poll(() => found(page).textContent()).toBe('1 match');
  await page.keyboard.press('Enter');
  await gridRows(page, 'item 19999').waitFor();
  await page.keyboard.press('Escape');
  await gridRows(page, 'item 19999').waitFor();
  expect(await page.locator('.grid-rows .grid-row').count()).toBeLessThan(100);
});

test('what changes in the store changes in sight, and what is open stays so', async () => {
  const { version } = await commitFiles(
    rich().store,
    { 'a.txt': 'live' },
    { artifact: 'live', type: 'dataset', metadata: { open: { x: 1 }, closed: { y: 2 } } },
  );
  const { page } = await openAt('/local/digits/artifacts/dataset/live/v0/metadata');
  await gridRows(page, 'closed').locator('.grid-twistie').click();
  await expect.poll(() => gridRows(page, 'y').count()).toBe(0);
  await rich().store.editVersion(version.id, { metadata: { added: 0, open: { x: 5 }, closed: { y: 2 } } });
  await gridRows(page, 'added').waitFor();
  await gridRows(page, 'x').filter({ hasText: '5' }).waitFor();
  expect(await gridRows(page, 'y').count()).toBe(0);
});

test('integers beyond 2^53 keep their digits', async () => {
  const { page, asked } = await openAt(await withMetadata('exact', { metadata: { seed: 2n ** 80n } }));
  await gridRows(page, 'seed').getByText('1208925819614629174706176').click();
  await page.keyboard.press('Control+c');
  await expect.poll(() => asked).toContain('copy {"text":"1208925819614629174706176"}');
});

test('a version without metadata says so', async () => {
  const { page } = await openAt(await withMetadata('bare', {}));
  await page.getByText('This version has no metadata.').waitFor();
});

for (const theme of THEMES) {
  test(`metadata is for everyone, in ${theme.name}`, async () => {
    const opened = await openAt(`${PATH}/metadata`, { theme });
    await search(opened.page).fill('0');
    await expect.poll(() => found(opened.page).textContent()).toMatch(/match/);
    expect(await accessibilityFaults(opened)).toEqual([]);
  });
}

async function versionOf(id: VersionId) {
  return rich().store.version(id);
}

test('aliases are added and taken off, and the store has them', async () => {
  const [, , id] = rich().dataset;
  const { page } = await openAt(PATH);
  const field = page.getByRole('textbox', { name: 'Add alias' });
  await field.fill('candidate');
  await field.press('Enter');
  await page.getByRole('button', { name: 'Remove candidate' }).waitFor();
  expect((await versionOf(id as VersionId)).aliases).toContain('candidate');
  await page.getByRole('button', { name: 'Remove candidate' }).click();
  await page.getByRole('button', { name: 'Remove candidate' }).waitFor({ state: 'detached' });
  expect((await versionOf(id as VersionId)).aliases).not.toContain('candidate');
});

test('the focus goes on to the next name when one is taken off, and from the last to the field', async () => {
  const draft = { artifact: 'named', type: 'dataset', aliases: ['alpha', 'beta', 'gamma'] };
  const { version } = await commitFiles(rich().store, { 'a.txt': 'named' }, draft);
  await rich().store.editVersion(version.id, { tags: ['small'] });
  const { page } = await openAt('/local/digits/artifacts/dataset/named/v0');
  const focused = () => page.evaluate('document.activeElement.getAttribute("aria-label")');
  await page.getByRole('button', { name: 'Remove beta' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Remove beta' }).waitFor({ state: 'detached' });
  await expect.poll(focused).toBe('Remove gamma');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Remove gamma' }).waitFor({ state: 'detached' });
  await expect.poll(focused).toBe('Add alias');
  await page.getByRole('button', { name: 'Remove small' }).focus();
  await page.keyboard.press('Space');
  await page.getByRole('button', { name: 'Remove small' }).waitFor({ state: 'detached' });
  await expect.poll(focused).toBe('Add tag');
  expect((await versionOf(version.id)).aliases).toEqual(['alpha']);
});

test('an alias that cannot be is refused in a sentence, and the page stays', async () => {
  const { page } = await openAt(PATH);
  const field = page.getByRole('textbox', { name: 'Add alias' });
  await field.fill('v7');
  await field.press('Enter');
  await page.getByRole('alert').waitFor();
  await page.getByRole('alert').getByRole('button').click();
  await page.getByRole('alert').waitFor({ state: 'detached' });
});

test('a description is saved where it stands, and Escape takes it back', async () => {
  const [, , id] = rich().dataset;
  const { page } = await openAt(PATH);
  const field = page.getByRole('textbox', { name: 'Description' });
  await field.fill('<b>Cleaned</b> twice');
  await field.press('Control+Enter');
  await expect.poll(async () => (await versionOf(id as VersionId)).description).toBe('<b>Cleaned</b> twice');
  await field.fill('no');
  await field.press('Escape');
  await expect.poll(() => field.inputValue()).toBe('<b>Cleaned</b> twice');
});

test('what is being written stays when the store changes meanwhile', async () => {
  const [, , id] = rich().dataset;
  const { page } = await openAt(PATH);
  const field = page.getByRole('textbox', { name: 'Description' });
  await field.fill('half a sen');
  await rich().store.editAliases(id as VersionId, { add: ['meanwhile'] });
  await page.getByRole('button', { name: 'Remove meanwhile' }).waitFor();
  await field.press('End');
  await page.keyboard.type('tence');
  await field.press('Control+Enter');
  await expect.poll(async () => (await versionOf(id as VersionId)).description).toBe('half a sentence');
});

test('the keyboard comes to the run that logged a version', async () => {
  const { page } = await openAt(PATH);
  const link = page.getByRole('link', { name: 'loader' });
  await page.getByRole('textbox', { name: 'Add tag' }).focus();
  await page.keyboard.press('Tab');
  await expect.poll(() => link.evaluate(each => each.matches(':focus'))).toBe(true);
});

test('nothing is changed where one may only read', async () => {
  const { page } = await openAt(PATH, { canEdit: false });
  await page.getByText('Reference').waitFor();
  expect(await page.getByRole('textbox').count()).toBe(0);
});

test('usage has the lines that get at a version, and the runs that use it', async () => {
  const { page, asked } = await openAt(`${PATH}/usage`);
  await page.getByText('use_artifact').first().waitFor();
  await page.locator('.snippet').first().getByRole('button', { name: 'Copy' }).click();
  await expect.poll(() => asked.find(each => each.startsWith('copy'))).toContain('use_artifact');
  await gridRows(page, 'train-').first().waitFor();
});

test('what cannot be stored stays where it was written, until it is stored or taken back', async () => {
  let isOffline = true;
  const { store } = rich();
  const offline = new Proxy(store, {
    get: (target, name) => {
      const value: unknown = Reflect.get(target, name);
      if (name === 'editVersion' && isOffline)
        return () => Promise.reject(new Error('The store is offline.'));
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
  const { version } = await commitFiles(
    store,
    { 'a.txt': 'offline' },
    { artifact: 'offline', type: 'dataset' },
  );
  const { page } = await openAt('/local/digits/artifacts/dataset/offline/v0', { store: offline });
  const description = page.getByRole('textbox', { name: 'Description' });
  await description.fill('written offline');
  await description.blur();
  await page.getByRole('alert').getByText('The store is offline.').waitFor();
  // Whatever else happens in the store has the page drawn again.
  await store.editAliases(version.id, { add: ['meanwhile'] });
  await page.getByText('meanwhile').first().waitFor();
  expect(await description.inputValue()).toBe('written offline');
  isOffline = false;
  await description.focus();
  await description.blur();
  await expect.poll(async () => (await store.version(version.id)).description).toBe('written offline');

  const alias = page.getByRole('textbox', { name: 'Add alias' });
  await alias.fill('v7');
  await alias.press('Enter');
  await page.getByRole('alert').getByText('v7').waitFor();
  expect(await alias.inputValue()).toBe('v7');
});

test('versions that are selected are compared with the oldest of them, and any with the one before', async () => {
  const { page, asked } = await openAt(`${PATH}/versions`);
  await gridRows(page, 'v0').waitFor();
  await page.getByText('Select versions to compare them.').waitFor();
  await page.getByRole('grid', { name: 'Versions' }).focus();
  for (const key of ['Space', 'ArrowDown', 'ArrowDown', 'Space']) await page.keyboard.press(key);
  await page.getByRole('button', { name: 'Compare 2 Versions' }).click();
  const compared = (...labels: readonly string[]) =>
    `open ${JSON.stringify({ path: `/local/digits/compare?${labels.map(label => `version=${encodeURIComponent(label)}`).join('&')}`, beside: false })}`;
  await expect.poll(() => asked.at(-1)).toBe(compared('digits:v0', 'digits:v2'));
  await page.getByRole('button', { name: 'Compare…' }).click();
  await expect.poll(() => asked.at(-1)).toBe(compared('digits:v1', 'digits:v2'));
});

test('versions are sorted by a click, and lead to their pages', async () => {
  const { page, asked } = await openAt(`${PATH}/versions`);
  await gridRows(page, 'v0').waitFor();
  const first = page.locator('.grid-rows .grid-row').first();
  expect(await first.textContent()).toContain('v2');
  await page.getByRole('button', { name: 'Version', exact: true }).click();
  await expect.poll(() => first.textContent()).toContain('v0');
  await page.getByRole('grid', { name: 'Versions' }).focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('Enter');
  await expect.poll(() => asked).toContain('open {"path":"/local/digits/artifacts/dataset/digits/v0"}');
});

test('a narrow page shows the tab that is chosen, and is no wider than the window', async () => {
  const { page } = await openAt(`${PATH}/versions`, { size: { width: 320, height: 720 } });
  await page.locator('amphora-chart').first().waitFor();
  const tab = page.getByRole('tab', { name: 'Versions' });
  const { x = -1, width = 0 } = (await tab.boundingBox()) ?? {};
  expect(x).toBeGreaterThanOrEqual(0);
  expect(x + width).toBeLessThanOrEqual(320);
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(320);
});

test('a version that is deleted while its page is open says so, and nothing breaks', async () => {
  const { version } = await commitFiles(
    rich().store,
    { 'a.txt': 'gone' },
    { artifact: 'gone', type: 'dataset' },
  );
  const { page } = await openAt('/local/digits/artifacts/dataset/gone/v0/files/a.txt');
  await page.locator('.text-content').getByText('gone').waitFor();
  await rich().store.deleteVersions([version.id], { force: true });
  await page.getByRole('alert').getByText('gone:v0 was deleted.').waitFor();
  await page.getByRole('tab', { name: 'Overview' }).click();
  await page.getByRole('tab', { name: 'Metadata' }).click();
  await page.getByRole('heading', { level: 1 }).waitFor();
});
