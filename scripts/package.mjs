// npm run package: builds for production and packs amphora.vsix.
import fs from 'node:fs';
import { bootstrap } from './lib/bootstrap.mjs';
import { main } from './lib/failure.mjs';

await bootstrap(import.meta.url);
const { makePackage } = await import('./lib/package.mjs');

await main(async () => {
  const vsix = await makePackage();
  console.log(`${vsix} (${(fs.statSync(vsix).size / 1000).toFixed(0)} kB)`);
});
