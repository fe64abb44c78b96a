import fs from 'node:fs';
import path from 'node:path';
import { inRoot } from './paths.mjs';
import { workerPlugin } from './workerPlugin.mjs';

/** Node programs are CommonJS, where import.meta has no value: it is given what the module would see. */
const node = {
  platform: 'node',
  format: 'cjs',
  target: 'node22',
  external: ['vscode'],
  banner: { js: "const __moduleUrl = require('node:url').pathToFileURL(__filename).href;" },
  define: {
    'import.meta.url': '__moduleUrl',
    'import.meta.filename': '__filename',
    'import.meta.dirname': '__dirname',
  },
};

/** Of core a page takes what it uses and no more: none of its files does anything by being imported. */
const pureCore = {
  name: 'pure core',
  setup(build) {
    build.onResolve({ filter: /\/core\/\w+\.ts$|^\.\/\w+\.ts$/ }, ({ resolveDir, path: name }) => {
      const file = path.resolve(resolveDir, name);
      return path.dirname(file) === inRoot('src/core') ? { path: file, sideEffects: false } : undefined;
    });
  },
};

const page = {
  plugins: [pureCore],
  platform: 'browser',
  format: 'iife',
  target: 'es2022',
  loader: { '.ttf': 'file', '.svg': 'text' },
};

const runnable = { ...node, banner: { js: `#!/usr/bin/env node\n${node.banner.js}` } };

/** Leaves a program out of the one that loads it, which would take longer to start: it lies beside it, to be required. */
function beside(entry, file) {
  const name = path.basename(entry);
  return {
    name: `${file} beside`,
    setup(build) {
      build.onResolve(
        { filter: new RegExp(`/${name.replace('.', '\\.')}$`) },
        ({ resolveDir, path: asked }) =>
          path.resolve(resolveDir, asked) === inRoot(entry)
            ? { path: `./${file}`, external: true }
            : undefined,
      );
    },
  };
}

/** What is imported only when it is needed is required then. */
const late = { supported: { 'dynamic-import': false } };

const program = { ...runnable, ...late, plugins: [beside('src/server/main.ts', 'server.js')] };
const extension = { ...node, ...late, plugins: [beside('src/extension/panels/main.ts', 'panels.js')] };

/** What the product consists of: each entry becomes one file in dist/. */
const entries = [
  { entry: 'src/extension/activate.ts', outfile: 'dist/extension.js', options: extension },
  { entry: 'src/extension/panels/main.ts', outfile: 'dist/panels.js', options: node },
  { entry: 'src/worker/storeWorker.ts', outfile: 'dist/storeWorker.js', options: node },
  { entry: 'src/cli/main.ts', outfile: 'dist/cli.js', options: program },
  { entry: 'src/server/main.ts', outfile: 'dist/server.js', options: node },
  ...['artifact', 'compare', 'lineage', 'project', 'run'].map(name => ({
    entry: `webview/${name}/main.ts`,
    outfile: `dist/webview/${name}.js`,
    options: page,
  })),
];

/** esbuild's options for each entry of the product. */
export function bundles({ production = false } = {}) {
  return entries.map(({ entry, outfile, options }) => ({
    ...options,
    entryPoints: [inRoot(entry)],
    outfile: inRoot(outfile),
    absWorkingDir: inRoot(),
    bundle: true,
    metafile: true,
    minify: production,
    keepNames: production && options.platform === 'node',
    legalComments: 'none',
    // Maps lie beside the programs and are left out of the package.
    sourcemap: 'linked',
    plugins: [workerPlugin, ...(options.plugins ?? [])],
    logLevel: 'warning',
  }));
}

/** Whether a bundle's source is there. */
export const hasSource = bundle => fs.existsSync(bundle.entryPoints[0]);
