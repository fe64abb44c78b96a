import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import type { EntryDigest } from '../../src/core/ids.ts';
import { formatPageAddress } from '../../src/core/pageAddress.ts';
import { placeBlob } from '../../src/store/local/durable.ts';
import { commitFiles, fileEntry } from '../support/storeKit.ts';
import { accessibilityFaults } from './harness/accessibility.ts';
import type { HostedPage } from './harness/hostedPage.ts';
import { gridRows, withRichStore } from './harness/richPages.ts';
import { withStorePages } from './harness/storePages.ts';
import { THEMES } from './harness/themes.ts';

const rich = withRichStore();
const open = withStorePages();

type More = Partial<Parameters<typeof open>[0]> & { readonly file?: string; readonly artifact?: string };

/** The files of a version, and where the page says that it is. */
async function openFiles({ file, artifact = 'digits', ...more }: More = {}): Promise<
  HostedPage & { readonly places: string[] }
> {
  const places: string[] = [];
  const version = artifact === 'digits' ? 'v2' : 'v0';
  const place = { page: 'artifact', entity: 'local', project: 'digits', type: 'dataset' } as const;
  const hosted = await open({
    bundle: 'artifact',
    path: formatPageAddress({
      ...place,
      artifact,
      version,
      tab: 'files',
      ...(file !== undefined && { file }),
    }),
    store: rich().store,
    handlers: {
      title: ({ path: shown }) => {
        places.push(shown);
        return Promise.resolve(null);
      },
    },
    ...more,
  });
  await hosted.page.getByRole('searchbox', { name: 'Search files by name' }).waitFor();
  return { ...hosted, places };
}

const tree = (page: Page) => page.locator('.files-grid');
const preview = (page: Page) => page.locator('amphora-preview');
const title = (page: Page) => preview(page).getByRole('heading', { level: 2 }).first();

test('the arrows walk through folders, and what they rest on is shown and linked to', async () => {
  const { page, places } = await openFiles();
  await page.getByText('Choose a file to see what is in it.').waitFor();
  await page.getByRole('treegrid', { name: 'Files' }).focus();
  for (const key of ['ArrowDown', 'ArrowRight', 'ArrowRight', 'ArrowRight', 'ArrowRight']) {
    await page.keyboard.press(key);
  }
  await expect.poll(() => title(page).textContent()).toBe('digit-001.png');
  await expect
    .poll(() => places.at(-1))
    .toBe('/local/digits/artifacts/dataset/digits/v2/files/images/test/digit-001.png');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  await expect.poll(() => gridRows(tree(page), 'digit-001.png').count()).toBe(0);
});

test('an address leads to a file, with the folders around it open', async () => {
  const { page } = await openFiles({ file: 'images/train/digit-004.png' });
  await page.getByText('64 × 48 px').waitFor();
  await gridRows(tree(page), 'digit-004.png').and(page.locator('.chosen')).waitFor();
});

test('an address of a file that is not there says so', async () => {
  const { page } = await openFiles({ file: 'no/such.txt' });
  await page.getByText('There is no file no/such.txt in this version.').waitFor();
});

test('another version shows its own file of the same path', async () => {
  const { page, places } = await openFiles({ file: 'notes.txt' });
  await preview(page).getByText('Version 2.').waitFor();
  await page.getByRole('button', { name: 'Older Version' }).click();
  await preview(page).getByText('Version 1.').waitFor();
  await expect.poll(() => places.at(-1)).toBe('/local/digits/artifacts/dataset/digits/v1/files/notes.txt');
});

test('the search looks into all folders, and tells where each file lies', async () => {
  const { page } = await openFiles();
  await page.getByRole('searchbox', { name: 'Search files by name' }).fill('train png');
  await page.getByText('6 of 24').waitFor();
  const first = tree(page).locator('.grid-rows .grid-row').first();
  expect(await first.textContent()).toContain('images/train');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await expect.poll(() => title(page).textContent()).toBe('digit-002.png');
});

test('sizes are summed and sorted', async () => {
  const { page } = await openFiles();
  await gridRows(tree(page), 'images').getByText('12 files').waitFor();
  await tree(page).getByRole('button', { name: 'Size' }).click();
  await expect
    .poll(() => tree(page).locator('.grid-rows .grid-row').first().textContent())
    .toContain('beep.wav');
});

test('the menu of a row opens, saves and copies', async () => {
  const { page, asked } = await openFiles({ file: 'notes.txt' });
  const [, , id] = rich().dataset;
  const place = `{"of":"version","id":"${String(id)}","path":"notes.txt"}`;
  for (const [item, action] of [
    ['Open in Editor', `openFile ${place}`],
    ['Download…', `saveFile ${place}`],
    ['Copy Path', 'copy {"text":"notes.txt"}'],
  ] as const) {
    await gridRows(tree(page), 'notes.txt').click({ button: 'right' });
    await page.getByRole('menuitem', { name: item }).click();
    await expect.poll(() => asked).toContain(action);
  }
});

test('images follow each other by the arrows, and the keys stay on them', async () => {
  const { page } = await openFiles({ file: 'images/train/digit-010.png' });
  const stage = page.locator('.image-stage');
  await stage.locator('img').waitFor();
  await stage.focus();
  await page.keyboard.press('ArrowRight');
  await expect.poll(() => title(page).textContent()).toBe('digit-000.png');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  await expect.poll(() => title(page).textContent()).toBe('digit-008.png');
  expect(await stage.evaluate(each => each.matches(':focus'))).toBe(true);
  await page.keyboard.press('1');
  await expect.poll(() => stage.locator('img').evaluate(each => each.clientWidth)).toBe(64);
});

test('an image that is none says so', async () => {
  const { page } = await openFiles({ file: 'broken.png' });
  await page.getByText('This is no image that can be shown.').waitFor();
});

test('separated values are a table, sorted by value', async () => {
  const { page } = await openFiles({ file: 'labels.csv' });
  await preview(page).getByText('200 rows').waitFor();
  await preview(page).getByRole('button', { name: 'score' }).click();
  const first = preview(page).locator('.grid-rows .grid-row').first();
  await expect.poll(() => first.textContent()).toContain('73.63');
  await page.getByRole('searchbox', { name: 'Filter rows' }).fill('image, 11');
  await preview(page).getByText('11 of 200 rows').waitFor();
  await preview(page).getByRole('button', { name: 'Show as Text' }).click();
  await preview(page).getByText('index,label,score,note').waitFor();
});

test('a table of the SDK shows its images, once they are in sight', async () => {
  const { page } = await openFiles({ file: 'predictions.table.json' });
  await preview(page).locator('amphora-thumbnail img').first().waitFor();
  expect(await preview(page).locator('amphora-thumbnail img').count()).toBeLessThan(40);
  await preview(page).locator('amphora-thumbnail').first().click();
  await expect.poll(() => title(page).textContent()).toBe('digit-000.png');
});

test('JSON keeps its digits, and lines of objects are a table', async () => {
  const { page } = await openFiles({ file: 'config.json' });
  await gridRows(preview(page), 'seed').getByText('9007199254740993').waitFor();
  await gridRows(tree(page), 'events.jsonl').click();
  await preview(page).getByText('50 rows').waitFor();
});

test('Markdown is laid out, and nothing in it acts', async () => {
  await commitFiles(
    rich().store,
    {
      'README.md': [
        '# Title &amp; more',
        '<script>document.title = "owned"</script><img src=x onerror="document.title=1">',
        '[bad](javascript:document.title=1) [web](https://example.org/x) [file](docs/a%20b.txt) [gone](gone.txt)',
        '![inside](images/a.svg) ![outside](https://example.org/a.png)',
        '- [x] done',
      ].join('\n\n'),
      'docs/a b.txt': 'beside it',
      'images/a.svg':
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>document.title=1</script></svg>',
    },
    { artifact: 'prose', type: 'dataset' },
  );
  const { page } = await openFiles({ artifact: 'prose', file: 'README.md' });
  const text = preview(page).locator('.markdown');
  await text.getByRole('heading', { name: 'Title & more' }).waitFor();
  await text.getByText('<script>document.title = "owned"</script>').waitFor();
  await text.getByRole('img', { name: 'inside' }).waitFor();
  expect(await text.getByRole('link').evaluateAll(all => all.map(each => each.getAttribute('href')))).toEqual(
    ['https://example.org/x'],
  );
  expect(await text.locator('img').count()).toBe(1);
  await text.getByText('outside').waitFor();
  await text.getByRole('button', { name: 'file' }).click();
  await preview(page).getByText('beside it').waitFor();
  expect(await page.title()).toBe('Page');
});

test('Markdown that is nested deeper than anybody reads is shown as it is written', async () => {
  const files = {
    'quotes.md': '> '.repeat(9000),
    'list.md': `${'- '.repeat(90)}x`,
    'slow.md': '_a'.repeat(100_000),
  };
  await commitFiles(rich().store, files, { artifact: 'nested', type: 'dataset' });
  const { page } = await openFiles({ artifact: 'nested' });
  for (const [name, text] of Object.entries(files)) {
    await gridRows(tree(page), name).click();
    await expect
      .poll(() => preview(page).locator('.text-content').textContent())
      .toContain(text.slice(0, 180));
  }
});

test('a link of Markdown to the web is followed by the host', async () => {
  const { page, asked } = await openFiles({ file: 'README.md' });
  await page.getByRole('link', { name: 'a public set' }).click();
  await expect.poll(() => asked).toContain('openExternal {"url":"https://example.org/digits"}');
});

test('sound is played, and what is neither shown nor played has its ways out', async () => {
  const { page, asked } = await openFiles({ file: 'beep.wav' });
  await expect.poll(() => page.locator('audio').getAttribute('src')).toMatch(/^blob:/);
  await gridRows(tree(page), 'weights.bin').click();
  await page.getByText('Files of this kind are not shown here.').waitFor();
  await preview(page).locator('.notice-block').getByText('Save As…').click();
  await expect.poll(() => asked.find(each => each.startsWith('saveFile'))).toContain('weights.bin');
});

test('a long text shows its head, and says how much that is', async () => {
  const line = 'A line of a log that is rather long, as lines of logs are.\n';
  await commitFiles(rich().store, { 'long.log': line.repeat(60_000) }, { artifact: 'logs', type: 'dataset' });
  const { page } = await openFiles({ artifact: 'logs', file: 'long.log' });
  await page.getByText('The first 2.1 MB of 3.5 MB are shown.').waitFor();
  await page.locator('.text-lines').focus();
  await page.keyboard.press('End');
  await expect.poll(() => page.locator('.text-numbers').textContent()).toMatch(/35545$/);
  expect((await page.locator('.text-content').textContent())?.length).toBeLessThan(10_000);
});

test('a damaged file says so in its place, and comes once it is mended', async () => {
  const content = 'soon damaged';
  await commitFiles(
    rich().store,
    { 'a.txt': content, 'b.txt': 'well' },
    { artifact: 'damaged', type: 'dataset' },
  );
  const key = createHash('sha256').update(content).digest('hex');
  const blob = fs
    .readdirSync(rich().folder, { recursive: true, encoding: 'utf8' })
    .find(each => each.replaceAll(path.sep, '').endsWith(key) || path.basename(each) === key);
  const file = path.join(rich().folder, blob ?? 'missing');
  fs.chmodSync(file, 0o644);
  fs.writeFileSync(file, 'Soon damaged');
  const { page } = await openFiles({ artifact: 'damaged', file: 'a.txt' });
  await preview(page).getByRole('alert').waitFor();
  fs.writeFileSync(file, content);
  await preview(page).getByText('Try Again').click();
  await preview(page).getByText(content).waitFor();
  await gridRows(tree(page), 'b.txt').click();
  await preview(page).getByText('well').waitFor();
});

test('a reference is marked, told, and not fetched', async () => {
  const { store } = rich();
  const staging = await store.stage();
  await store.commitVersion(
    {
      project: 'digits',
      artifact: 'pointers',
      type: 'dataset',
      aliases: ['latest'],
      placed: [],
      entries: [
        {
          kind: 'reference',
          path: 'far.png',
          size: 7,
          digest: 'etag' as EntryDigest,
          url: 's3://elsewhere/far.png',
        },
      ],
    },
    staging,
  );
  const { page, asked } = await openFiles({ artifact: 'pointers', file: 'far.png' });
  await gridRows(tree(page), 'far.png').getByText('reference').waitFor();
  await page.getByText('s3://elsewhere/far.png').waitFor();
  expect(await page.getByRole('link', { name: 's3:' }).count()).toBe(0);
  await page.getByRole('button', { name: 'Copy Address' }).click();
  await expect.poll(() => asked).toContain('copy {"text":"s3://elsewhere/far.png"}');
});

test('a hundred thousand files are searched and walked, and only those in sight are drawn', async () => {
  const { store } = rich();
  const staging = await store.stage();
  const { entry, bytes } = fileEntry('x', 'the same everywhere');
  placeBlob(staging.blobs, staging.temporary, entry.blob, bytes);
  const entries = Array.from({ length: 100_000 }, (_, i) => ({
    ...entry,
    path: `images/class-${String(i % 100).padStart(3, '0')}/${i}.txt`,
  }));
  await store.commitVersion(
    { project: 'digits', artifact: 'many', type: 'dataset', aliases: [], placed: [entry.blob], entries },
    staging,
  );
  const { page } = await openFiles({ artifact: 'many', file: 'images/class-042/99942.txt' });
  await preview(page).getByText('the same everywhere').waitFor();
  await gridRows(tree(page), '99942.txt').waitFor();
  await page.getByRole('searchbox', { name: 'Search files by name' }).fill('9.txt');
  await page.getByText('10,000 of 100,000').waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('End');
  await expect.poll(() => title(page).textContent()).toBe('99999.txt');
  expect(await tree(page).locator('.grid-rows .grid-row').count()).toBeLessThan(100);
});

test('names that are markup, or of other scripts, stay names', async () => {
  const names = [
    '<img src=x onerror="document.title=1">.txt',
    '__proto__/constructor.txt',
    '日本語/データ.txt',
    `${'n'.repeat(128)}.txt`,
  ];
  await commitFiles(rich().store, Object.fromEntries(names.map(name => [name, name])), {
    artifact: 'names',
    type: 'dataset',
  });
  const { page, places } = await openFiles({ artifact: 'names' });
  for (const name of names) {
    await page.getByRole('searchbox', { name: 'Search files by name' }).fill(name);
    await gridRows(tree(page), name.slice(name.lastIndexOf('/') + 1)).click();
    await expect.poll(() => preview(page).locator('.text-content').textContent()).toBe(name);
    expect(decodeURIComponent(places.at(-1) ?? '')).toContain(name);
  }
  expect(await page.title()).toBe('Page');
});

test('the preview lies below the files where it is narrow', async () => {
  const { page } = await openFiles({ file: 'notes.txt', size: { width: 480, height: 720 } });
  await preview(page).getByText('Version 2.').waitFor();
  const [above, below] = [await tree(page).boundingBox(), await preview(page).boundingBox()];
  expect((above?.y ?? 0) + (above?.height ?? 0)).toBeLessThanOrEqual(below?.y ?? 0);
  expect(below?.x).toBeLessThan(20);
});

const SHOWN = [
  'images/train/digit-004.png',
  'predictions.table.json',
  'README.md',
  'config.json',
  'notes.txt',
  'weights.bin',
];

for (const theme of THEMES) {
  test(`files and previews are for everyone, in ${theme.name}`, async () => {
    const opened = await openFiles({ theme });
    const { page } = opened;
    for (const file of SHOWN) {
      await page.getByRole('searchbox', { name: 'Search files by name' }).fill(file);
      await gridRows(tree(page), path.basename(file)).click();
      await expect.poll(() => title(page).textContent()).toBe(path.basename(file));
      await expect.poll(() => preview(page).locator('.preview-body > [aria-busy=true]').count()).toBe(0);
      expect(await accessibilityFaults(opened), file).toEqual([]);
    }
  });
}
