import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { fail } from './failure.mjs';
import { inRoot } from './paths.mjs';
import { capture } from './processes.mjs';

const windows = process.platform === 'win32';
const requirementsFolder = inRoot('test/sdk/requirements');

/** The newest `wandb` and two older generations of it, each of which speaks to a server in its own way. */
export const NEWEST = '0.31.0';
export const GENERATIONS = [NEWEST, '0.19.11', '0.16.6'];

/** The newest `wandb` needs 3.10; what the oldest needs has no wheels from 3.13 on. */
const fits = (major, minor) => major === 3 && minor >= 10 && minor <= 12;
const candidates = windows
  ? ['python', 'python3']
  : ['python3', 'python3.12', 'python3.11', 'python3.10', 'python'];

/** The folder of a generation's virtual environment: another one whenever what is to be in it changes. */
export function environmentFolder(version) {
  const requirements = fs.readFileSync(path.join(requirementsFolder, `${version}.txt`));
  const hash = createHash('sha256').update(requirements).digest('hex').slice(0, 8);
  return inRoot('test/sdk/.environments', `${version}-${hash}`);
}

/** A program of a virtual environment. */
export function environmentProgram(version, name) {
  return path.join(environmentFolder(version), windows ? 'Scripts' : 'bin', windows ? `${name}.exe` : name);
}

async function findPython() {
  for (const name of candidates) {
    const asked = await capture(name, [
      '-c',
      'import sys, venv, ensurepip; print(*sys.version_info[:2])',
    ]).catch(() => undefined);
    const [major, minor] = (asked?.output ?? '').split(' ').map(Number);
    if (asked?.code === 0 && fits(major, minor)) return name;
  }
  return fail(
    'The SDK tests need Python 3.10, 3.11 or 3.12 with its venv module (on Debian: apt install python3-venv); install it, then run this again.',
  );
}

/** Written last: what an interrupted installation left is not taken for an environment. */
const completed = version => path.join(environmentFolder(version), 'completed');

async function makeEnvironment(python, version) {
  const folder = environmentFolder(version);
  fs.rmSync(folder, { recursive: true, force: true });
  const made = await capture(python, ['-m', 'venv', folder]);
  if (made.code !== 0) fail(`${made.output}\nNo virtual environment could be made in ${folder}.`);
  const requirements = path.join(requirementsFolder, `${version}.txt`);
  const args = ['-m', 'pip', 'install', '-q', '--only-binary=:all:', '-r', requirements];
  const install = () => capture(environmentProgram(version, 'python'), args);
  let installed = await install();
  // An index that fails once often answers the second time.
  if (installed.code !== 0) installed = await install();
  if (installed.code !== 0) {
    fail(
      `${installed.output}\npip could not install wandb ${version}; connect to the Python package index, then run this again.`,
    );
  }
  fs.writeFileSync(completed(version), '');
}

/** Makes the virtual environments that are missing, one after another. */
export async function prepareEnvironments() {
  const missing = GENERATIONS.filter(version => !fs.existsSync(completed(version)));
  if (missing.length === 0) return;
  const python = await findPython();
  for (const version of missing) {
    console.log(`Installing wandb ${version}…`);
    await makeEnvironment(python, version);
  }
}
