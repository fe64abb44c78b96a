import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

export const WANDB_VERSION = '0.31.0';

/** The Python of a virtual environment with the W&B SDK, made once below the system's folder for temporary files. */
export function wandbPython(): string {
  const folder = path.join(os.tmpdir(), `amphora-bench-wandb-${WANDB_VERSION}`);
  const python = path.join(folder, 'bin', 'python');
  const ready = path.join(folder, 'ready');
  if (fs.existsSync(ready)) return python;
  console.error(`Installing wandb ${WANDB_VERSION} into ${folder}…`);
  try {
    execFileSync('python3', ['-m', 'venv', '--clear', folder], { stdio: ['ignore', 2, 2] });
    const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', `wandb==${WANDB_VERSION}`];
    execFileSync(python, pip, { stdio: ['ignore', 2, 2] });
  } catch (cause) {
    throw new Error('wandb was not installed: it needs Python 3 with venv, and PyPI.', { cause });
  }
  fs.writeFileSync(ready, '');
  return python;
}
