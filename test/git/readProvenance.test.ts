import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readProvenance } from '../../src/git/readProvenance.ts';

let folder: string;

const git = (...words: readonly string[]) =>
  execFileSync('git', ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.org', ...words], {
    cwd: folder,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  }).trim();

const write = (name: string, text: string) => {
  fs.writeFileSync(path.join(folder, name), text);
};

/** A repository with one commit of `a.txt`. */
function commitOnce(): string {
  git('init', '-q', '-b', 'main');
  write('a.txt', 'one\n');
  git('add', '.');
  git('commit', '-qm', 'First');
  return git('rev-parse', 'HEAD');
}

beforeEach(() => {
  folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'amphora-git-')));
});
afterEach(() => {
  fs.rmSync(folder, { recursive: true });
});

describe('provenance', () => {
  it('says where a clean repository stands, from any folder in it', async () => {
    const commit = commitOnce();
    git('remote', 'add', 'origin', 'https://ada:secret@host.example/repo.git');
    fs.mkdirSync(path.join(folder, 'deep/er'), { recursive: true });
    expect(await readProvenance(path.join(folder, 'deep/er'))).toEqual({
      commit,
      branch: 'main',
      dirty: false,
      remote: 'https://host.example/repo.git',
      root: folder,
    });
  });

  it('is dirty for a changed or staged file and not for a new one', async () => {
    commitOnce();
    write('new.txt', 'new');
    expect((await readProvenance(folder))?.dirty).toBe(false);
    git('add', 'new.txt');
    expect((await readProvenance(folder))?.dirty).toBe(true);
    git('reset', '-q');
    write('a.txt', 'two\n');
    expect((await readProvenance(folder))?.dirty).toBe(true);
  });

  it('has no branch where HEAD is detached and no commit before the first', async () => {
    git('init', '-q', '-b', 'main');
    expect(await readProvenance(folder)).toEqual({ branch: 'main', dirty: false, root: folder });
    const commit = commitOnce();
    git('checkout', '-q', '--detach');
    expect(await readProvenance(folder)).toEqual({ commit, dirty: false, root: folder });
  });

  it('is none outside a repository and in a folder that is not there', async () => {
    expect(await readProvenance(folder)).toBeUndefined();
    expect(await readProvenance(path.join(folder, 'gone'))).toBeUndefined();
  });

  it('is none where there is no git', async () => {
    commitOnce();
    const { PATH } = process.env;
    process.env['PATH'] = path.join(folder, 'nothing');
    try {
      expect(await readProvenance(folder)).toBeUndefined();
    } finally {
      process.env['PATH'] = PATH;
    }
  });

  it('stops when asked to', async () => {
    commitOnce();
    const reason = new Error('enough');
    await expect(readProvenance(folder, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    const controller = new AbortController();
    const reading = readProvenance(folder, { signal: controller.signal });
    controller.abort(reason);
    await expect(reading).rejects.toBe(reason);
  });

  it('is not led astray by the environment of a hook', async () => {
    const commit = commitOnce();
    process.env['GIT_DIR'] = path.join(folder, 'elsewhere');
    try {
      expect((await readProvenance(folder))?.commit).toBe(commit);
    } finally {
      delete process.env['GIT_DIR'];
    }
  });
});

describe('a hostile repository', () => {
  /** A program that leaves a mark when anyone runs it. */
  function trap(then: string): { readonly program: string; sprung(): boolean } {
    const mark = path.join(folder, '.git', 'sprung');
    const program = path.join(folder, '.git', 'trap.sh');
    fs.writeFileSync(program, `#!/bin/sh\ntouch '${mark}'\n${then}\n`, { mode: 0o755 });
    return { program, sprung: () => fs.existsSync(mark) };
  }

  it('runs no monitor, hook, filter or helper that its settings name', async () => {
    const commit = commitOnce();
    const { program, sprung } = trap('cat');
    for (const key of [
      'core.fsmonitor',
      'core.pager',
      'core.sshCommand',
      'core.askPass',
      'credential.helper',
      'diff.external',
      'diff.x.textconv',
      'filter.x.clean',
      'filter.x.smudge',
      'filter.x.process',
      'gpg.program',
    ]) {
      git('config', key, program);
    }
    git('config', 'filter.x.required', 'true');
    git('config', 'status.submoduleSummary', 'true');
    fs.mkdirSync(path.join(folder, '.git/hooks'), { recursive: true });
    for (const hook of ['post-index-change', 'fsmonitor-watchman', 'pre-auto-gc']) {
      fs.copyFileSync(program, path.join(folder, '.git/hooks', hook));
    }
    write('.gitattributes', '* filter=x diff=x\n');
    // The same size with another time: git must read it to tell, and would filter it for that.
    write('a.txt', 'two\n');
    expect(await readProvenance(folder)).toMatchObject({ commit, dirty: true });
    expect(sprung()).toBe(false);
    // The trap works: git itself, unguarded, runs it.
    expect(() => git('status')).toThrow('clean filter');
    expect(sprung()).toBe(true);
  });

  it('fetches nothing where objects are missing', async () => {
    commitOnce();
    const { program, sprung } = trap('exit 1');
    git('config', 'core.repositoryFormatVersion', '1');
    git('config', 'extensions.partialClone', 'origin');
    git('config', 'remote.origin.url', folder);
    git('config', 'remote.origin.promisor', 'true');
    git('config', 'remote.origin.uploadpack', program);
    git('config', 'protocol.file.allow', 'always');
    const tree = git('rev-parse', 'HEAD^{tree}');
    write('a.txt', 'two\n');
    git('add', 'a.txt');
    fs.rmSync(path.join(folder, '.git/objects', tree.slice(0, 2), tree.slice(2)));
    await readProvenance(folder);
    expect(sprung()).toBe(false);
    expect(() => git('status')).toThrow();
    expect(sprung()).toBe(true);
  });

  it('is none where files merely look like a bare repository', async () => {
    const inner = path.join(folder, 'bare');
    fs.mkdirSync(inner);
    execFileSync('git', ['init', '-q', '--bare', inner]);
    expect(await readProvenance(inner)).toBeUndefined();
  });
});
