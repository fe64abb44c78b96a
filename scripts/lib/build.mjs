import fs from 'node:fs';
import path from 'node:path';
import { build as bundle, context } from 'esbuild';
import { budgets, checkBudget } from './budgets.mjs';
import { bundles, hasSource } from './bundles.mjs';
import { copyCodicons } from './codicons.mjs';
import { Failure } from './failure.mjs';
import { writeNotices } from './notices.mjs';
import { inRoot } from './paths.mjs';

const nameOf = options => path.relative(inRoot(), options.outfile);

/** dist/meta/NAME.json says what each program consists of, for budgets and licence notes. */
function writeMeta(options, metafile) {
  const file = inRoot('dist/meta', `${path.basename(options.outfile, '.js')}.json`);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, JSON.stringify(metafile));
}

/** In one step: a program may be started from there while it is built. */
function replaceFile(file, contents) {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  const temporary = `${file}.${process.pid}.tmp`;
  fs.writeFileSync(temporary, contents);
  if (path.basename(file) === 'cli.js') fs.chmodSync(temporary, 0o755);
  fs.renameSync(temporary, file);
}

async function bundleOne(options) {
  try {
    const { metafile, outputFiles } = await bundle({ ...options, write: false });
    for (const { path: file, contents } of outputFiles) replaceFile(file, contents);
    writeMeta(options, metafile);
  } catch (error) {
    // esbuild has printed each error with its place.
    throw new Failure(`${nameOf(options)} was not built.`, { cause: error });
  }
}

/** Builds everything into dist/; in production minified, held to the budgets, and with the licences of what it contains. */
export async function build({ production = false } = {}) {
  const all = bundles({ production });
  for (const missing of all.filter(options => !hasSource(options))) {
    console.error(
      `${nameOf(missing)} is left out: ${path.relative(inRoot(), missing.entryPoints[0])} is not there.`,
    );
  }
  if (production) fs.rmSync(inRoot('dist'), { recursive: true, force: true });
  await Promise.all(all.filter(hasSource).map(bundleOne));
  copyCodicons();
  if (!production) return;
  writeNotices();
  for (const file of Object.keys(budgets).filter(name => name.startsWith('dist/'))) checkBudget(file);
}

/** Builds, and again whenever a source changes, until the process is ended. */
export async function watch() {
  copyCodicons();
  const contexts = await Promise.all(
    bundles()
      .filter(hasSource)
      .map(options => context({ ...options, logLevel: 'info' })),
  );
  await Promise.all(contexts.map(each => each.watch()));
  console.log('Watching for changes.');
  await new Promise(resolve => {
    for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, resolve);
  });
  await Promise.all(contexts.map(each => each.dispose()));
}
