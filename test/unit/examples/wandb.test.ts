import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const example = path.resolve(import.meta.dirname, '../../../examples/digits-wandb');
const windows = process.platform === 'win32';
const python = spawnSync('python3', ['-c', 'import sys; sys.exit(sys.version_info < (3, 9))']).status === 0;

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'digits-wandb-'));
  cpSync(example, path.join(folder, 'pipeline'), {
    recursive: true,
    filter: source => path.basename(source) !== '.venv',
  });
  mkdirSync(path.join(folder, 'empty'));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** Starts the pipeline without a server, from some folder. */
function start(from: string, search: string | undefined) {
  const script = path.relative(from, 'pipeline/start.sh');
  const { WANDB_BASE_URL: _, ...env } = process.env;
  const { status, stderr } = spawnSync('/bin/sh', [script], {
    cwd: path.join(folder, from),
    env: { ...env, PATH: search },
    encoding: 'utf8',
  });
  return { status, stderr, installed: existsSync(path.join(folder, 'pipeline/.venv')) };
}

describe.skipIf(windows)('the start of the pipeline with wandb', () => {
  it('says what is missing when there is no Python', () => {
    const { status, stderr } = start('.', path.join(folder, 'empty'));
    expect(status).toBe(1);
    expect(stderr).toBe(
      'The pipeline needs Python 3.9 or newer; install it (https://www.python.org/downloads/), then run this again.\n',
    );
  });

  it.runIf(python).each(['.', 'pipeline'])('from %s, asks for a server before it installs anything', from => {
    const { status, stderr, installed } = start(from, process.env['PATH']);
    expect(stderr).toContain('WANDB_BASE_URL is not set.');
    expect({ status, installed }).toEqual({ status: 1, installed: false });
  });
});
