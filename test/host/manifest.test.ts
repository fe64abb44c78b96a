import assert from 'node:assert/strict';
import fs from 'node:fs';
import { describe, it } from 'mocha';
import * as vscode from 'vscode';
import { COMMANDS } from '../../src/extension/contributions/commands.ts';
import { extension } from './support.ts';

const read = (name: string) =>
  JSON.parse(fs.readFileSync(vscode.Uri.joinPath(extension().extensionUri, name).fsPath, 'utf8')) as Record<
    string,
    string
  >;

describe('manifest', () => {
  it('registers every command it contributes, and contributes every one it registers', async () => {
    await extension().activate();
    const manifest = extension().packageJSON as { contributes: { commands: { command: string }[] } };
    const contributed = manifest.contributes.commands.map(({ command }) => command).sort();
    const registered = (await vscode.commands.getCommands(true)).filter(id => Object.hasOwn(COMMANDS, id));
    assert.deepEqual([...new Set(registered)].sort(), contributed);
    assert.deepEqual(contributed, Object.keys(COMMANDS).sort());
  });

  it('says in each empty view what to do, by a link to a command there is', async () => {
    const { contributes } = extension().packageJSON as {
      contributes: { viewsWelcome: { view: string; contents: string; when: string }[] };
    };
    const known = new Set(await vscode.commands.getCommands(true));
    const empty = (view: string, ...facts: readonly string[]) =>
      contributes.viewsWelcome.filter(
        each => each.view === view && facts.every(it => each.when.includes(it)),
      );
    for (const found of [
      empty('amphora.artifacts', '!amphora.artifacts.filtered', '&& isWorkspaceTrusted'),
      empty('amphora.artifacts', '!amphora.artifacts.filtered', '!isWorkspaceTrusted'),
      empty('amphora.artifacts', '&& amphora.artifacts.filtered'),
      empty('amphora.runs', '!amphora.runs.filtered'),
      empty('amphora.runs', '&& amphora.runs.filtered'),
    ]) {
      assert.equal(found.length, 1);
      const contents = found[0]?.contents ?? '';
      const links = [...contents.matchAll(/\]\(command:([\w.]+)\)/g)].map(([, id]) => id ?? '');
      assert.ok(links.length > 0, contents);
      for (const id of links) assert.ok(known.has(id), id);
      // A view's welcome knows links and nothing else of Markdown.
      assert.doesNotMatch(contents, /`/);
    }
  });

  for (const [english, languages] of [
    ['package.nls.json', ['package.nls.ja.json', 'package.nls.ko.json']],
    ['l10n/bundle.l10n.json', ['l10n/bundle.l10n.ja.json', 'l10n/bundle.l10n.ko.json']],
  ] as const) {
    for (const name of languages) {
      it(`has every text of ${english} in ${name}`, () => {
        assert.deepEqual(Object.keys(read(name)).sort(), Object.keys(read(english)).sort());
        assert.ok(Object.values(read(name)).every(text => text.length > 0));
      });
    }
  }

  it('has a text for every placeholder of package.json', () => {
    const text = fs.readFileSync(
      vscode.Uri.joinPath(extension().extensionUri, 'package.json').fsPath,
      'utf8',
    );
    const used = [...text.matchAll(/"%([\w.]+)%"/g)].map(([, key]) => key ?? '').sort();
    assert.deepEqual([...new Set(used)], Object.keys(read('package.nls.json')).sort());
  });
});
