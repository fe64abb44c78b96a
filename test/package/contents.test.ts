import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { zipEntries } from './zipEntries.ts';

const vsix = path.resolve(import.meta.dirname, '../../amphora.vsix');
const entries = zipEntries(vsix).map(({ name, mode }) => ({ name: name.replace(/^extension\//, ''), mode }));
const names = entries.map(({ name }) => name);

/** What a person gets, and nothing else: no sources, no maps, no node_modules. */
const expected = [
  /^(extension\.vsixmanifest|\[Content_Types\]\.xml)$/,
  /^(package\.json|package\.nls(\.(ja|ko))?\.json|readme\.md|changelog\.md|LICENSE\.txt)$/i,
  /^l10n\/bundle\.l10n(\.(ja|ko))?\.json$/,
  /^media\/[\w-]+\.(svg|png)$/,
  /^bin\/amphora(\.cmd|\.cjs)?$/,
  /^dist\/(extension|panels|storeWorker|cli|server)\.js$/,
  /^dist\/ThirdPartyNotices\.txt$/,
  /^dist\/webview\/[\w-]+\.(js|css|ttf)$/,
];

describe('amphora.vsix', () => {
  it('contains nothing but the product', () => {
    expect(names.filter(name => !expected.some(pattern => pattern.test(name)))).toEqual([]);
  });

  it.each([
    'package.json',
    'package.nls.json',
    'package.nls.ja.json',
    'package.nls.ko.json',
    'l10n/bundle.l10n.ja.json',
    'l10n/bundle.l10n.ko.json',
    'readme.md',
    'changelog.md',
    'LICENSE.txt',
    'bin/amphora',
    'bin/amphora.cmd',
    'bin/amphora.cjs',
    'dist/extension.js',
    'dist/panels.js',
    'dist/storeWorker.js',
    'dist/cli.js',
    'dist/server.js',
    'dist/ThirdPartyNotices.txt',
    'dist/webview/lineage.js',
    'dist/webview/lineage.css',
    'dist/webview/codicon.css',
    'dist/webview/codicon.ttf',
  ])('contains %s', name => {
    expect(names).toContain(name);
  });

  it('keeps the launcher executable', () => {
    expect((entries.find(({ name }) => name === 'bin/amphora')?.mode ?? 0) & 0o111).toBe(0o111);
  });

  it('is at most 1.5 MB to download', () => {
    expect(fs.statSync(vsix).size).toBeLessThanOrEqual(1_500_000);
  });

  it('names the licence of every package that is bundled', () => {
    const notices = fs.readFileSync(path.resolve(vsix, '../dist/ThirdPartyNotices.txt'), 'utf8');
    for (const name of ['kysely', 'simple-git', 'd3-zoom', '@vscode/codicons', 'hono'])
      expect(notices).toContain(`${name} `);
  });
});
