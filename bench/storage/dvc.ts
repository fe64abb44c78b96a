import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Contender, Place } from './contender.ts';

const VERSION = '3.67.1';

/** DVC, installed once into a virtual environment below the system's folder for temporary files. */
export function createDvc(): Contender {
  const program = installDvc();
  const dvc = (place: Place, script: string) => ({
    script,
    args: [program],
    folder: place.root,
    env: environment(place),
  });
  return {
    name: `DVC ${VERSION}`,
    prepare(place) {
      const options = {
        cwd: place.root,
        env: { ...process.env, ...environment(place) },
        stdio: 'ignore' as const,
      };
      execFileSync(program, ['init', '--no-scm', '--quiet'], options);
    },
    log: place => dvc(place, '"$1" add --quiet data'),
    target: ({ data }) => data,
    restore: place => dvc(place, '"$1" checkout --quiet'),
  };
}

/** Keeps what DVC remembers of files, and the settings of whoever runs this, out of the round. */
function environment({ root }: Place): Record<string, string> {
  const own = (name: string) => path.join(root, name);
  return {
    DVC_NO_ANALYTICS: '1',
    DVC_SITE_CACHE_DIR: own('dvc-site'),
    DVC_GLOBAL_CONFIG_DIR: own('dvc-global'),
    DVC_SYSTEM_CONFIG_DIR: own('dvc-system'),
  };
}

function installDvc(): string {
  const folder = path.join(os.tmpdir(), `amphora-bench-dvc-${VERSION}`);
  const program = path.join(folder, 'bin', 'dvc');
  if (fs.existsSync(program)) return program;
  console.error(`Installing DVC ${VERSION} into ${folder}…`);
  try {
    execFileSync('python3', ['-m', 'venv', '--clear', folder], { stdio: ['ignore', 2, 2] });
    const pip = ['install', '--quiet', '--disable-pip-version-check', `dvc==${VERSION}`];
    execFileSync(path.join(folder, 'bin', 'pip'), pip, { stdio: ['ignore', 2, 2] });
  } catch (cause) {
    fs.rmSync(folder, { recursive: true, force: true });
    throw new Error('DVC was not installed: it needs Python 3 with venv, and PyPI.', { cause });
  }
  return program;
}
