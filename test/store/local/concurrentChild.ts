/** Child of the concurrency test: logs `count` versions of one artifact, with aliases and runs, and prints their numbers as JSON. */
import { openLocalStore } from '../../../src/store/local/openLocalStore.ts';
import { commitFiles } from '../../support/storeKit.ts';

const [folder = '', name = '', count = '0'] = process.argv.slice(2);
const store = openLocalStore(folder);
const numbers: number[] = [];
for (let i = 0; i < Number(count); i++) {
  const run = await store.beginRun({ project: 'digits', jobType: 'train' });
  const files = { 'own.txt': `${name} ${String(i)}`, 'shared.txt': `shared ${String(i)}` };
  const { version } = await commitFiles(store, files, { run: run.id, aliases: ['latest', `by-${name}`] });
  numbers.push(version.index);
  await store.finishRun(run.id, { state: 'finished' });
}
await store.close();
console.log(JSON.stringify(numbers));
