import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defineCommand } from '../../../src/cli/command.ts';
import { parseInput } from '../../../src/cli/parseInput.ts';
import { splitCommandLine } from '../../../src/cli/splitCommandLine.ts';

const command = defineCommand({
  name: 'try',
  summary: 'Try',
  usage: 'try DIR [FILE] --name NAME',
  access: 'read',
  words: ['DIR', '[FILE]'],
  options: {
    name: { type: 'string', value: 'NAME', required: true, help: 'Name' },
    alias: { type: 'string', value: 'ALIAS', multiple: true, help: 'Alias' },
    depth: { type: 'string', value: 'N', help: 'Depth' },
    force: { type: 'boolean', help: 'Force' },
  },
  run: () => Promise.reject(new Error('is not run here')),
});
const wrapper = defineCommand({
  name: 'wrap',
  summary: 'Wrap',
  usage: 'wrap -- COMMAND…',
  words: [],
  access: 'create',
  takesRest: true,
  options: { use: { type: 'string', value: 'REF', multiple: true, help: 'Use' } },
  run: () => Promise.reject(new Error('is not run here')),
});

describe('what was typed', () => {
  it('becomes words and options, in any order', () => {
    expect(
      parseInput(command, ['--name', 'n', 'dir', '--alias=a', '--force', '--alias', 'b', 'file']),
    ).toEqual({
      json: false,
      help: false,
      input: {
        words: ['dir', 'file'],
        rest: [],
        options: { name: 'n', alias: ['a', 'b'], depth: undefined, force: true },
      },
    });
  });

  it('may name a store and ask for JSON anywhere', () => {
    expect(parseInput(command, ['--json', 'd', '--store', 's', '--name=n'])).toMatchObject({
      json: true,
      store: 's',
    });
  });

  it('takes words that begin with a dash after --', () => {
    expect(parseInput(command, ['--name', 'n', '--', '--dir', '-f']).input.words).toEqual(['--dir', '-f']);
  });

  it.each([
    [[], 'DIR is missing.'],
    [['d'], '--name NAME is missing.'],
    [['d', '--nam', 'n'], 'There is no option --nam (perhaps --name).'],
    [['d', '-x'], 'There is no option -x.'],
    [['d', '--name'], '--name needs a value: --name NAME.'],
    [['d', '--name', '--force'], '--name needs a value; write --name=--force if "--force" is meant.'],
    [['d', '--name', 'a', '--name', 'b'], '--name was given twice.'],
    [['d', '--name', 'a', '--force=yes'], '--force takes no value.'],
    [['d', 'f', 'g', '--name', 'a'], '"g" is one word too many.'],
    [['d', '--name', 'a', '--store='], '--store needs a value: --store STORE.'],
    [['d', '--name', 'a', '--toString'], 'There is no option --toString.'],
    [['d', '--name', 'a', '--__proto__', 'b'], 'There is no option --__proto__.'],
  ])('is refused when it is %j', (args, message) => {
    expect(() => parseInput(command, args)).toThrow(expect.objectContaining({ code: 'usage', message }));
  });

  it('is not looked at where help is asked for', () => {
    expect(parseInput(command, ['--help'])).toMatchObject({ help: true });
    expect(parseInput(command, ['-h', '--name', 'x'])).toMatchObject({ help: true });
  });

  it('always ends in a value or in a named mistake', () => {
    const word = fc.oneof(
      fc.constantFrom('--name', '--alias', '--', '-', '--json', '--name=', '--force', '-h', '--depth', ''),
      fc.string({ maxLength: 4 }),
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 6 }), args => {
        try {
          const { help, input } = parseInput(command, args);
          if (!help) expect(input.words.length).toBeGreaterThan(0);
        } catch (error) {
          expect(error).toMatchObject({ code: 'usage' });
        }
      }),
    );
  });
});

describe('a command after --', () => {
  it('is kept word for word', () => {
    const rest = ['python', 'train.py', '--use', 'x', '--', '--json', ''];
    const parsed = parseInput(wrapper, ['--use', 'a:v1', '--', ...rest]);
    expect(parsed).toMatchObject({ json: false, input: { rest, options: { use: ['a:v1'] } } });
  });

  it.each([
    [['python'], '"python" is one word too many; the command to run comes after --.'],
    [[], 'The command to run is missing; write it after --.'],
    [['--'], 'The command to run is missing; write it after --.'],
  ])('is missed in %j', (args, message) => {
    expect(() => parseInput(wrapper, args)).toThrow(expect.objectContaining({ code: 'usage', message }));
  });
});

describe('the first words', () => {
  it.each([
    [['ls', 'p'], { kind: 'command', command: 'ls', args: ['p'], json: false }],
    [
      ['--store', 's', '--json', 'ls', 'p'],
      { kind: 'command', command: 'ls', args: ['--store', 's', '--json', 'p'], json: true },
    ],
    [['--store=s', 'ls'], { kind: 'command', command: 'ls', args: ['--store=s'], json: false }],
    [
      ['run', '--', 'x', '--json'],
      { kind: 'command', command: 'run', args: ['--', 'x', '--json'], json: false },
    ],
    [['--help'], { kind: 'help', command: undefined, json: false }],
    [['help', 'log'], { kind: 'help', command: 'log', json: false }],
    [['help', '--json'], { kind: 'help', command: undefined, json: true }],
    [['-V'], { kind: 'version', json: false }],
    [[], { kind: 'command', command: undefined, args: [], json: false }],
  ])('of %j', (argv, line) => {
    expect(splitCommandLine(argv)).toEqual(line);
  });
});
