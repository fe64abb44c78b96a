import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PROGRAM, Workspace } from './workspace.ts';

let space: Workspace;
beforeEach(() => {
  space = new Workspace();
});
afterEach(() => {
  space.remove();
});

describe('log', () => {
  it('logs a folder with all that is said of it', async () => {
    space.write('data/a.txt', 'one\n');
    space.write('data/.git/config', 'not this');
    space.write('data/skip.tmp', 'nor this');
    space.write('data/.amphoraignore', '*.tmp\n');
    space.write('facts.json', '\ufeff{"rows": 1}');
    const args = [
      '--name',
      'raw',
      '--type',
      'dataset',
      '--alias',
      'best',
      '--alias',
      'first',
      '--tag',
      'small',
    ];
    const answer = await space.json(
      'log',
      'data',
      ...args,
      '--metadata',
      '@facts.json',
      '--description',
      'Raw',
    );
    expect(answer).toMatchObject({
      created: true,
      version: {
        reference: 'digits/raw:v0',
        project: 'digits',
        type: 'dataset',
        version: 0,
        metadata: { rows: 1 },
        description: 'Raw',
        tags: ['small'],
        loggedBy: null,
      },
    });
    expect(answer.version.aliases.toSorted()).toEqual(['best', 'first', 'latest']);
    const { files } = await space.json('show', 'raw');
    expect(files.map(file => file.path)).not.toContain('.git/config');
    expect(files.map(file => file.path)).not.toContain('skip.tmp');
  });

  it('keeps integers beyond 2^53 in metadata, and shows them by the same digits', async () => {
    space.write('model.bin', 'weights');
    const metadata = '{"seed":9007199254740993,"deep":[-1208925819614629174706176],"loss":1.5e+20}';
    await space.succeed('log', 'model.bin', '--name', 'm', '--type', 'model', '--metadata', metadata);
    expect(await space.succeed('show', 'm')).toContain(metadata);
    const json = (await space.succeed('show', 'm', '--json')).replace(/\s/g, '');
    expect(json).toContain(`"metadata":${metadata}`);
    const listed = (await space.succeed('ls', 'digits/m', '--json')).replace(/\s/g, '');
    expect(listed).toContain(`"metadata":${metadata}`);
  });

  it('logs one file, and the same content as the same version', async () => {
    space.write('model.bin', 'weights');
    expect(await space.succeed('log', 'model.bin', '--name', 'm', '--type', 'model')).toBe(
      'Logged digits/m:v0 (1 file, 7 B) as latest\n',
    );
    const again = await space.json('log', 'model.bin', '--name', 'm', '--type', 'model', '--alias', 'best');
    expect(again).toMatchObject({ created: false, placedBytes: 0, version: { version: 0 } });
    expect(await space.succeed('log', 'model.bin', '--name', 'other', '--type', 'model')).toBe(
      'Logged digits/other:v0 (1 file, 7 B) as latest, none of it new to the store\n',
    );
    space.write('model.bin', 'better weights');
    await space.succeed('log', 'model.bin', '--name', 'm', '--type', 'model', '--alias', 'best');
    const { versions } = await space.json('ls', 'digits/m');
    expect(versions.map(version => [version.version, version.aliases.toSorted()])).toEqual([
      [1, ['best', 'latest']],
      [0, []],
    ]);
  });

  it.each(['손글씨 숫자', '手書き数字', 'naïve 🏺', `<>"\\|?*'$&;`, 'a'.repeat(128)])(
    'takes the name %s and gives it back',
    async name => {
      await space.logSample(name);
      expect(await space.json('show', `${name}:v0`)).toMatchObject({ version: { artifact: name } });
      const { path } = await space.json('get', name);
      expect(fs.readdirSync(path)).toContain('a.txt');
    },
  );

  it('answers many processes that log one name at once, each with a version of its own', async () => {
    const numbers = Array.from({ length: 6 }, (_, index) => index);
    for (const number of numbers) space.write(`data${number}/a.txt`, `content ${number}`);
    const answers = await Promise.all(
      numbers.map(number => space.json('log', `data${number}`, '--name', 'raw', '--type', 'dataset')),
    );
    expect(answers.map(answer => answer.version.version).toSorted()).toEqual(numbers);
    expect((await space.json('ls', 'digits/raw')).versions).toHaveLength(6);
  });
});

describe('dist/cli.js', () => {
  it('is all that is needed, threads and git included', () => {
    for (let i = 0; i < 700; i++) space.write(`data/${i % 7}/${i}.txt`, String(i));
    const alone = space.at('elsewhere', 'amphora.cjs');
    fs.mkdirSync(space.at('elsewhere'));
    fs.copyFileSync(PROGRAM, alone);
    execFileSync('git', ['init', '-q', '-b', 'main'], { cwd: space.folder });
    const node = (...words: readonly string[]): string =>
      execFileSync(process.execPath, [alone, ...words], {
        cwd: space.folder,
        env: { PATH: process.env['PATH'], AMPHORA_STORE: space.store },
        encoding: 'utf8',
        stdio: 'pipe',
      });
    expect(node('log', 'data', '--name', 'raw', '--type', 'dataset')).toContain('700 files');
    expect(node('get', 'raw', '--out', 'out')).toContain('700 files');
    expect(space.read('out/6/699.txt')).toBe('699');
    const run = JSON.parse(node('run', '--job-type', 'train', '--json', '--', 'true')) as unknown;
    expect(run).toMatchObject({ run: { git: { branch: 'main' } } });
  });
});

describe('get', () => {
  it('writes a version below artifacts/ and keeps what is right', async () => {
    await space.logSample();
    expect(await space.json('get', 'digits/raw:latest')).toMatchObject({
      path: space.at('artifacts/raw:v0'),
      files: 2,
      keptFiles: 0,
      version: { version: 0 },
    });
    expect(space.read('artifacts/raw:v0/sub/b.txt')).toBe('two\n');
    expect(await space.succeed('get', 'raw')).toBe(
      'raw:v0 is in artifacts/raw:v0 (2 files, 8 B, 2 of them there already)\n',
    );
  });

  it('refuses to write over a changed file unless told', async () => {
    await space.logSample();
    space.write('out/a.txt', 'mine');
    const [exitCode, message] = await space.failure('get', 'raw', '--out', 'out');
    expect(exitCode).toBe(1);
    expect(message).toContain('a.txt');
    expect(space.read('out/a.txt')).toBe('mine');
    await space.succeed('get', 'raw', '--out', 'out', '--overwrite');
    expect(space.read('out/a.txt')).toBe('one\n');
  });
});

describe('ls and show', () => {
  it('list projects, artifacts and versions in columns', async () => {
    space.write('empty/.amphoraignore', '');
    await space.failure('log', 'empty', '--name', 'raw', '--type', 'dataset');
    expect(await space.succeed('ls')).toBe('This store is empty; amphora log puts something into it\n');
    await space.logSample('raw', '--alias', 'best');
    await space.logSample('other', '--project', 'letters');
    expect(await space.succeed('ls')).toMatch(
      /^PROJECT {2}ARTIFACTS {2}RUNS {2}CHANGED\ndigits +1 +0 +\S+\nletters +1 +0 +\S+\n$/,
    );
    expect(await space.succeed('ls', 'digits')).toMatch(/^TYPE .*\ndataset {2}raw +v0 .*best.* 8 B +\S+\n$/);
    expect(await space.succeed('ls', 'digits/raw')).toMatch(/^VERSION .*\ndigits\/raw:v0 .* 2 +8 B +\S+\n$/);
    expect(await space.json('ls')).toMatchObject({
      projects: [{ name: 'digits', artifacts: 1 }, { name: 'letters' }],
    });
    expect(await space.json('ls', 'digits')).toMatchObject({
      project: 'digits',
      artifacts: [{ name: 'raw', versions: 1, newest: { version: 0 } }],
    });
  });

  it('list runs', async () => {
    await space.logSample();
    await space.succeed('run', '--job-type', 'train', '--name', 'first', '--use', 'raw', '--', 'true');
    await space.run('run', '--job-type', 'train', '--name', 'second', '--', 'false');
    expect(await space.succeed('ls', '--runs')).toMatch(
      /^JOB TYPE .*\ntrain +second +failed +1 +0 +0 +\S+\ntrain +first +finished +0 +1 +0 +\S+\n$/,
    );
    expect(await space.json('ls', 'digits', '--runs')).toMatchObject({
      project: 'digits',
      runs: [
        { name: 'second', state: 'failed' },
        { name: 'first', used: 1, made: 0 },
      ],
    });
  });

  it('show a version with its first files, and all when asked', async () => {
    for (let i = 0; i < 30; i++) space.write(`data/${String(i).padStart(2, '0')}.txt`, 'x');
    await space.succeed('log', 'data', '--name', 'raw', '--type', 'dataset', '--metadata', '{"rows":30}');
    const text = await space.succeed('show', 'raw');
    expect(text).toContain('digits/raw:v0');
    expect(text).toMatch(/^Files\n +1 B {2}00\.txt$/m);
    expect(text).toContain('{"rows":30}');
    expect(text).toContain('19.txt');
    expect(text).not.toContain('20.txt');
    expect(text).toContain('and 10 more; --files shows all');
    expect((await space.json('show', 'raw')).files).toHaveLength(20);
    expect((await space.json('show', 'raw', '--files')).files).toHaveLength(30);
  });

  it('show escapes in descriptions instead of obeying them', async () => {
    await space.logSample('raw', '--description', 'a\u001b[2Jb');
    expect(await space.succeed('show', 'raw')).toContain('a\\x1b[2Jb');
  });

  it('stop quietly when nobody reads on', async () => {
    await space.logSample();
    const { child, outcome } = space.start('ls');
    child.stdout!.destroy();
    expect(await outcome).toMatchObject({ exitCode: 0, stderr: '' });
  });
});

describe('an answer that cannot be written', () => {
  it.runIf(process.platform === 'linux').each([[[]], [['--json']]])('is a failure, with %j', async more => {
    await space.logSample();
    const full = fs.openSync('/dev/full', 'w');
    const child = spawnSync(process.execPath, [PROGRAM, 'ls', ...more], {
      env: { PATH: process.env['PATH'], AMPHORA_STORE: space.store },
      stdio: ['ignore', full, 'pipe'],
      encoding: 'utf8',
    });
    fs.closeSync(full);
    expect([child.status, child.stderr]).toEqual([
      1,
      'amphora: Something unexpected happened: no space left on device.\n',
    ]);
  });
});

describe('alias and rm', () => {
  it('move an alias and take it off', async () => {
    await space.logSample();
    expect((await space.json('alias', 'add', 'raw:v0', 'prod')).version.aliases).toContain('prod');
    space.write('data/a.txt', 'three');
    await space.succeed('log', 'data', '--name', 'raw', '--type', 'dataset');
    await space.succeed('alias', 'add', 'raw:v1', 'prod');
    expect((await space.json('show', 'raw:v0')).version.aliases).toEqual([]);
    await space.succeed('alias', 'rm', 'raw:prod', 'prod');
    const [exitCode, message] = await space.failure('alias', 'rm', 'raw:v1', 'prod');
    expect([exitCode, message]).toEqual([
      1,
      'amphora: raw:v1 does not have the alias "prod". It has: latest.',
    ]);
  });

  it('delete a version, one in use only by force', async () => {
    await space.logSample();
    await space.succeed('run', '--job-type', 'train', '--name', 'first', '--use', 'raw', '--', 'true');
    const [exitCode, message] = await space.failure('rm', 'raw:v0');
    expect([exitCode, message]).toEqual([1, expect.stringMatching(/^amphora: raw:v0 .*first.*force/)]);
    expect(await space.json('show', 'raw:v0')).toMatchObject({ usedBy: [{ name: 'first' }] });
    const forced = await space.json('rm', 'raw:v0', '--force');
    expect(forced).toMatchObject({ deleted: { reference: 'digits/raw:v0' }, usedBy: [{ name: 'first' }] });
    expect(await space.failure('show', 'raw:v0')).toEqual([1, 'amphora: raw:v0 was deleted.']);
    expect(await space.succeed('lineage')).toBe('dataset:raw:v0 (deleted) → train:first\n');
    const { nodes } = await space.json('lineage');
    expect(nodes.find(node => node.kind === 'version')).toMatchObject({ deleted: true });
  });
});

describe('rm', () => {
  it('says what space comes free, also where none does', async () => {
    await space.logSample();
    await space.logSample('same');
    expect(await space.succeed('rm', 'same:v0')).toBe(
      'Deleted same:v0; other versions still need its files, so there is no space to give back\n',
    );
    expect(await space.succeed('rm', 'raw:v0')).toBe('Deleted raw:v0; amphora gc can give back 8 B\n');
  });
});

describe('verify and gc', () => {
  it('find a damaged blob, and mend it by logging again', async () => {
    await space.logSample();
    expect(await space.json('verify')).toMatchObject({ ok: true, versions: 1, damaged: [] });
    const blob = fs
      .readdirSync(space.store, { recursive: true, encoding: 'utf8', withFileTypes: true })
      .filter(entry => entry.isFile() && entry.parentPath.includes('blobs'))
      .map(entry => `${entry.parentPath}/${entry.name}`)
      .find(file => fs.readFileSync(file, 'utf8') === 'one\n')!;
    fs.chmodSync(blob, 0o644);
    fs.writeFileSync(blob, 'bad\n');
    const { stdout, stderr, exitCode } = await space.run('verify');
    expect(exitCode).toBe(1);
    expect(stdout).toContain('raw:v0/a.txt');
    expect(stderr).toContain('amphora: 1 thing in the store is damaged');
    fs.utimesSync(space.at('data/a.txt'), 1, 1);
    await space.succeed('log', 'data', '--name', 'raw', '--type', 'dataset');
    expect(await space.json('verify')).toMatchObject({ ok: true });
  });

  it('give back what no version needs', async () => {
    await space.logSample();
    expect(await space.json('gc')).toMatchObject({ blobs: 0, dryRun: false });
    await space.succeed('rm', 'raw:v0');
    const planned = await space.json('gc', '--dry-run');
    expect(planned.blobs).toBeGreaterThanOrEqual(2);
    expect(await space.json('gc')).toMatchObject({
      blobs: planned.blobs,
      bytes: planned.bytes,
      dryRun: false,
    });
    expect(await space.succeed('gc')).toBe('There is nothing to remove\n');
  });
});

describe('lineage', () => {
  it('is drawn as text, JSON, Mermaid and DOT, whole or around a version', async () => {
    await space.logSample();
    const make = 'mkdir -p out && echo model > out/m.bin';
    const args = ['--job-type', 'train', '--name', 'first', '--use', 'raw', '--log', 'model:model=out'];
    await space.succeed('run', ...args, '--', 'sh', '-c', make);
    expect(await space.succeed('lineage')).toBe('dataset:raw:v0 → train:first → model:model:v0\n');
    const { nodes, edges } = await space.json('lineage');
    expect(nodes.map(node => node.label).toSorted()).toEqual([
      'dataset:raw:v0',
      'model:model:v0',
      'train:first',
    ]);
    expect(nodes[0]).toMatchObject({ project: 'digits', reference: 'digits/raw:v0' });
    expect(edges).toHaveLength(2);
    expect(await space.succeed('lineage', '--mermaid')).toMatch(/^flowchart LR\n/);
    expect(await space.succeed('lineage', 'model', '--dot')).toMatch(/^digraph lineage \{\n/);
    const svg = await space.succeed('lineage', 'model', '--svg');
    expect(svg).toMatch(/^<svg xmlns=[^]*<title>Lineage of model<\/title>[^]*<\/svg>\n$/);
    const near = await space.json('lineage', 'model', '--depth', '1', '--direction', 'up');
    expect(near.nodes.map(node => node.label).toSorted()).toEqual(['model:model:v0', 'train:first']);
    expect((await space.json('lineage', 'raw', '--direction', 'up')).nodes).toHaveLength(1);
  });

  it('is shown as it was at a moment, and says which inputs have moved on', async () => {
    await space.logSample();
    await space.succeed('run', '--job-type', 'train', '--name', 'first', '--use', 'raw', '--', 'true');
    const before = new Date().toISOString();
    await space.succeed('run', '--job-type', 'train', '--name', 'second', '--use', 'raw', '--', 'true');
    space.write('data/more.txt', 'more');
    await space.logSample();
    const { nodes, edges } = await space.json('lineage');
    expect(nodes.map(node => node.label)).toHaveLength(4);
    expect(edges).toEqual([
      expect.objectContaining({ usedAs: 'latest', newer: 1 }),
      expect.objectContaining({ usedAs: 'latest', newer: 1 }),
    ]);
    const then = await space.json('lineage', '--as-of', before);
    expect(then.nodes.map(node => node.label)).toEqual(['dataset:raw:v0', 'train:first']);
    expect(then.nodes[0]).toMatchObject({ aliases: ['latest'] });
    expect(then.edges[0]).not.toHaveProperty('newer');
    expect(await space.succeed('lineage', '--as-of', '2020-01-01')).toMatch(/^There is no lineage yet/);
  });

  it('is written as OpenLineage events, at the time that runs ended', async () => {
    await space.logSample();
    await space.succeed('run', '--job-type', 'train', '--use', 'raw', '--', 'sh', '-c', 'true');
    await space.run('run', '--job-type', 'check', '--use', 'raw', '--', 'sh', '-c', 'exit 3');
    const lines = (await space.succeed('lineage', '--openlineage')).trimEnd().split('\n');
    const events = lines.map(line => JSON.parse(line) as Record<string, unknown>);
    const namespace = 'amphora:local/digits';
    expect(events).toMatchObject([
      {
        eventType: 'COMPLETE',
        producer: expect.stringMatching(/^urn:amphora:\d/),
        job: { namespace, name: 'train' },
        inputs: [{ namespace, name: 'raw', facets: { version: { datasetVersion: 'v0' } } }],
        outputs: [],
      },
      { eventType: 'FAIL', job: { namespace, name: 'check' }, outputs: [] },
    ]);
    const { runs } = await space.json('ls', '--runs');
    expect(events.map(event => event['eventTime']).toSorted()).toEqual(
      runs.map(run => run.finishedAt).toSorted(),
    );
  });
});
