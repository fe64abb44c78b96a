import fs from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { helpJson } from '../../src/cli/help.ts';
import type { Answered } from './workspace.ts';
import { Workspace } from './workspace.ts';

let space: Workspace;
beforeAll(async () => {
  space = new Workspace();
  await space.logSample();
  space.write('bad.json', '[1]');
  space.write('empty/.amphoraignore', '*\n');
});
afterAll(() => {
  space.remove();
});

describe('help', () => {
  it('is for all commands and for each', async () => {
    const all = await space.succeed('--help');
    expect(await space.succeed('help')).toBe(all);
    expect(await space.succeed('log', '--help')).toBe(await space.succeed('help', 'log'));
    expect(await space.succeed('--version')).toMatch(/^\d+\.\d+\.\d+\n$/);
    const { commands } = JSON.parse(await space.succeed('--help', '--json')) as ReturnType<typeof helpJson>;
    expect(commands.length).toBeGreaterThan(5);
    for (const words of [
      ['log', '--help', '--json'],
      ['help', 'log', '--json'],
    ]) {
      const one = JSON.parse(await space.succeed(...words)) as ReturnType<typeof helpJson>;
      expect(one.commands).toEqual(commands.filter(command => command.name === 'log'));
    }
    expect(await space.json('--version')).toEqual({ version: expect.any(String) });
  });
});

describe('wrong usage', () => {
  it.each([
    [[], 'A command is missing.'],
    [['lss'], 'There is no command "lss" (perhaps ls).'],
    [['help', 'lss'], 'There is no command "lss" (perhaps ls).'],
    [['log'], 'DIR is missing.'],
    [['log', 'data', '--type', 't'], '--name NAME is missing.'],
    [['log', '', '--name', 'n', '--type', 't'], 'DIR is empty.'],
    [['get', 'raw', '--out', ''], '--out needs a value: --out DIR.'],
    [['get', 'raw', '--out='], '--out needs a value: --out DIR.'],
    [['get', 'raw', '--ouput', 'x'], 'There is no option --ouput (perhaps --out).'],
    [['ls', 'a/b/c/d'], '"a/b/c/d" is not PROJECT or PROJECT/NAME.'],
    [['ls', 'digits//raw'], '"digits//raw" is not PROJECT or PROJECT/NAME.'],
    [['alias', 'move', 'raw:v0', 'x'], '"move" is neither add nor rm.'],
    [['rm', 'raw'], '"raw" does not say which version to delete; write raw:v3 or raw:ALIAS.'],
    [['run', '--', 'true'], '--job-type TYPE is missing.'],
    [['run', '--job-type', 't', 'true'], '"true" is one word too many; the command to run comes after --.'],
    [
      ['run', '--job-type', 't', '--use', 'raw', '--use', 'raw:v0', '--', 'true'],
      /would both be AMPHORA_INPUT_RAW/,
    ],
    [['run', '--job-type', 't', '--log', 'x', '--', 'true'], '--log is NAME:TYPE=PATH, not "x".'],
    [
      ['lineage', '--mermaid', '--dot'],
      '--json, --mermaid, --dot, --svg and --openlineage are five forms of the answer; choose one.',
    ],
    [['lineage', '--svg', '--openlineage'], /choose one\.$/],
    [['lineage', 'raw', '--depth', '-1'], /--depth needs a value/],
    [['lineage', 'raw', '--depth', 'two'], '--depth is a whole number, not "two".'],
    [['lineage', 'raw', '--direction', 'left'], '--direction is up, down or both, not "left".'],
    [
      ['lineage', '--as-of', 'yesterday'],
      '--as-of is a date such as 2026-03-01 or 2026-03-01T14:30, not "yesterday".',
    ],
    [['lineage', '--as-of', '2026-13-01'], /--as-of is a date/],
    [['lineage', '--depth', '1'], '--depth and --direction need a REF to start from.'],
  ])('%j ends with 2 and the usage', async (args, message) => {
    const { exitCode, stdout, stderr } = await space.run(...args);
    const [first = '', second = ''] = stderr.split('\n');
    expect(exitCode).toBe(2);
    expect(stdout).toBe('');
    expect(first.replace(/^amphora: /, '')).toEqual(
      typeof message === 'string' ? message : expect.stringMatching(message),
    );
    expect(second).toMatch(/^usage: amphora /);
  });

  it('is also told as JSON', async () => {
    const { exitCode, stdout } = await space.run('log', '--json');
    expect(exitCode).toBe(2);
    expect(JSON.parse(stdout)).toEqual({
      error: {
        code: 'usage',
        message: 'DIR is missing.',
        data: { problem: 'DIR is missing' },
        nearest: [],
        known: [],
      },
    });
  });
});

describe('a name that is near to nothing', () => {
  it.each([
    [['get', 'zebra/raw'], 'There is no project "zebra" in this store. It has: digits.'],
    [['get', 'zebra'], 'There is no artifact "zebra" in project "digits". It has: raw.'],
    [['get', 'raw:zebra'], '"raw" in project "digits" has no version or alias "zebra". It has: latest, v0.'],
  ])('in %j is told with what there is', async (args, message) => {
    expect(await space.failure(...args)).toEqual([1, `amphora: ${message}`]);
  });
});

describe('a failure', () => {
  const log = ['--name', 'raw', '--type', 'dataset'];
  it.each([
    [['get', 'rwa'], 'artifact-not-found', ['raw']],
    [['get', 'raw:lates'], 'version-not-found', ['latest']],
    [['get', 'raw:v7'], 'version-not-found', ['v0']],
    [['get', 'digit/raw'], 'project-not-found', ['digits']],
    [['ls', 'digit'], 'project-not-found', ['digits']],
    [['ls', 'digits/rwa'], 'artifact-not-found', ['raw']],
    [['lineage', '--project', 'digit'], 'project-not-found', ['digits']],
    [['get', 'a/b/c/d:v1'], 'reference-malformed', []],
    [['show', 'raw:'], 'reference-malformed', []],
    [['show', '/raw:v1'], 'reference-malformed', []],
    [['show', 'raw:a:b'], 'alias-invalid', []],
    [['log', 'gone', ...log], 'folder-not-found', []],
    [['log', 'empty', ...log], 'folder-empty', []],
    [['log', 'data', '--name', 'a/b', '--type', 't'], 'name-invalid', []],
    [['log', 'data', '--name', 'raw', '--type', 'model'], 'artifact-type-differs', []],
    [['log', 'data', '--name', 'x'.repeat(129), '--type', 't'], 'name-invalid', []],
    [['log', 'data', ...log, '--alias', 'v3'], 'alias-reserved', []],
    [['log', 'data', ...log, '--alias', 'a/b'], 'alias-invalid', []],
    [['log', 'data', ...log, '--metadata', '{a:1}'], 'metadata-not-json', []],
    [['log', 'data', ...log, '--metadata', '@bad.json'], 'metadata-not-json', []],
    [['log', 'data', ...log, '--metadata', '@gone.json'], 'argument-unreadable', []],
    [['log', 'data', ...log, '--metadata', '{"loss": 1e400}'], 'number-inexact', []],
    [['log', 'data', ...log, '--project', 'a:b'], 'name-invalid', []],
    [['get', 'raw', '--out', 'data/a.txt'], 'target-is-file', []],
    [['run', '--job-type', 't', '--config', 'lr=1', '--', 'true'], 'config-not-json', []],
    [['run', '--job-type', 't', '--log', 'raw:model=data', '--', 'true'], 'artifact-type-differs', []],
    [['run', '--job-type', 't', '--use', 'raw:nope', '--', 'true'], 'version-not-found', []],
    [
      ['run', '--job-type', 't', '--log', 'm:t=x', '--metadata', 'm={', '--', 'true'],
      'metadata-not-json',
      [],
    ],
  ])('of %j ends with 1 and is %s', async (args, code, nearest) => {
    const split = args.indexOf('--');
    const words = split < 0 ? [...args, '--json'] : [...args.slice(0, split), '--json', ...args.slice(split)];
    const { exitCode, stdout, stderr } = await space.run(...words);
    const { error } = JSON.parse(stdout) as Answered;
    expect(exitCode).toBe(1);
    expect(error).toMatchObject({ code, nearest });
    expect(stderr).toBe(`amphora: ${error.message}\n`);
  });

  it('leaves no run behind when it is known before the command starts', async () => {
    expect(await space.json('ls')).toMatchObject({ projects: [{ name: 'digits', runs: 0 }] });
  });

  it('is told of a store that is a file, and of one that another Amphora wrote', async () => {
    space.write('file', 'x');
    const [exitCode, message] = await space.failure('ls', '--store', 'file');
    expect(exitCode).toBe(1);
    expect(message).toContain(space.at('file'));
    expect(message).not.toContain('unexpected');
  });

  it('is not a stack of calls when something unforeseen happens', async () => {
    const { stderr } = await space.run('ls', '--store', 'x'.repeat(300));
    expect(stderr).toMatch(/^amphora: .*x{300}.*\n$/);
  });
});

describe('a Node without SQLite', () => {
  it('is refused in one sentence', async () => {
    space.write(
      'older.cjs',
      `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '20.19.0' } });`,
    );
    space.env = { NODE_OPTIONS: `--require ${JSON.stringify(space.at('older.cjs'))}` };
    try {
      expect(await space.failure('ls')).toEqual([
        1,
        'amphora: This is Node 20.19.0; amphora needs Node 22.13 or newer.',
      ]);
    } finally {
      space.env = {};
    }
  });
});

describe('the choice of store', () => {
  it('is --store, then AMPHORA_STORE, then the data folder', async () => {
    const other = new Workspace();
    try {
      await other.succeed('log', space.at('data'), '--name', 'raw', '--type', 'dataset', '--store', 'mine');
      expect(fs.existsSync(other.at('mine'))).toBe(true);
      expect(fs.existsSync(other.store)).toBe(false);
      other.env = { AMPHORA_STORE: '', XDG_DATA_HOME: other.at('data'), HOME: other.at('home') };
      await other.succeed('--store', 'mine', 'ls', 'digits');
      await other.succeed('log', space.at('data'), '--name', 'other', '--type', 'dataset');
      expect((await other.json('ls', 'digits')).artifacts.map(({ name }) => name)).toEqual(['other']);
      expect(fs.existsSync(other.at('data')) || fs.existsSync(other.at('home'))).toBe(true);
    } finally {
      other.remove();
    }
  });

  it('is the project of AMPHORA_PROJECT before the folder', async () => {
    space.env = { AMPHORA_PROJECT: 'elsewhere' };
    try {
      expect((await space.json('get', 'raw')).error).toMatchObject({ code: 'project-not-found' });
      expect((await space.json('show', 'raw', '--project', 'digits')).version.project).toBe('digits');
    } finally {
      space.env = {};
    }
  });
});
