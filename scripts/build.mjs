// npm run build [-- OPTION…]: bundles the extension, its worker, the command line and the pages into dist/.
//   --production  minified, and held to the budgets     --watch  again whenever a source changes
//   --tests       the tests for VS Code into out/ too
import { parseArgs } from 'node:util';
import { bootstrap } from './lib/bootstrap.mjs';
import { main } from './lib/failure.mjs';

await bootstrap(import.meta.url);
const { build, watch } = await import('./lib/build.mjs');
const { bundleHostTests } = await import('./lib/hostTests.mjs');

await main(async () => {
  const flag = { type: 'boolean', default: false };
  const { values } = parseArgs({ options: { production: flag, watch: flag, tests: flag } });
  if (values.tests) await bundleHostTests();
  await (values.watch ? watch() : build({ production: values.production }));
});
