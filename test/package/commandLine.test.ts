import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';

const root = path.resolve(import.meta.dirname, '../..');
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'amphora-cli-'));
const store = path.join(folder, 'store');

afterAll(() => {
  fs.rmSync(folder, { recursive: true, force: true });
});

function run(program: string, args: readonly string[], cwd: string) {
  return spawnSync(program, args, { cwd, encoding: 'utf8', env: { ...process.env, AMPHORA_STORE: store } });
}

describe('the command line', () => {
  it('runs as `npx amphora` in the repository', () => {
    fs.writeFileSync(path.join(folder, 'a.txt'), 'a');
    const log = ['log', path.join(folder, 'a.txt'), '--name', 'a', '--type', 'dataset', '--project', 'demo'];
    expect(run('npx', ['amphora', ...log], root)).toMatchObject({ status: 0 });
    const { status, stdout, stderr } = run('npx', ['amphora', 'ls', '--json'], root);
    expect(status, stderr).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ projects: [{ name: 'demo' }] });
  });

  it('passes the exit code on', () => {
    expect(run('npx', ['amphora', 'no-such-command'], root).status).toBe(2);
  });

  it('is one file that runs alone', () => {
    const alone = path.join(folder, 'amphora');
    fs.copyFileSync(path.join(root, 'dist/cli.js'), alone);
    const data = path.join(folder, 'data');
    fs.mkdirSync(data);
    fs.writeFileSync(path.join(data, 'a.txt'), 'a');
    const log = [
      alone,
      'log',
      data,
      '--name',
      'letters',
      '--type',
      'dataset',
      '--project',
      'alone',
      '--json',
    ];
    const { status, stdout, stderr } = run(process.execPath, log, folder);
    expect(status, stderr).toBe(0);
    expect(stdout).toContain('letters');
  });
});
