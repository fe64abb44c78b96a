/** What is found in a folder: ignore rules, links, and what is refused by name. */
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { expect, test } from 'vitest';
import { temporaryName } from '../../../src/transfer/temporaryName.ts';
import { codeOf, readTree, workspace, writeTree } from './workspace.ts';

const posix = process.platform !== 'win32';
const linux = process.platform === 'linux';

test('.git and what .amphoraignore files name are left out', async () => {
  const { data, log, paths } = workspace();
  writeTree(data, {
    '.amphoraignore': '\uFEFF# comment\n*.tmp\n/build/\nlogs/**\n!logs/keep.txt\n\\#odd\n',
    '.git/config': '',
    'sub/.git': 'gitdir: elsewhere',
    'a.tmp': '',
    'b.TMP': '',
    'build/x': '',
    'sub/build/x': '',
    'logs/1': '',
    'logs/keep.txt': '',
    '#odd': '',
    'sub/.amphoraignore': '!important.tmp\n/local\n',
    'sub/important.tmp': '',
    'sub/other.tmp': '',
    'sub/local': '',
    'sub/deep/local': '',
    '.gitignore': '',
  });
  const { version } = await log();
  expect(await paths(version.id)).toEqual([
    '.gitignore',
    'b.TMP',
    'logs/keep.txt',
    'sub/build/x',
    'sub/deep/local',
    'sub/important.tmp',
  ]);
});

test('a store that lies in the folder, and half a download, are left out', async () => {
  const { folder, data, log, paths } = workspace();
  writeTree(data, { a: '1' });
  writeTree(folder, { [`${temporaryName('abc')}/w0-1`]: 'half', '.amphora-download-mine': 'mine' });
  const { version } = await log({ path: folder });
  expect(await paths(version.id)).toEqual(['.amphora-download-mine', 'data/a']);
});

test('an ignore file that cannot be read as one is refused by name', async () => {
  const { data, log } = workspace();
  writeTree(data, { a: '1', 'sub/.amphoraignore/x': '' });
  const file = path.join(data, 'sub/.amphoraignore');
  await expect(log()).rejects.toMatchObject({
    code: 'ignore-file-unreadable',
    data: { path: file, problem: 'it is a folder' },
  });
  fs.rmSync(file, { recursive: true });
  if (!posix) return;
  fs.symlinkSync('nowhere', file);
  await expect(log()).rejects.toMatchObject({
    code: 'ignore-file-unreadable',
    data: { path: file, problem: 'it is a link that leads nowhere' },
  });
});

test.runIf(posix)('links within the folder are logged as what they point to', async () => {
  const { data, log, get, target } = workspace();
  writeTree(data, { 'real/one': '1', 'real/two': '2' });
  fs.symlinkSync('real/one', path.join(data, 'file'));
  fs.symlinkSync('real', path.join(data, 'folder'));
  fs.symlinkSync('../folder/two', path.join(data, 'real/through'));
  fs.symlinkSync(path.join(data, 'real/two'), path.join(data, 'absolute'));
  const { version } = await log();
  await get(version.id);
  expect(readTree(target)).toEqual({
    absolute: '2',
    file: '1',
    'folder/one': '1',
    'folder/through': '2',
    'folder/two': '2',
    'real/one': '1',
    'real/through': '2',
    'real/two': '2',
  });
});

test.runIf(posix)('the folder itself may be a link', async () => {
  const { data, folder, log, paths } = workspace();
  writeTree(data, { a: '1' });
  const link = path.join(folder, 'link');
  fs.symlinkSync(data, link);
  const { version } = await log({ path: link });
  expect(await paths(version.id)).toEqual(['a']);
});

const badLinks = [
  ['a file outside', '../outside/secret', 'link-outside'],
  ['a folder outside', '../outside', 'link-outside'],
  ['an absolute path outside', '/etc/passwd', 'link-outside'],
  ['a folder whose name begins as this one', '../data-too', 'link-outside'],
  ['itself', 'link', 'file-unreadable'],
  ['nothing', 'nowhere', 'file-unreadable'],
  ['the folder it lies in', '.', 'file-unreadable'],
] as const;
test.runIf(posix).each(badLinks)(
  'a link to %s is refused by name, unless it is ignored',
  async (_, to, code) => {
    const { data, folder, log, paths } = workspace();
    writeTree(folder, { 'data/a': '1', 'outside/secret': 'x', 'data-too/b': '' });
    fs.symlinkSync(to, path.join(data, 'link'));
    const failure = await log().catch((error: unknown) => error);
    expect(failure).toMatchObject({ code, data: { path: path.join(data, 'link') } });
    writeTree(data, { '.amphoraignore': 'link/' });
    expect(await paths((await log()).version.id)).toEqual(['a']);
  },
);

test.runIf(posix)('links out of a linked folder are refused, and rings of links end', async () => {
  const { data, folder, log } = workspace();
  writeTree(folder, { 'data/a/1': '', 'data/b/2': '', 'outside/secret': 'x' });
  fs.symlinkSync('../b', path.join(data, 'a/b'));
  fs.symlinkSync('../a', path.join(data, 'b/a'));
  expect(await codeOf(log())).toBe('file-unreadable');
  fs.rmSync(path.join(data, 'b/a'));
  fs.symlinkSync('../../outside/secret', path.join(data, 'b/out'));
  expect(await codeOf(log())).toBe('link-outside');
});

test.runIf(posix)('pipes and sockets are refused by name and never waited for', async () => {
  const { data, log } = workspace();
  writeTree(data, { a: '1' });
  const pipe = path.join(data, 'pipe');
  execFileSync('mkfifo', [pipe]);
  await expect(log()).rejects.toMatchObject({ code: 'file-unreadable', data: { path: pipe } });
  expect(await codeOf(log({ path: pipe }))).toBe('file-unreadable');
  fs.rmSync(pipe);
  const server = net.createServer();
  await new Promise<void>(resolve => server.listen(path.join(data, 'socket'), resolve));
  expect(await codeOf(log())).toBe('file-unreadable');
  await new Promise(resolve => server.close(resolve));
});

test.runIf(linux)('a name that is not text is refused, unless it is ignored', async () => {
  const { data, log, paths } = workspace();
  writeTree(data, { 'sub/good': '1' });
  fs.writeFileSync(Buffer.concat([Buffer.from(`${data}/sub/`), Buffer.from([0x61, 0xff, 0x62])]), '');
  await expect(log()).rejects.toMatchObject({
    code: 'file-name-not-text',
    data: { path: path.join(data, 'sub') },
  });
  writeTree(data, { 'sub/.amphoraignore': 'a*' });
  expect(await paths((await log()).version.id)).toEqual(['sub/good']);
});

/** Makes `depth` nested folders of 200 characters, deeper than one path may name, from within. */
function nest(start: string, depth: number): void {
  const name = 'd'.repeat(200);
  execFileSync(
    'sh',
    [
      '-c',
      `i=0; while [ $i -lt ${depth} ]; do mkdir ${name}; cd -P ${name}; i=$((i+1)); done; echo deep > file`,
    ],
    {
      cwd: start,
    },
  );
}

test.runIf(linux)('paths of 4,000 bytes are logged and come back; longer ones are named', async () => {
  const { data, folder, log, paths, get, target } = workspace();
  const room = 4095 - Math.max(data.length, target.length) - 1;
  const parts = Array.from({ length: Math.floor((room - 100) / 201) }, () => 'd'.repeat(200));
  writeTree(data, { [[...parts, 'file'].join('/')]: 'deep' });
  const { version } = await log();
  expect((await paths(version.id))[0]?.length).toBeGreaterThan(3600);
  await get(version.id);
  expect(readTree(target)).toEqual(readTree(data));
  const further = path.join(folder, 'further');
  fs.mkdirSync(further);
  nest(further, 21);
  await expect(log({ path: further })).rejects.toMatchObject({
    code: 'file-unreadable',
    data: { problem: 'its path is longer than this system allows' },
  });
  execFileSync('rm', ['-rf', further]);
});

test.runIf(linux && process.getuid?.() === 0)(
  'a file without permission is refused by name (run as another user: needs root on Linux)',
  () => {
    const { data, folder, storeFolder } = workspace();
    writeTree(data, { open: '1', closed: '2' });
    fs.chmodSync(path.join(data, 'closed'), 0);
    execFileSync('chmod', ['-R', 'a+rwX', folder, storeFolder]);
    fs.chmodSync(path.join(data, 'closed'), 0);
    const output = execFileSync(
      process.execPath,
      [path.join(import.meta.dirname, 'logChild.ts'), storeFolder, data, '65534'],
      {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      },
    );
    expect(JSON.parse(output)).toMatchObject({
      code: 'file-unreadable',
      data: { path: path.join(data, 'closed') },
    });
  },
);
