import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { getSystemErrorMap } from 'node:util';
import { describe, it } from 'mocha';
import * as vscode from 'vscode';
import { AmphoraError } from '../../src/core/errors.ts';
import { MAX_NAME_LENGTH, parseName } from '../../src/core/names.ts';
import { commitAddress } from '../../src/core/commitAddress.ts';
import { suggestedName } from '../../src/extension/commands/logQuestions.ts';
import { splitList } from '../../src/extension/commands/validate.ts';
import { plain } from '../../src/extension/host/quickPick.ts';
import { describeError } from '../../src/extension/errors/describeError.ts';
import { phrases } from '../../src/extension/errors/words.ts';
import { systemProblem } from '../../src/store/systemError.ts';
import { extension } from './support.ts';

describe('sentences of failures', () => {
  it('fill in names as they are', () => {
    const error = new AmphoraError(
      'artifact-not-found',
      { artifact: '{project}', project: 'a run' },
      { nearest: ['x'] },
    );
    assert.equal(
      describeError(error),
      'There is no artifact "{project}" in project "a run". Did you mean x?',
    );
  });

  it('name the ways out that VS Code has', () => {
    const version = 'p/a:v0';
    const told = [
      new AmphoraError('target-changed', { path: '/d', version, count: 1, example: 'a' }),
      new AmphoraError('version-in-use', { version, count: 1, names: 'r' }),
      new AmphoraError('store-damaged', { path: '/s', problem: 'x' }),
      new AmphoraError('blob-damaged', { path: 'a', version }),
      new AmphoraError('manifest-damaged', { version }),
    ].map(describeError);
    const ways = ['choose Overwrite', 'choose Delete…', ...Array<string>(3).fill('choose Verify Store')];
    for (const [i, way] of ways.entries()) assert.ok(told[i]?.includes(way), told[i]);
    told.push(describeError(new AmphoraError('metadata-not-json', { problem: 'an object was expected' })));
    for (const sentence of told) assert.doesNotMatch(sentence, /amphora |\{\w+\}|force|allow|@/);
  });

  it('know every rule that core can name', () => {
    const bad = ['', 'x'.repeat(MAX_NAME_LENGTH + 1), 'a/b', 'a:b', 'a\nb', 'a\u0001', 'a\ud800', ' a', '..'];
    for (const name of bad) {
      try {
        parseName(name, 'an artifact');
        assert.fail(`${JSON.stringify(name)} is no bad name.`);
      } catch (error) {
        assert.ok(error instanceof AmphoraError && error.code === 'name-invalid');
        const { rule, what } = error.data as Readonly<Record<'rule' | 'what', string>>;
        assert.ok(Object.hasOwn(phrases(), rule), rule);
        assert.ok(Object.hasOwn(phrases(), what), what);
      }
    }
  });
});

describe('what the system says', () => {
  const language = (name: string) => {
    const file = vscode.Uri.joinPath(extension().extensionUri, 'l10n', `bundle.l10n.${name}.json`).fsPath;
    return JSON.parse(fs.readFileSync(file, 'utf8')) as Readonly<Record<string, string>>;
  };

  /** What calls on files fail with, on Linux, macOS and Windows. */
  const CODES =
    'EACCES EPERM EROFS ENOSPC EIO EBUSY EAGAIN ETXTBSY EMFILE ENFILE ENOMEM ENOENT EEXIST ENOTDIR EISDIR ENOTEMPTY ELOOP ENAMETOOLONG EINVAL EILSEQ EFBIG ENODEV ENXIO EXDEV ETIMEDOUT EHOSTDOWN UNKNOWN'.split(
      ' ',
    );

  it('has a word in every language for each failure of a file', () => {
    const numbers = new Map([...getSystemErrorMap()].map(([errno, [code]]) => [code, errno]));
    for (const code of CODES) {
      const said = systemProblem(Object.assign(new Error(code), { code, errno: numbers.get(code) }));
      assert.ok(Object.hasOwn(phrases(), said), `${code}: ${said}`);
      for (const name of ['ja', 'ko']) assert.match(String(language(name)[said]), /[^ -~]/, said);
    }
  });

  it('is in words where Node names a code', () => {
    assert.throws(
      () => fs.readdirSync(__filename),
      (error: unknown) => systemProblem(error) === 'not a directory',
    );
  });

  it('has a word in every language for a catalog that SQLite refuses', () => {
    const file = path.join(os.tmpdir(), `no-catalog-${String(process.pid)}.db`);
    fs.writeFileSync(file, 'not a catalog at all, but long enough to be one. '.repeat(20));
    try {
      assert.throws(
        () => new DatabaseSync(file).prepare('select 1 from sqlite_schema').get(),
        (error: unknown) => error instanceof Error && Object.hasOwn(phrases(), error.message),
      );
    } finally {
      fs.rmSync(file);
    }
  });
});

describe('small rules of commands', () => {
  it('show names as text where VS Code would see icons', () => {
    assert.equal(plain('a $(trash) b'), 'a \\$(trash) b');
  });

  it('suggest a name for what is logged', () => {
    assert.equal(suggestedName('/data/mnist raw.csv'), 'mnist raw');
    assert.equal(suggestedName('/data/手書き'), '手書き');
    assert.equal(suggestedName(`/data/${'n'.repeat(200)}`), 'n'.repeat(MAX_NAME_LENGTH));
    assert.equal(suggestedName(`/data/${'🏺'.repeat(200)}`), '🏺'.repeat(MAX_NAME_LENGTH));
    assert.equal(suggestedName('/data/a\u0001'), '');
  });

  it('split lists at commas', () => {
    assert.deepEqual(splitList(' b, a ,,b'), ['b', 'a']);
  });

  for (const [remote, address] of [
    ['https://github.com/o/r.git', 'https://github.com/o/r/commit/abc'],
    ['git@github.com:o/r.git', 'https://github.com/o/r/commit/abc'],
    ['ssh://git@gitlab.com/g/s/r', 'https://gitlab.com/g/s/r/-/commit/abc'],
    ['git@bitbucket.org:o/r.git', 'https://bitbucket.org/o/r/commits/abc'],
    ['https://github.com.evil.example/o/r', undefined],
    ['/srv/git/r.git', undefined],
    ['javascript:alert(1)', undefined],
  ] as const) {
    it(`know the page of a commit of ${remote}`, () => {
      assert.equal(commitAddress(remote, 'abc'), address);
    });
  }
});
