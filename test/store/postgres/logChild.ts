/** Child of the tests of several processes: opens the store, logs `count` versions of one artifact, with aliases and runs, and prints their numbers as JSON. */
import { openPostgresStore } from '../../../src/store/postgres/openPostgresStore.ts';
import { commitFiles } from '../../support/storeKit.ts';

const [database = '', blobs = '', name = '', count = '0'] = process.argv.slice(2);
const store = await openPostgresStore({ database, blobs });
const numbers: number[] = [];
for (let i = 0; i < Number(count); i++) {
  const run = await store.beginRun({ project: 'digits', jobType: 'train' });
  await store.writeRunLines(run.id, 'history', { offset: 0, lines: [`{"_step":${String(i)}}`] });
  const files = { 'own.txt': `${name} ${String(i)}`, 'shared.txt': `shared ${String(i)}` };
  const { version } = await commitFiles(store, files, { run: run.id, aliases: ['latest', `by-${name}`] });
  numbers.push(version.index);
  await store.finishRun(run.id, { state: 'finished' });
}
await store.close();
console.log(JSON.stringify(numbers));
