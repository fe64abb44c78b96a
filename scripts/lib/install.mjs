import fs from 'node:fs';
import { fail } from './failure.mjs';
import { npm } from './npm.mjs';
import { inRoot, root } from './paths.mjs';

function readLock(file) {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8')).packages;
  } catch {
    return undefined;
  }
}

/** Whether node_modules holds what package-lock.json asks for, by the list that npm keeps of what it installed. */
function isInstalled() {
  const wanted = readLock(inRoot('package-lock.json'));
  const present = readLock(inRoot('node_modules/.package-lock.json'));
  if (!wanted) fail('package-lock.json cannot be read; restore it with `git checkout package-lock.json`.');
  if (!present) return false;
  return Object.entries(wanted).every(([name, entry]) => {
    const version = present[name]?.version;
    return name === '' || version === entry.version || (entry.optional && version === undefined);
  });
}

/** Installs the dependencies with `npm ci` when they are missing or are not those of package-lock.json. */
export async function install() {
  if (isInstalled()) return;
  console.error('Installing dependencies…');
  // No dependency needs its install script: programs come inside platform packages.
  const { code, errors } = await npm(['ci', '--ignore-scripts', '--no-audit', '--no-fund'], root).catch(
    error => {
      fail(`npm cannot be started (${error.code}); install Node.js with npm, then run this again.`);
    },
  );
  if (code !== 0) {
    fail(
      `${errors}\nnpm could not install the dependencies; connect to the npm registry, then run this again.`,
    );
  }
}
