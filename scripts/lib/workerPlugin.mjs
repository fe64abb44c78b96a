import path from 'node:path';
import { build } from 'esbuild';

/**
 * esbuild plugin for `import source from 'worker:./file.ts'`: bundles that file on its own and gives its program as a
 * string. A page starts it from a Blob URL (its policy allows no other worker); Node starts it with `{ eval: true }`.
 */
export const workerPlugin = {
  name: 'worker',
  setup(outer) {
    const { platform, target, minify, define } = outer.initialOptions;
    const inputs = {};
    outer.onResolve({ filter: /^worker:/ }, args => ({
      path: path.resolve(args.resolveDir, args.path.slice('worker:'.length)),
      namespace: 'worker',
    }));
    outer.onLoad({ filter: /.*/, namespace: 'worker' }, async ({ path: entry }) => {
      const result = await build({
        entryPoints: [entry],
        bundle: true,
        write: false,
        metafile: true,
        format: platform === 'node' ? 'cjs' : 'iife',
        platform,
        target,
        minify,
        define,
        logLevel: 'silent',
      });
      Object.assign(inputs, result.metafile.inputs);
      return {
        contents: result.outputFiles[0].text,
        loader: 'text',
        watchFiles: Object.keys(result.metafile.inputs).map(file => path.resolve(file)),
      };
    });
    // What a worker consists of is part of what the page consists of.
    outer.onEnd(({ metafile }) => {
      if (metafile) Object.assign(metafile.inputs, inputs);
    });
  },
};
