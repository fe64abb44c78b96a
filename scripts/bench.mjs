// npm run bench [-- OPTIONS]: builds for production and measures it; the options are those of bench/main.ts.
import { bootstrap } from './lib/bootstrap.mjs';
import { main } from './lib/failure.mjs';
import { inRoot, root } from './lib/paths.mjs';
import { run } from './lib/processes.mjs';

await bootstrap(import.meta.url);
const { build } = await import('./lib/build.mjs');

await main(async () => {
  await build({ production: true });
  const args = process.argv.slice(2);
  if (args.every(arg => arg !== '--only') || args.includes('activation')) {
    await (await import('./lib/window.mjs')).prepareWindow();
  }
  return run(process.execPath, [inRoot('bench/main.ts'), ...args], { cwd: root });
});
