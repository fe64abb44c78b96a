/** Properties over whole folders. */
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { IGNORE_FILE } from '../../../src/transfer/ignoreRules.ts';
import { scanFolder } from '../../../src/transfer/scanFolder.ts';
import { readTree, temporaryFolder, workspace, writeTree } from './workspace.ts';

const part = fc.constantFrom('a', 'b', 'B', 'データ', 'a b', '🏺', '.hidden', '~', '%41', 'x.tmp');
const filePath = fc.array(part, { minLength: 1, maxLength: 4 }).map(parts => parts.join('/'));
const content = fc.oneof(fc.uint8Array({ maxLength: 40 }), fc.constant(new Uint8Array(1_200_000).fill(5)));

/** Trees in which no file is also a folder. */
const tree = fc
  .uniqueArray(fc.tuple(filePath, content), { minLength: 1, maxLength: 8, selector: ([name]) => name })
  .map(files => files.filter(([name]) => !files.some(([other]) => other.startsWith(`${name}/`))))
  .map(files => Object.fromEntries(files));

test.runIf(process.platform === 'linux')(
  'property: what is logged comes back to the byte, and is the same version again',
  async () => {
    const { data, target, log, get } = workspace();
    await fc.assert(
      fc.asyncProperty(tree, async files => {
        for (const folder of [data, target]) fs.rmSync(folder, { recursive: true, force: true });
        writeTree(data, files);
        const { version } = await log();
        await get(version.id);
        expect(readTree(target)).toEqual(readTree(data));
        expect(await get(version.id)).toMatchObject({ keptFiles: Object.keys(files).length });
        expect(await log({ path: target })).toMatchObject({
          created: false,
          placedBytes: 0,
          version: { id: version.id },
        });
      }),
      { numRuns: 25 },
    );
  },
);

function hasGit(): boolean {
  try {
    execFileSync('git', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

const name = fc.constantFrom('a', 'b', 'c.tmp', 'd.log');
const place = fc.array(name, { minLength: 1, maxLength: 3 }).map(parts => parts.join('/'));
const pattern = fc.constantFrom(
  'a',
  '/a',
  'a/',
  '*.tmp',
  '!c.tmp',
  'b/*',
  '!b/a',
  '**/d.log',
  'a/**',
  '/*',
  '!/b',
  '!/b/',
  '!a/',
  'a/b',
  '?',
  '[ab]',
  '\\!c.tmp',
  '# a comment',
  '',
  '*',
  '!*/',
  'c.tmp ',
  '/',
  '!',
  'a/ ',
);
const ignoreText = fc.array(pattern, { minLength: 1, maxLength: 4 }).map(lines => lines.join('\n'));
const ignoreFiles = fc.dictionary(fc.constantFrom('', 'a/', 'b/', 'a/b/', 'b/b/'), ignoreText, {
  noNullPrototype: true,
});

test.runIf(hasGit())('property: the same files are left out as git leaves out', async () => {
  const folder = temporaryFolder();
  const git = (...args: string[]) => execFileSync('git', args, { cwd: folder, encoding: 'utf8' });
  await fc.assert(
    fc.asyncProperty(
      fc.array(place, { minLength: 1, maxLength: 8 }),
      ignoreFiles,
      async (places, ignores) => {
        for (const entry of fs.readdirSync(folder)) fs.rmSync(path.join(folder, entry), { recursive: true });
        const files = places.filter(one => !places.some(other => other.startsWith(`${one}/`)));
        writeTree(folder, Object.fromEntries(files.map(file => [file, ''])));
        for (const [below, text] of Object.entries(ignores)) {
          if (!fs.statSync(path.join(folder, below), { throwIfNoEntry: false })?.isDirectory()) continue;
          writeTree(folder, { [`${below}${IGNORE_FILE}`]: text });
        }
        git('init', '-q');
        const listed = git(
          '-c',
          'core.excludesFile=',
          'ls-files',
          '-z',
          '--others',
          `--exclude-per-directory=${IGNORE_FILE}`,
        );
        const found: string[] = [];
        await scanFolder({
          root: folder,
          pause: () => undefined,
          visit: file => found.push(file.path),
        });
        const others = listed.split('\0').filter(file => file !== '' && path.basename(file) !== IGNORE_FILE);
        expect(found.sort()).toEqual(others.sort());
      },
    ),
    { numRuns: 150, examples: [[['b/b/c.tmp'], { '': '?\n!/b/\na', 'b/': '!/b/\na' }]] },
  );
});
