import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { expect, it } from 'vitest';

const root = path.resolve(import.meta.dirname, '../../..');

function start(...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/start.mjs', ...args], {
    cwd: root,
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

it('npm start -- --help lists the options and starts nothing', () => {
  const { status, stdout, stderr } = start('--help');
  expect([status, stderr]).toEqual([0, '']);
  for (const option of ['--browser', '--port N', '--no-open', '--folder DIR', '--prepare']) {
    expect(stdout).toMatch(new RegExp(`^  ${option} +\\S`, 'm'));
  }
});

it.each([
  [['--prot', '0'], 'There is no option --prot'],
  [['--toString'], 'There is no option --toString'],
  [['-p'], 'There is no option -p'],
  [['folder'], '"folder" is no option'],
  [['--port'], '--port needs a value: --port N'],
  [['--port', 'x'], '--port takes a number from 0 to 65535, not "x"'],
  [['--port=65536'], '--port takes a number from 0 to 65535, not "65536"'],
  [['--folder='], '--folder needs a value: --folder DIR'],
  [['--prepare=yes'], '--prepare takes no value'],
])('npm start -- %j is wrong usage, told in one sentence', (args, problem) => {
  expect(start(...args)).toEqual({
    status: 2,
    stdout: '',
    stderr: `${problem}; npm start -- --help lists the options.\n`,
  });
});
