import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { after, before, describe, it } from 'mocha';
import * as vscode from 'vscode';
import type { GitProvenance } from '../../src/core/run.ts';
import { readProvenance } from '../../src/git/readProvenance.ts';
import type { PageService } from '../../src/worker/service.ts';
import { connect, next, temporaryFolder, useStore, writeFiles } from './support.ts';

/** What is used here of the built-in Git extension. */
interface GitExtension {
  readonly enabled: boolean;
  readonly onDidChangeEnablement: vscode.Event<boolean>;
  getAPI(version: 1): {
    openRepository(root: vscode.Uri): Promise<{ readonly rootUri: vscode.Uri } | null>;
  };
}

describe('Open Commit of Run', () => {
  const folder = temporaryFolder();
  const store = path.join(folder.path, 'store');
  const repository = path.join(folder.path, 'repository');
  const { openExternal } = vscode.env;
  const opened: string[] = [];
  let service: PageService;
  let commit: string;

  const git = (...words: readonly string[]) =>
    execFileSync('git', ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.org', ...words], {
      cwd: repository,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    }).trim();

  const openCommit = async (name: string, provenance: GitProvenance | undefined) => {
    const run = await service.store.beginRun({
      project: 'demo',
      jobType: 'train',
      name,
      ...(provenance && { git: provenance }),
    });
    opened.length = 0;
    return vscode.commands.executeCommand<string | undefined>('amphora.run.openCommit', { run: run.id });
  };

  before(async () => {
    writeFiles(repository, { 'train.py': 'pass\n' });
    git('init', '-q', '-b', 'main');
    git('add', '.');
    git('commit', '-qm', 'First');
    commit = git('rev-parse', 'HEAD');
    // VS Code lets tests put their own in place of functions of `env`: no browser opens here.
    Object.assign(vscode.env, {
      openExternal: (uri: vscode.Uri) => {
        opened.push(uri.toString(true));
        return Promise.resolve(true);
      },
    });
    await useStore(store);
    service = connect(store);
  });

  after(async () => {
    Object.assign(vscode.env, { openExternal });
    await service.close();
    await useStore(undefined);
    folder.dispose();
  });

  it('opens nothing where the run was in no repository or that has no page', async () => {
    assert.equal(await openCommit('outside', undefined), undefined);
    const provenance = await readProvenance(repository);
    assert.equal(provenance?.commit, commit);
    assert.equal(await openCommit('no-remote', provenance), undefined);
    assert.deepEqual(opened, []);
  });

  it('opens the page of the commit at the remote', async () => {
    git('remote', 'add', 'origin', 'git@github.com:ada/digits.git');
    const address = `https://github.com/ada/digits/commit/${commit}`;
    assert.equal(await openCommit('with-remote', await readProvenance(repository)), address);
    assert.deepEqual(opened, [address]);
  });

  it('opens the commit in VS Code where its repository is open there', async () => {
    const git = vscode.extensions.getExtension<GitExtension>('vscode.git');
    assert.ok(git);
    const settings = vscode.workspace.getConfiguration('git');
    const before = settings.inspect('enabled')?.globalValue;
    await settings.update('enabled', true, vscode.ConfigurationTarget.Global);
    try {
      const exports = await git.activate();
      if (!exports.enabled) await next(exports.onDidChangeEnablement, enabled => enabled);
      const open = await exports.getAPI(1).openRepository(vscode.Uri.file(repository));
      assert.equal(open?.rootUri.fsPath, repository);
      assert.equal(await openCommit('open-here', await readProvenance(repository)), commit);
      assert.deepEqual(opened, []);
      const tab = vscode.window.tabGroups.activeTabGroup.activeTab;
      assert.match(tab?.label ?? '', new RegExp(commit.slice(0, 7)));
    } finally {
      await vscode.commands.executeCommand('workbench.action.closeAllEditors');
      await settings.update('enabled', before, vscode.ConfigurationTarget.Global);
    }
  });
});
