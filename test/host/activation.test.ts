import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { after, before, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { extension, next, temporaryFolder, useStore, writeFiles } from './support.ts';

/** Runs a line in a terminal of VS Code, with the variables that the extension gives it; gives its exit code. */
async function runInTerminal(line: string): Promise<number | undefined> {
  const windows = process.platform === 'win32';
  const terminal = vscode.window.createTerminal({
    shellPath: windows ? 'cmd.exe' : '/bin/sh',
    shellArgs: [windows ? '/c' : '-c', line],
  });
  const closed = await next(vscode.window.onDidCloseTerminal, each => each === terminal);
  return closed.exitStatus?.code;
}

describe('activation', () => {
  const folder = temporaryFolder();
  const store = path.join(folder.path, 'store');

  before(async () => {
    await useStore(store);
    await extension().activate();
  });

  after(async () => {
    await useStore(undefined);
    folder.dispose();
  });

  it('makes no store', () => {
    assert.equal(fs.existsSync(store), false);
  });

  it('gives terminals the command amphora, over the store of the window', async () => {
    const data = writeFiles(path.join(folder.path, 'letters'), { 'a.txt': 'a' });
    const out = path.join(folder.path, 'ls.json');
    const log = `amphora log "${data}" --name letters --type dataset --project in-terminal`;
    assert.equal(await runInTerminal(`${log} && amphora ls --json > "${out}"`), 0);
    assert.match(fs.readFileSync(out, 'utf8'), /"in-terminal"/);
    assert.equal(fs.existsSync(store), true);
  });
});
