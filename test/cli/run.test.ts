import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Workspace } from './workspace.ts';

let space: Workspace;
beforeEach(() => {
  space = new Workspace();
});
afterEach(() => {
  space.remove();
});

/** A command: a program in JavaScript, run by the Node of the tests. */
function program(source: string): readonly string[] {
  space.write('step.cjs', `const fs = require('node:fs');\n${source}`);
  return ['--', process.execPath, 'step.cjs'];
}

const MAKE = `fs.mkdirSync('out', { recursive: true }); fs.writeFileSync('out/m.bin', 'model');`;
const TRAIN = ['run', '--job-type', 'train'] as const;

async function states(): Promise<readonly string[]> {
  const { runs } = await space.json('ls', 'digits', '--runs');
  return runs.map(run => run.state);
}

/** Waits until `found` holds; the test's own time limit is the only one. */
async function until(found: () => boolean): Promise<void> {
  while (!found()) await delay(5);
}

describe('a run that goes well', () => {
  it('records what its command used and made, its config, summary and code', async () => {
    await space.logSample('raw data', '--alias', 'best');
    execFileSync('git', ['init', '-q', '-b', 'main'], { cwd: space.folder });
    const source = `${MAKE}
      fs.writeFileSync('out/meta.json', JSON.stringify({ accuracy: 0.9 }));
      fs.writeFileSync(process.env.AMPHORA_SUMMARY, JSON.stringify({ loss: 0.1 }));
      const names = ['STORE', 'PROJECT', 'RUN', 'INPUT_RAW_DATA'].map(name => 'AMPHORA_' + name);
      fs.writeFileSync('seen.json', JSON.stringify({
        ...Object.fromEntries(names.map(name => [name, process.env[name]])),
        config: JSON.parse(fs.readFileSync(process.env.AMPHORA_CONFIG, 'utf8')),
        input: fs.readFileSync(process.env.AMPHORA_INPUT_RAW_DATA + '/sub/b.txt', 'utf8'),
        files: require('node:path').dirname(process.env.AMPHORA_CONFIG),
      }));
      console.log('trained');`;
    const command = program(source);
    const answer = await space.json(
      ...TRAIN,
      ...['--name', 'first', '--config', '{"lr":0.5}', '--use', 'raw data:best'],
      ...['--log', 'model:model=out', '--metadata', 'model=@out/meta.json'],
      ...['--description', 'model=A = model', '--alias', 'model=prod'],
      ...command,
    );
    const seen = JSON.parse(space.read('seen.json'));
    expect(answer).toMatchObject({
      exitCode: 0,
      run: {
        name: 'first',
        jobType: 'train',
        project: 'digits',
        state: 'finished',
        exitCode: 0,
        config: { lr: 0.5 },
        summary: { loss: 0.1 },
        command: command.slice(1),
        git: { branch: 'main', dirty: false, root: space.folder },
      },
      inputs: [
        {
          reference: 'digits/raw data:v0',
          usedAs: 'best',
          variable: 'AMPHORA_INPUT_RAW_DATA',
          path: space.at('artifacts/raw data:v0'),
        },
      ],
      outputs: [
        {
          reference: 'digits/model:v0',
          created: true,
          metadata: { accuracy: 0.9 },
          description: 'A = model',
          loggedBy: answer.run.id,
        },
      ],
    });
    expect(answer.outputs[0]!.aliases.toSorted()).toEqual(['latest', 'prod']);
    expect(seen).toMatchObject({
      AMPHORA_STORE: space.store,
      AMPHORA_PROJECT: 'digits',
      AMPHORA_RUN: answer.run.key,
      AMPHORA_INPUT_RAW_DATA: space.at('artifacts/raw data:v0'),
      config: { lr: 0.5 },
      input: 'two\n',
    });
    expect(fs.existsSync(String(seen.files))).toBe(false);
    expect(await space.json('show', 'raw data')).toMatchObject({ usedBy: [{ name: 'first' }] });
    expect(await space.json('show', 'model')).toMatchObject({ loggedBy: [{ name: 'first' }] });
  });

  it('keeps integers beyond 2^53: in its config, that its command reads, and in its summary', async () => {
    const command = program(`
      fs.copyFileSync(process.env.AMPHORA_CONFIG, 'config.json');
      fs.writeFileSync(process.env.AMPHORA_SUMMARY, '{"tokens": 1208925819614629174706176}');`);
    const config = '{"seed":9007199254740993}';
    const { stdout } = await space.run(...TRAIN, '--config', config, '--json', ...command);
    expect(space.read('config.json').replace(/\s/g, '')).toBe(config);
    expect(stdout.replace(/\s/g, '')).toContain(
      `"config":${config},"summary":{"tokens":1208925819614629174706176}`,
    );
  });

  it('leaves standard output to its command, and with --json to the answer', async () => {
    const command = program(`console.log('from the command');`);
    const plain = await space.run(...TRAIN, ...command);
    expect(plain.stdout).toBe('from the command\n');
    const json = await space.run(...TRAIN, '--json', ...command);
    expect(JSON.parse(json.stdout)).toMatchObject({ exitCode: 0 });
    expect(json.stderr).toContain('from the command\n');
  });

  it('hands arguments over as they are', async () => {
    const words = ['two words', '"quoted"', '$HOME', '*', '--json', ''];
    await space.succeed(
      ...TRAIN,
      ...program(`fs.writeFileSync('args.json', JSON.stringify(process.argv.slice(2)));`),
      ...words,
    );
    expect(JSON.parse(space.read('args.json'))).toEqual(words);
  });

  it('does not hand on the inputs of a run around it', async () => {
    space.env = { AMPHORA_INPUT_OUTER: '/elsewhere' };
    await space.succeed(...TRAIN, ...program(`fs.writeFileSync('env.json', JSON.stringify(process.env));`));
    expect(JSON.parse(space.read('env.json'))).not.toHaveProperty('AMPHORA_INPUT_OUTER');
  });

  it('keeps inputs that are there from an earlier run', async () => {
    await space.logSample();
    await space.succeed(...TRAIN, '--use', 'raw', ...program(''));
    const before = fs.statSync(space.at('artifacts/raw:v0/a.txt')).mtimeMs;
    await space.succeed(...TRAIN, '--use', 'raw', ...program(''));
    expect(fs.statSync(space.at('artifacts/raw:v0/a.txt')).mtimeMs).toBe(before);
  });

  it('is the producer of content that the artifact has already', async () => {
    const log = ['--log', 'model:model=out'];
    await space.succeed(...TRAIN, '--name', 'first', ...log, ...program(MAKE));
    const second = await space.json(...TRAIN, '--name', 'second', ...log, ...program(MAKE));
    expect(second.outputs).toMatchObject([{ version: 0, created: false }]);
    const { loggedBy } = await space.json('show', 'model');
    expect(loggedBy.map(run => run.name).toSorted()).toEqual(['first', 'second']);
  });

  it('leaves out a summary that is no JSON object, and says so', async () => {
    const { exitCode, stderr } = await space.run(
      ...TRAIN,
      ...program(`fs.writeFileSync(process.env.AMPHORA_SUMMARY, '[1]');`),
    );
    expect(exitCode).toBe(0);
    expect(stderr).toContain('The summary that the command wrote was left out (an object was expected)');
  });
});

describe('a run that fails', () => {
  const log = ['--log', 'model:model=out'];

  it('ends with its exit code and logs nothing', async () => {
    const answer = await space.run(...TRAIN, '--json', ...log, ...program(`${MAKE} process.exitCode = 7;`));
    expect(answer.exitCode).toBe(7);
    expect(JSON.parse(answer.stdout)).toMatchObject({
      exitCode: 7,
      outputs: [],
      run: { state: 'failed', exitCode: 7 },
    });
    expect((await space.json('ls', 'digits')).artifacts).toEqual([]);
  });

  it('ends with 128 and the signal that its command died of', async () => {
    const segmentation = await space.run(
      ...TRAIN,
      '--json',
      ...program(`process.kill(process.pid, 'SIGSEGV');`),
    );
    expect(segmentation.exitCode).toBe(128 + os.constants.signals.SIGSEGV);
    expect(JSON.parse(segmentation.stdout)).toMatchObject({ run: { state: 'failed' } });
    const killed = await space.run(...TRAIN, '--json', ...program(`process.kill(process.pid, 'SIGKILL');`));
    expect(killed.exitCode).toBe(137);
    expect(JSON.parse(killed.stdout)).toMatchObject({ run: { state: 'killed', exitCode: 137 } });
  });

  it('ends with 127 where there is no such command, with 126 where it is none', async () => {
    const { exitCode, stdout, stderr } = await space.run(...TRAIN, '--json', '--', 'no-such-command-here');
    expect(exitCode).toBe(127);
    expect(stderr).toContain('amphora: The command "no-such-command-here" was not found');
    expect(JSON.parse(stdout)).toMatchObject({
      error: { code: 'command-not-found' },
      run: { state: 'failed' },
    });
    space.write('plain.txt', 'not a program');
    expect((await space.run(...TRAIN, '--', './plain.txt')).exitCode).toBe(126);
    expect(await states()).toEqual(['failed', 'failed']);
  });

  it('logs none of its outputs where one is missing', async () => {
    const both = [...log, '--log', 'report:report=missing'];
    expect(await space.failure(...TRAIN, ...both, ...program(MAKE))).toEqual([
      1,
      'amphora: The command did not write "missing", which is to be the output "report"; correct the command or the path. Nothing was logged.',
    ]);
    expect((await space.json('ls', 'digits')).artifacts).toEqual([]);
    expect(await states()).toEqual(['failed']);
  });

  it.each([
    ['is empty', `fs.mkdirSync('report');`, 'folder-empty'],
    [
      'has a link that leads outside',
      `fs.mkdirSync('report'); fs.symlinkSync('/', 'report/l');`,
      'link-outside',
    ],
    ['is a link to the store', `fs.symlinkSync(process.env.AMPHORA_STORE, 'report');`, 'in-store'],
    [
      'has an ignore file that is none',
      `fs.mkdirSync('report/.amphoraignore', { recursive: true });`,
      'ignore-file-unreadable',
    ],
  ])('logs none of its outputs where one %s', async (_, make, code) => {
    const both = [...log, '--log', 'report:report=report'];
    const { error } = await space.json(...TRAIN, ...both, ...program(MAKE + make));
    expect(error.code).toBe(code);
    expect((await space.json('ls', 'digits')).artifacts).toEqual([]);
    expect(await states()).toEqual(['failed']);
  });

  it('logs none of its outputs where the metadata of one cannot be read', async () => {
    const both = [...log, '--log', 'report:report=out/m.bin', '--metadata', 'report=@out/gone.json'];
    expect((await space.failure(...TRAIN, ...both, ...program(MAKE)))[0]).toBe(1);
    expect((await space.json('ls', 'digits')).artifacts).toEqual([]);
    expect(await states()).toEqual(['failed']);
  });

  it('says that an input was changed locally and does not start the command', async () => {
    await space.logSample();
    space.write('artifacts/raw:v0/a.txt', 'mine');
    const { error } = await space.json(...TRAIN, '--use', 'raw', ...program(`fs.writeFileSync('ran', '');`));
    expect(error).toMatchObject({ code: 'target-changed' });
    expect(space.exists('ran')).toBe(false);
    expect(await states()).toEqual(['failed']);
  });
});

describe('a run that is stopped', () => {
  const waiting = `fs.writeFileSync('ready', String(process.pid)); setInterval(() => {}, 1000);`;

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const)('by %s passes it on, ends with %d and logs nothing', async (signal, exitCode) => {
    const { child, outcome } = space.start(
      ...TRAIN,
      '--json',
      '--log',
      'data:dataset=ready',
      ...program(waiting),
    );
    await until(() => space.exists('ready') && space.read('ready') !== '');
    child.kill(signal);
    const ended = await outcome;
    expect(ended.exitCode).toBe(exitCode);
    expect(JSON.parse(ended.stdout)).toMatchObject({
      exitCode,
      outputs: [],
      run: { state: 'killed', exitCode },
    });
    // The command is gone too: nobody has its process id any more.
    expect(() => process.kill(Number(space.read('ready')), 0)).toThrow('ESRCH');
  });

  it('may end well all the same when its command makes the best of it', async () => {
    const source = `process.on('SIGINT', () => { ${MAKE} process.exit(0); });\n${waiting}`;
    const { child, outcome } = space.start(
      ...TRAIN,
      '--json',
      '--log',
      'model:model=out',
      ...program(source),
    );
    await until(() => space.exists('ready'));
    child.kill('SIGINT');
    expect(JSON.parse((await outcome).stdout)).toMatchObject({
      exitCode: 0,
      outputs: [{ reference: 'digits/model:v0' }],
    });
  });
});

describe('Ctrl-C after which something fails', () => {
  it('does not hide what failed', async () => {
    const source = `process.on('SIGINT', () => process.exit(0));
      fs.writeFileSync('ready', ''); setInterval(() => {}, 1000);`;
    const { child, outcome } = space.start(...TRAIN, '--log', 'model:model=missing', ...program(source));
    await until(() => space.exists('ready'));
    child.kill('SIGINT');
    const { exitCode, stderr } = await outcome;
    expect(exitCode).toBe(1);
    expect(stderr).toContain('The command did not write "missing", which is to be the output "model"');
    expect(await states()).toEqual(['failed']);
  });
});

describe('Ctrl-C while a large file is logged', () => {
  it('ends with 130 and leaves nothing behind', async () => {
    await space.logSample();
    const blobs = path.join(space.store, 'store-v1/blobs');
    const temporary = path.join(space.store, 'store-v1/tmp');
    const before = fs.readdirSync(blobs, { recursive: true }).toSorted();
    const file = space.at('large.bin');
    fs.writeFileSync(file, '');
    fs.truncateSync(file, 2 ** 31);
    const { child, outcome } = space.start(
      'log',
      'large.bin',
      '--name',
      'large',
      '--type',
      'dataset',
      '--json',
    );
    await until(() => fs.readdirSync(temporary, { recursive: true }).length > 0);
    child.kill('SIGINT');
    const { exitCode, stdout, stderr } = await outcome;
    expect([exitCode, stderr]).toEqual([130, '']);
    expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'cancelled' } });
    expect(fs.readdirSync(temporary)).toEqual([]);
    expect(fs.readdirSync(blobs, { recursive: true }).toSorted()).toEqual(before);
    expect((await space.json('ls', 'digits')).artifacts).toHaveLength(1);
  });
});
